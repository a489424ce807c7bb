"""The pieces that a quotation is stitched from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.answering.quotation_alignment import Run
from bot.library import Passage

FAR = 8
"""Words between two pieces of one place from which they don't belong together without an ellipsis."""


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
