"""Reads a language's data file: `en.toml`, `de.toml`, … in this folder.

CONTRIBUTING.md describes the format, under "The languages of articles". Errors name file, section and key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import product

from bot.search.folding import folded, lowered

SECTIONS = (
    "words",
    "spelling",
    "questions",
    "definitions",
    "dimensions",
    "signs",
    "telling",
    "small_talk",
    "conversation",
    "requests",
    "reactions",
    "quotations",
)
"""The sections that a file may have. Those from small_talk are read by bot.answering."""

Phrase = tuple[str, ...]
"""The words of a phrase, in order."""


class LanguageFileError(ValueError):
    """A language's data file has an unknown section or key, or a value of the wrong form."""


@dataclass(frozen=True)
class Section:
    """One section of a language's file. `place` names both in errors: "en.toml [words]"."""

    place: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The text under `key`; empty where there is none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(key, f"a text is expected, not {value!r}")
        return value

    def number(self, key: str, default: int) -> int:
        """The whole number under `key`, not below 0; `default` where there is none."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(key, f"a whole number from 0 is expected, not {value!r}")
        return value

    def words(self, key: str, *, keeps_accents: bool = False) -> frozenset[str]:
        """The words under `key`, folded; with `keeps_accents` in lower case, and what they fold into as well.

        They are separated by spaces or line ends. What has an apostrophe stands without it as well, as texts
        are read: "d'où" and "dou".
        """
        text = folded(self.text(key))
        words = frozenset(text.split()) | frozenset(text.replace("'", "").split())
        return words | frozenset(lowered(self.text(key)).split()) if keeps_accents else words

    def groups(self, key: str, *, keeps_accents: bool = False) -> Mapping[str, str]:
        """The lines `word: form form …` under `key`, folded and without apostrophes, as form → word."""
        words: dict[str, str] = {}
        text = lowered(self.text(key)) if keeps_accents else folded(self.text(key))
        for line in text.replace("'", "").splitlines():
            if not line.strip():
                continue
            word, colon, forms = line.partition(":")
            if not colon or not word.strip() or not forms.split():
                raise self.error(key, f"“word: form form …” is expected, not “{line.strip()}”")
            words |= dict.fromkeys(forms.split(), word.strip())
        return words

    def phrases(self, key: str) -> Iterator[str]:
        """The phrases under `key`, as they are written. They are separated by commas or line ends."""
        for part in self.text(key).replace("\n", ",").split(","):
            if phrase := part.strip():
                yield phrase

    def tables(self, key: str) -> Iterator[Section]:
        """The tables of an array of tables (`[[section.key]]`)."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.error(key, "an array of tables is expected")
        for each in found:
            yield Section(f"{self.place} {key}", each)

    def check_keys(self, known: Collection[str]) -> None:
        """Raises LanguageFileError where the section has another key than those that are `known`."""
        for key in self.values:
            if key not in known:
                raise self.error(key, f"unknown; known are {', '.join(sorted(known))}")

    def error(self, key: str, problem: str) -> LanguageFileError:
        """An error that names the file, the section and `key`."""
        return LanguageFileError(f"{self.place} {key}: {problem}")


@dataclass(frozen=True)
class LanguageFile:
    """The data file of one language; without sections for a language that has no file."""

    name: str
    sections: Mapping[str, Mapping[str, object]]

    def section(self, name: str, known: Collection[str]) -> Section:
        """The section with this name, empty where the file lacks it.

        Raises LanguageFileError where it has another key than those that are `known`.
        """
        section = Section(f"{self.name} [{name}]", self.sections.get(name, {}))
        section.check_keys(known)
        return section


@cache
def language_file(code: str) -> LanguageFile:
    """The data file of the language with this code of two or three letters."""
    name = f"{code}.toml"
    file = resources.files(__package__) / name
    # The code comes from an article: only letters, so that it leads to no other folder.
    if not (code.isascii() and code.isalpha() and file.is_file()):
        return LanguageFile(name, {})
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> LanguageFile:
    """The content of a language's file. Raises LanguageFileError where it isn't one."""
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageFileError(f"{name}: {error}") from error
    for section, values in sections.items():
        if section not in SECTIONS or not isinstance(values, dict):
            raise LanguageFileError(f"{name}: unknown section [{section}]; known are {', '.join(SECTIONS)}")
    return LanguageFile(name, sections)


def language_codes() -> list[str]:
    """The codes of the languages that have a data file, in alphabetical order."""
    names = (file.name for file in resources.files(__package__).iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def alternatives(phrase: str) -> Iterator[Phrase]:
    """Every phrase that "what|which year" stands for, folded and split as questions are.

    A hyphen parts words, an apostrophe doesn't: "qu'est-ce" is read as two words, "quest" and "ce".
    """
    slots = phrase.replace("-", " ").split()
    yield from product(*(slot.split("|") for slot in slots))
