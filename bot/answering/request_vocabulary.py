"""The words of requests about footnotes, sources and licences, from the languages' data files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.answering.phrases import GAP, Words, spoken_words
from bot.search.languages.reader import Section, language_file

LANGUAGES = ("en", "de", "es", "fr", "pt", "ru")
"""Those whose requests and reactions are understood whatever the language of the articles."""

_WORDS = (
    "footnote_nouns reference_nouns list_nouns work_nouns cited_words all_words count_words bracket_words"
    " license_nouns license_frame reuse_verbs purpose_words source_nouns where_words from_words"
    " who_words wrote_verbs citing_words texts frame indefinite claim_openers claim_nouns"
).split()
_KEYS = (*_WORDS, "ordinals", "permission", "claims", "quoted_claims")

LAST = "last"
"""What an ordinal such as "final" stands for."""


@dataclass(frozen=True)
class RequestVocabulary:
    """The words of one language. `words[key]` holds those under a key of `[requests]`, folded.

    `ordinals` leads from a word such as "third" to "3". `claims` match a request whole, its words joined by
    spaces, and hold in the group `gap` what it is about; `quoted_claims` do so where the gap was quoted.
    """

    words: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, str]
    permission: Sequence[Words]
    claims: Sequence[re.Pattern[str]]
    quoted_claims: Sequence[re.Pattern[str]]

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.words[key]


@cache
def request_vocabulary(code: str) -> RequestVocabulary:
    """The vocabulary of the language with this code.

    Raises LanguageFileError where the section is wrong.
    """
    section = language_file(code).section("requests", _KEYS)
    permission = sorted(map(spoken_words, section.phrases("permission")), key=len, reverse=True)
    return RequestVocabulary(
        words={key: frozenset(spoken_words(section.text(key))) for key in _WORDS},
        ordinals=_ordinals(section),
        permission=permission,
        claims=[_pattern(line) for line in _lines(section, "claims")],
        quoted_claims=[_pattern(line) for line in _lines(section, "quoted_claims")],
    )


def _ordinals(section: Section) -> Mapping[str, str]:
    return {spoken_words(form)[0]: number for form, number in section.groups("ordinals").items()}


def _lines(section: Section, key: str) -> Iterator[str]:
    return (line for line in map(str.strip, section.text(key).splitlines()) if line)


def _pattern(line: str) -> re.Pattern[str]:
    """A pattern such as `source|reference for|behind …`; several words of one choice stand in brackets.

    There is one gap, so that matching takes time in proportion to the words.
    """
    choices = re.findall(r"\([^)]*\)|\S+", line)
    parts = ["(?P<gap>.+)" if choice == GAP else _choice(choice.strip("()")) for choice in choices]
    return re.compile(" ".join(parts))


def _choice(choice: str) -> str:
    alternatives = (" ".join(spoken_words(each)) for each in choice.split("|"))
    return f"(?:{'|'.join(map(re.escape, alternatives))})"
