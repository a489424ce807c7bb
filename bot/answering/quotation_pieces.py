"""The pieces that a quotation is stitched from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.answering.quotation_alignment import Run
from bot.library import Passage

FAR = 8
"""Words between two pieces of one place from which they don't belong together without an ellipsis."""

LEAST_RUN = 3
"""Words in a row that tell where a piece of a quotation is from."""


class QuotedRuns:
    """A quotation's words, looked up by LEAST_RUN of them in a row."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._starts: dict[tuple[str, ...], list[int]] = {}
        for place, three in enumerate(_threes(words)):
            self._starts.setdefault(three, []).append(place)

    def shared_with(self, text: Sequence[str]) -> Iterator[Run]:
        """The longest runs of LEAST_RUN words or more in `text`, from each word of the quotation on."""
        if self._starts.keys().isdisjoint(_threes(text)):
            return
        for start, three in enumerate(_threes(text)):
            for quoted in self._starts.get(three, ()):
                length, most = LEAST_RUN, min(len(self._words) - quoted, len(text) - start)
                while length < most and self._words[quoted + length] == text[start + length]:
                    length += 1
                yield Run(quoted, start, length)


def _threes(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every LEAST_RUN words in a row."""
    return zip(*(words[first:] for first in range(LEAST_RUN)), strict=False)


def cover(found: Iterable[tuple[Run, Passage]]) -> Iterator[tuple[Run, Passage]]:
    """The fewest runs from a quotation's beginning to its end: each the longest one from where it begins."""
    by_start: dict[int, tuple[Run, Passage]] = {}
    for run, passage in found:
        if run.quoted not in by_start or by_start[run.quoted][0].length < run.length:
            by_start[run.quoted] = (run, passage)
    place, last = 0, max(by_start, default=-1)
    while place <= last:
        if place in by_start:
            yield by_start[place]
            place += by_start[place][0].length
        else:
            place += 1


def is_far(chosen: Sequence[tuple[Run, Passage]]) -> bool:
    """Whether two neighbouring pieces don't stand near one another, in this order, in one passage."""
    for (run, passage), (following, other) in pairwise(chosen):
        between = following.start - (run.start + run.length)
        if passage is not other or not 0 <= between <= FAR:
            return True
    return False
