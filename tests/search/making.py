"""Articles for tests, made from plain paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.library import Article, License
from bot.library.passages import Paragraph, passages_of

EMPTY: Mapping[str, str] = {}


def article_of(
    paragraphs: Sequence[str],
    *,
    title: str = "Test",
    language: str = "en",
    aliases: Mapping[str, str] = EMPTY,
    sections: Sequence[str | None] | None = None,
) -> Article:
    """An article with these paragraphs, each under its section."""
    headed = zip(paragraphs, sections or [None] * len(paragraphs), strict=True)
    passages = passages_of(
        [Paragraph(text, section=section) for text, section in headed], title.lower(), language
    )
    return Article(title.lower(), title, License("CC0"), passages, language=language, aliases=aliases)
