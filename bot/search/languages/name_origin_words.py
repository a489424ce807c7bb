"""Where a name comes from: how a question asks for that, and how a text tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.search.folding import folded
from bot.search.languages.questions import AskedWord
from bot.search.languages.reader import Phrase, Section, alternatives

KEYS = ("asked", "implied", "told", "names", "told_of_name")
"""The keys of `[words.name_origin]`."""

GAP = "…"
"""Stands in a phrase for any words."""


@dataclass(frozen=True)
class NameOrigin:
    """The phrases that ask where a name comes from, and the words by which a sentence tells it, folded.

    `implied` are words that such a question may leave out ("comes"). A sentence tells it by one of `told`
    (named after), or by one of `names` (name) and one of `told_of_name` (comes, means).
    """

    asked: Sequence[tuple[Phrase, Phrase]]
    implied: str
    told: frozenset[str]
    names: frozenset[str]
    told_of_name: frozenset[str]

    @classmethod
    def of(cls, table: Section) -> NameOrigin:
        """That of a table of a language's file. Raises LanguageFileError for an unknown key."""
        table.check_keys(KEYS)
        return cls(
            tuple(_phrases(table)),
            table.text("implied"),
            table.words("told"),
            table.words("names"),
            table.words("told_of_name"),
        )

    def is_asked(self, words: Sequence[AskedWord]) -> bool:
        """Whether a question of these words asks where a name comes from."""
        surfaces = tuple(word.surface for word in words)
        for before, after in self.asked:
            starts = [i for i in range(len(surfaces)) if surfaces[i : i + len(before)] == before]
            rest = surfaces[starts[0] + len(before) :] if starts else ()
            if starts and any(rest[i : i + len(after)] == after for i in range(len(rest) - len(after) + 1)):
                return True
        return False


def _phrases(table: Section) -> Iterator[tuple[Phrase, Phrase]]:
    """The phrases under `asked`, before their gap and behind it."""
    for written in table.phrases("asked"):
        before, _, after = written.partition(GAP)
        for first in alternatives(before):
            for last in alternatives(after):
                yield tuple(map(folded, first)), tuple(map(folded, last))
