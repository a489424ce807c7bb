"""The catalogues of the bot's own words are whole, current, and fit for Discord."""

from __future__ import annotations

import gettext
import re
import string
from collections import Counter

import pytest
from babel.messages import Catalog

from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import CATALOGUES, LANGUAGES, Languages, Words
from tests.catalogues import TRANSLATED, catalogue, renewed, texts

EVERY = pytest.mark.parametrize("code", TRANSLATED)

PROSE = ("Which article", "Where to begin", "Remove", "Nothing cites it.")
"""Texts that no language can have in common with English."""


def words_in(code: str) -> Words:
    return Languages().words_for(code)


def marks(text: str) -> Counter[str]:
    """What a translation must hold as often as its text: what is filled in, code, names, signs."""
    filled = [f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return Counter([*filled, *re.findall(r"`[^`]+`|\*[^*]+\*|⚠️|\n", text)])


@EVERY
def test_no_text_is_missing_added_or_doubtful(code: str) -> None:
    messages = [message for message in catalogue(code) if message.id]
    assert [message.id for message in messages] == list(texts())
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


@EVERY
def test_the_command_would_change_nothing(code: str) -> None:
    def whole(messages: Catalog) -> list[tuple[object, ...]]:
        return [(each.id, each.string, each.auto_comments) for each in messages if each.id]

    assert whole(catalogue(code)) == whole(renewed(code)), "run python -m tests.catalogues"


@EVERY
def test_what_is_compiled_is_what_was_written(code: str) -> None:
    catalogued = catalogue(code)
    with (CATALOGUES / f"{code}.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    for text in texts():
        written = catalogued.get(text)
        assert written is not None
        assert read.gettext(text) == written.string, "run python -m tests.catalogues"
    words = words_in(code)
    assert all(words(text) != text for text in PROSE)


@EVERY
def test_what_is_filled_in_stands_in_every_translation(code: str) -> None:
    words = words_in(code)
    for text in texts():
        translated = words(text)
        assert marks(translated) == marks(text), text
        assert translated == translated.strip()
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert translated.format(**dict.fromkeys(names, "x"))


LENGTHS = {
    100: "ASK ASK_QUESTION ASK_PRIVATE CITE CITE_NUMBER CITATIONS SOURCE READ READ_ARTICLE READ_SECTION"
    " ARTICLES_LISTED ASK_ARTICLE HELP SETTINGS AS_OPERATOR AS_SERVER COOLDOWN_OF COOLDOWN_NONE",
    80: "IN_CONTEXT MORE_PASSAGES NEAREST_PASSAGES CITATIONS_BUTTON TO_SOURCE REMOVE PREVIOUS NEXT RESET"
    " RESET_YES RESET_NO",
    150: "SECTIONS PASSAGES_OF_ANSWER READ_WHICH CHANNELS_NONE ARTICLES_ALL",
}
"""Characters of a description or an option, a button's label, and a menu's placeholder.
https://docs.discord.com/developers/interactions/application-commands#application-command-object
https://docs.discord.com/developers/components/reference"""


@pytest.mark.parametrize("code", LANGUAGES)
def test_discords_lengths_hold(code: str) -> None:
    words = words_in(code)
    for most, names in LENGTHS.items():
        for name in names.split():
            assert 1 <= len(words(getattr(wording, name))) <= most, name
    for positions in setting_wording.SWITCHES.values():
        for _, _, button in positions.values():
            assert len(words(button)) <= 80
    longest = words(wording.COOLDOWN_OF).format(count=1000, seconds=86_400)
    assert len(words(wording.AS_OPERATOR).format(choice=longest)) <= 100
    assert all(len(words(wording.AS_SERVER).format(language=name)) <= 100 for name in LANGUAGES.values())


def test_each_locale_gets_its_language() -> None:
    spoken = Languages()
    known = {
        "de": "de", "fr": "fr", "es-ES": "es", "es-419": "es", "pt-BR": "pt-BR", "ru": "ru",
        "en-US": "en", "en-GB": "en", "uk": "en", "zh-CN": "en", "": "en", None: "en",
    }  # fmt: skip
    assert {locale: spoken.words_for(locale).code for locale in known} == known
