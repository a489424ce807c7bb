"""Signs of an answer: words by which a sentence shows a time, a number, a name, a place or a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import IntFlag, auto

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Floats, Ints, smallest_unsigned
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


# Plain numbers: a flag's own operators take ten times as long.
_CAPITAL, _NUMBER = Sign.CAPITAL.value, Sign.NUMBER.value
_COUNTED = ~(Sign.STOP | Sign.BEFORE_PLACE).value & 0xFFFF
"""The signs that are counted; the others say something of these."""

_YEAR_NUMBER = _NUMBER | Sign.YEAR.value


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

    @classmethod
    def from_table(cls, table: NDArray[np.unsignedinteger], lengths: NDArray[np.integer]) -> SignCounts:
        """The counts of the sentences that are rows of a `sign_table`, which have so many words."""
        columns = dict(zip(COLUMNS, table.T.astype(np.float64), strict=True))
        # In single precision, as the weights were learned.
        columns["reasons"] = np.float32(columns["reasons"] + TO_WEIGHT * columns.pop("tos")).astype(
            np.float64
        )
        return cls(**columns, lengths=lengths.astype(np.float64))


COLUMNS = ("years", "months", "numbers", "names", "places", "reasons", "tos", "quantities")
"""What the columns of a sign table count."""


def is_year(surface: str) -> bool:
    """Whether a folded word is a year from 1000 to 2099."""
    return _YEAR.fullmatch(surface) is not None


class SignTable:
    """What each word of a language is a sign of, but for STOP."""

    def __init__(self, language: Language) -> None:
        words = language.signs
        self._signs: dict[str, int] = defaultdict(int)
        for sign, members in (
            (Sign.MONTH, words.months),
            (Sign.NUMBER, language.numbers),
            (Sign.REASON, words.reasons),
            (Sign.TO, ("to",)),
            (Sign.QUANTITY, words.quantities),
            (Sign.BEFORE_PLACE, words.place_prepositions),
        ):
            for word in members:
                self._signs[word] |= sign.value

    def of(self, raw: str, surface: str) -> int:
        """The signs of a word that is written `raw` and folded `surface`."""
        surface = surface if surface.isascii() else folded(surface)
        found = self._signs.get(surface, 0)
        if raw[0].isupper():
            found |= _CAPITAL
        if surface[0].isdigit():
            found |= _YEAR_NUMBER if is_year(surface) else _NUMBER
        return found


def sign_table(signs: NDArray[np.uint16], sentence_offsets: Ints) -> NDArray[np.unsignedinteger]:
    """The signs in each sentence (row), counted by COLUMNS.

    The words of the sentences, with these `Sign`s, lie at `sentence_offsets`.
    """
    # Most words are no sign of anything.
    places = np.flatnonzero(signs & _COUNTED)
    sentences = sentence_offsets.searchsorted(places, side="right") - 1
    found = signs[places]

    def count(is_counted: Bools) -> NDArray[np.unsignedinteger]:
        counts = np.bincount(sentences[is_counted], minlength=len(sentence_offsets) - 1)
        return smallest_unsigned(counts)

    # Every sentence begins with a capital: only a later one is a name's, and has a word before it.
    is_capital = (found & Sign.CAPITAL > 0) & (places > sentence_offsets[sentences])
    after_preposition = signs[places - 1] & Sign.BEFORE_PLACE > 0
    counts = {
        "years": count(found & Sign.YEAR > 0),
        "months": count(found & Sign.MONTH > 0),
        "numbers": count(found & Sign.NUMBER > 0),
        "names": count(is_capital & (found & Sign.STOP == 0)),
        "places": count(is_capital & after_preposition),
        "reasons": count(found & Sign.REASON > 0),
        "tos": count(found & Sign.TO > 0),
        "quantities": count(found & Sign.QUANTITY > 0),
    }
    return np.stack([counts[name] for name in COLUMNS], axis=1)
