"""Signs of an answer: words by which a sentence shows a time, a number, a name, a place or a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import IntFlag, auto

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Floats, Ints, owner_of_each
from bot.search.folding import folded
from bot.search.languages.profile import Language

TO_WEIGHT = 0.1
"""What English "to" counts as a sign of a reason ("in order to"): it seldom is one."""

_YEAR = re.compile(r"(?:1\d|20)\d\d")


class Sign(IntFlag):
    """What a word is a sign of. A word may be several."""

    STOP = auto()
    CAPITAL = auto()
    YEAR = auto()
    MONTH = auto()
    NUMBER = auto()
    REASON = auto()
    TO = auto()
    QUANTITY = auto()
    BEFORE_PLACE = auto()


@dataclass(frozen=True, eq=False)
class SignCounts:
    """For each sentence, how many signs of each sort it holds. `lengths` is the number of its words."""

    years: Floats
    months: Floats
    numbers: Floats
    names: Floats
    places: Floats
    reasons: Floats
    quantities: Floats
    lengths: Floats

    def table(self) -> NDArray[np.float32]:
        """The counts as a table to be stored: a row for each sentence, a column for each field."""
        columns = [getattr(self, field.name) for field in fields(self)]
        return np.stack(columns, axis=1).astype(np.float32)

    @classmethod
    def from_table(cls, table: NDArray[np.float32]) -> SignCounts:
        """The counts of the sentences that are rows of `table`."""
        columns = table.T.astype(np.float64)
        return cls(**{field.name: column for field, column in zip(fields(cls), columns, strict=True)})


def is_year(surface: str) -> bool:
    """Whether a folded word is a year from 1000 to 2099."""
    return _YEAR.fullmatch(surface) is not None


def signs_of_word(raw: str, surface: str, language: Language) -> int:
    """The signs of a word that is written `raw` and folded `surface`, but for STOP."""
    words = language.signs
    surface = folded(surface)
    found = (
        (Sign.CAPITAL, raw[0].isupper()),
        (Sign.YEAR, is_year(surface)),
        (Sign.MONTH, surface in words.months),
        (Sign.NUMBER, surface[0].isdigit() or surface in language.numbers),
        (Sign.REASON, surface in words.reasons),
        (Sign.TO, surface == "to"),
        (Sign.QUANTITY, surface in words.quantities),
        (Sign.BEFORE_PLACE, surface in words.place_prepositions),
    )
    return sum(sign.value for sign, is_found in found if is_found)


def count_signs(signs: NDArray[np.uint16], sentence_offsets: Ints) -> SignCounts:
    """The counts of sentences whose words, with these `Sign`s, lie at `sentence_offsets`."""
    lengths = np.diff(sentence_offsets)
    sentences = owner_of_each(sentence_offsets)
    is_first = np.zeros(len(signs) + 1, dtype=bool)
    is_first[sentence_offsets] = True
    # The word before stands in the same array, one place to the left.
    after_preposition = np.zeros(len(signs), dtype=bool)
    after_preposition[1:] = signs[:-1] & Sign.BEFORE_PLACE > 0

    def count(is_counted: Bools) -> Floats:
        return np.bincount(sentences[is_counted], minlength=len(lengths)).astype(np.float64)

    # Every sentence begins with a capital: only a later one is a name's.
    is_capital = (signs & Sign.CAPITAL > 0) & ~is_first[:-1]
    return SignCounts(
        years=count(signs & Sign.YEAR > 0),
        months=count(signs & Sign.MONTH > 0),
        numbers=count(signs & Sign.NUMBER > 0),
        names=count(is_capital & (signs & Sign.STOP == 0)),
        places=count(is_capital & after_preposition),
        reasons=count(signs & Sign.REASON > 0) + TO_WEIGHT * count(signs & Sign.TO > 0),
        quantities=count(signs & Sign.QUANTITY > 0),
        lengths=lengths.astype(np.float64),
    )
