"""What can be measured: how a question asks for it ("how tall"), and how a text states it, by language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.search.folding import folded
from bot.search.languages.questions import AskedWord
from bot.search.languages.reader import LanguageFile, Phrase, Section, alternatives

KEYS = ("idle", "pronouns", "kinds", "ranges", "dimension")
"""The keys of the section `[dimensions]`."""

TABLE_KEYS = (
    "asked", "units", "symbols", "before", "before_number", "after", "origins", "stated_alone", "needs_unit"
)  # fmt: skip
"""The keys of each `[[dimensions.dimension]]`."""

GAP = "…"
"""Stands in a phrase for any words."""

_YEAR = r"(?:1\d{3}|20\d\d|\d{1,4} (?:bce?|ce|ad)|\w+[ -]centur(?:y|ies))"
"""When something began."""

_ASIDE = r"(?:\s*\([^()]{0,60}\)|\s*\[[^\][]{0,40}\])*"
"""The same measure in other units, or a marker."""

_SOME_WORDS = r"(?: · [^\W\d]\w{0,30}:)?(?:\s+(?!\d)[\w~-]+){0,5}?[\s:|~(·]+"
"""Between a word for a dimension and the amount: no mark that ends a clause. A table's cell may have the head
of its column ("Feature: Weight · Value: 3 kg").
"""

_SOON = r"[^;.]{0,200}?"
"""Between what began and when."""

MOST_NUMBER_WORDS = 7
"""Words of a number before its last one: "one thousand two hundred and fifty six". The patterns have bounds,
for articles are anybody's: without them a page of nothing but numbers takes seconds."""

_APOSTROPHES = str.maketrans("", "", "'’")

_NOTHING = r"(?!)"


@dataclass(frozen=True)
class Dimension:
    """Something that can be measured: length, weight, age. `asked` has the phrases that ask for it.

    `any_amount` matches each amount in its units, `amounts` where a text states it by one, `origins` where it
    says when its subject began. `needs_unit`: it isn't stated without such an amount. `nouns` are the words
    by which a text states it ("duration").
    """

    asked: Sequence[tuple[Phrase, Phrase]]
    needs_unit: bool
    nouns: frozenset[str]
    _amount: str
    _stated: str
    _origin: str

    # Compiled once one is asked for: those of all languages together take more than a second.

    @cached_property
    def any_amount(self) -> re.Pattern[str]:
        return re.compile(self._amount)

    @cached_property
    def amounts(self) -> re.Pattern[str]:
        return re.compile(self._stated)

    @cached_property
    def origins(self) -> re.Pattern[str]:
        return re.compile(self._origin)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the phrases that ask for it."""
        return frozenset(word for phrases in self.asked for phrase in phrases for word in phrase)

    def places_in(self, keys: Sequence[str]) -> frozenset[int]:
        """The places of the words that ask for it; none where the question of these words doesn't."""
        found: frozenset[int] = frozenset()
        for before, after in self.asked:
            for start in _starts(keys, before):
                end = start + len(before)
                last = next(iter(_starts(keys, after, end)), None)
                if last is not None:
                    places = frozenset((*range(start, end), *range(last, last + len(after))))
                    found = max(found, places, key=len)
        return found


@dataclass(frozen=True)
class MeasureAsked:
    """The dimensions that a question asks for, any of which answers, and the places of the words that do."""

    dimensions: Sequence[Dimension] = ()
    places: Collection[int] = field(default=frozenset())


NO_MEASURE = MeasureAsked()


class Dimensions:
    """The dimensions of one language; none where its file tells none.

    `pronouns` begin a sentence about the article's subject, and `idle` words say nothing of what is measured
    ("average"). `kinds` are the words behind which a text says what its subject is ("is a"); `ranges` those
    between two numbers of one unit ("22 and 28 kilograms").
    """

    def __init__(self, file: LanguageFile, counting: Collection[str], *, in_compounds: bool = False) -> None:
        """`counting`: numbers in words. `in_compounds`: a dimension may be the last part of a compound.

        Raises LanguageFileError where a key or a phrase is unknown.
        """
        section = file.section("dimensions", KEYS)
        self.pronouns = section.words("pronouns")
        self.kinds = [tuple(folded(word) for word in p.split()) for p in section.phrases("kinds")]
        self.idle = section.words("idle")
        ranges = section.words("ranges")
        self._dimensions = [
            _dimension(table, counting, ranges, in_compounds=in_compounds)
            for table in section.tables("dimension")
        ]

    def asked(self, words: Sequence[AskedWord]) -> MeasureAsked:
        """The measure that a question asks for. Words that say nothing of its subject count as asking."""
        keys = [folded(word.raw).translate(_APOSTROPHES) for word in words]
        found = [(each, places) for each in self._dimensions if (places := each.places_in(keys))]
        if not found:
            return NO_MEASURE
        most = max((places for _, places in found), key=len)
        idle = {place for place, key in enumerate(keys) if key in self.idle}
        dimensions = [dimension for dimension, places in found if len(places) == len(most)]
        return MeasureAsked(dimensions, most | idle)


def _starts(keys: Sequence[str], phrase: Phrase, begin: int = 0) -> Iterator[int]:
    """Where the words of a phrase stand side by side, from `begin` on."""
    for start in range(begin, len(keys) - len(phrase) + 1):
        if tuple(keys[start : start + len(phrase)]) == phrase:
            yield start


def _dimension(
    table: Section, counting: Collection[str], ranges: Collection[str], *, in_compounds: bool
) -> Dimension:
    table.check_keys(TABLE_KEYS)
    asked: list[tuple[Phrase, Phrase]] = []
    for written in table.phrases("asked"):
        for words in alternatives(written):
            keys = tuple(folded(word) for word in words)
            place = keys.index(folded(GAP)) if folded(GAP) in keys else len(keys)
            asked.append((keys[:place], keys[place + 1 :]))
    amount = _amount(table, counting, ranges)
    before, after = _any_of(table.words("before")), _any_of(table.words("after"))
    begin = "" if in_compounds else r"\b"  # "Turmhöhe: 38 m"
    ways = [rf"{begin}{before}\b{_SOME_WORDS}{amount}", rf"{amount}{_ASIDE}[\s‐-]+(?:in\s+)?{after}\b"]
    if table.text("stated_alone"):
        ways.append(amount)
    if without_unit := [folded(phrase) for phrase in table.phrases("before_number")]:
        ways.append(rf"\b{_any_of(without_unit)}\s\d{{1,4}}(?![\w.,]*\d)")
    origin = _NOTHING
    if words_of_origin := table.words("origins"):
        began = rf"\b{_any_of(words_of_origin)}\b"
        origin = rf"{began}{_SOON}\b{_YEAR}\b|\b{_YEAR}\b{_SOON}{began}"
    nouns = table.words("before") | table.words("after")
    return Dimension(asked, bool(table.text("needs_unit")), nouns, amount, "|".join(ways), origin)


def _amount(table: Section, counting: Collection[str], ranges: Collection[str]) -> str:
    """A number, or two with a word of a range between them, with a unit behind, or a symbol before it."""
    word = _any_of(counting)
    number = rf"(?:(?<![\w.,])\d[\d.,]*(?:\s(?:{word}))?|\b(?:{word}[\s-]+){{0,{MOST_NUMBER_WORDS}}}{word})"
    if ranges:
        number = rf"(?:{number}\s{_any_of(ranges)}\s)?{number}"
    units = _any_of([folded(unit) for unit in table.phrases("units")])
    symbols = _any_of(table.text("symbols").split())
    return rf"(?:{number}[\s‐-]*{units}(?!\w)|{symbols}\s?{number})"


def _any_of(words: Collection[str]) -> str:
    """A pattern of any of the words, the longest first; of none where there is none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(map(re.escape, longest_first))})" if words else "(?!)"
