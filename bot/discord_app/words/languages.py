"""The languages in which the bot speaks, each read from its catalogue. Articles are never translated.

Every text in `wording` and in `bot.answering.replies` is its own key: `words(wording.REMOVE)` is that text in
the language of `words`.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pt-BR": "Português (Brasil)",
    "ru": "Русский",
}
"""Code → the language's own name. Codes are Discord's, without the country where one catalogue serves all.
https://docs.discord.com/developers/reference#locales"""

CATALOGUES = Path(__file__).parent / "catalogues"
"""The folder with a catalogue for each language but English: CODE.po to edit, CODE.mo compiled from it."""


class Words:
    """The bot's texts in one language. Immutable."""

    __slots__ = ("_catalogue", "code")

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def __call__(self, text: str) -> str:
        """`text`, one of the English ones, in this language; its `{names}` are still to be filled."""
        return self._catalogue.gettext(text)


ENGLISH = Words("en", gettext.NullTranslations())
"""The texts as they are in the code."""


class Languages:
    """All languages, read once. The constructor raises OSError where a catalogue can't be read."""

    def __init__(self, folder: Path = CATALOGUES) -> None:
        self._words = {code: _read(folder, code) for code in LANGUAGES}

    def words_for(self, locale: str | None) -> Words:
        """The words for a locale such as `es-419`; English for None and where there is no catalogue."""
        code = locale or ENGLISH.code
        return self._words.get(code) or self._words.get(code.split("-")[0], ENGLISH)

    def in_language(self, language: str) -> Words | None:
        """The words for a language without a country, such as `pt`; None where the bot doesn't speak it."""
        spoken = (words for code, words in self._words.items() if code.split("-")[0] == language)
        return next(spoken, None)


def _read(folder: Path, code: str) -> Words:
    if code == ENGLISH.code:
        return ENGLISH
    with (folder / f"{code}.mo").open("rb") as compiled:
        return Words(code, gettext.GNUTranslations(compiled))
