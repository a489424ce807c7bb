"""Phrases of a conversation, in the languages of the articles and however they are typed."""

from __future__ import annotations

import pytest

from bot.answering import SmallTalk
from bot.answering.phrase_matcher import PhraseMatcher


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "What's up?", SmallTalk.WELL_BEING),
        ("en", "whats up", SmallTalk.WELL_BEING),
        ("en", "👋", SmallTalk.GREETING),
        ("de", "Grüß Gott!", SmallTalk.GREETING),
        ("de", "Wer bist du?", SmallTalk.IDENTITY),
        ("es", "¿Cómo estás?", SmallTalk.WELL_BEING),
        ("fr", "Qu'est-ce que tu peux faire ?", SmallTalk.ABILITIES),
        ("fr", "Qu’est-ce que tu peux faire, s’il te plaît ?", SmallTalk.ABILITIES),
        ("fr", "qu est ce que tu peux faire", SmallTalk.ABILITIES),
        ("fr", "D'accord, merci", SmallTalk.THANKS),
        ("pt", "Até amanhã!", SmallTalk.FAREWELL),
        ("ru", "Спокойной ночи", SmallTalk.FAREWELL),
        ("sv", "Thank you", SmallTalk.THANKS),
        ("en", "Wer bist du?", SmallTalk.IDENTITY),
        ("sv", "Wer bist du?", SmallTalk.IDENTITY),
        ("en", "Kim sen?", None),
    ],
)
def test_small_talk_is_recognised(language: str, text: str, kind: SmallTalk | None) -> None:
    assert PhraseMatcher([language], {}).small_talk(text) is kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What's this article about?"),
        ("de", "Worum geht es in diesem Artikel?"),
        ("es", "¿De qué trata este artículo?"),
        ("fr", "De quoi parle l'article ?"),
        ("fr", "de quoi parle l article"),
        ("fr", "De quoi s’agit-il ?"),
        ("pt", "Do que trata este artigo?"),
        ("ru", "О чём эта статья?"),
    ],
)
def test_a_wish_for_the_whole_article_is_recognised(language: str, text: str) -> None:
    assert PhraseMatcher([language], {"A title": "a"}).overview(text) == ()
