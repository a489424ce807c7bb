"""Many short texts in one string, looked through at the speed of Python's own search."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

MOST_LOOKED_AT = 2_000
"""Lines that are compared for one list, so that words which are everywhere don't take long."""


SAMPLE = 50_000
"""Characters in which words are counted to tell which is the rarest."""


class SearchableLines:
    """Lines, numbered from 0, of which those are found that hold given texts.

    10,000 lines are looked through in a tenth of a millisecond: nothing is run for a line that doesn't match.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        """A line's own line ends become spaces."""
        starts = array("q")
        parts: list[str] = []
        position = 0
        for line in lines:
            starts.append(position)
            part = line.replace("\n", " ")
            parts.append(part)
            position += len(part) + 1
        self._starts = starts
        self._text = "\n".join([*parts, ""])

    @classmethod
    def joined(cls, parts: Iterable[tuple[SearchableLines, int, int]]) -> SearchableLines:
        """The lines of several, one behind the other: of each from one number up to another."""
        found, texts, position = cls(()), [], 0
        for lines, first, end in _runs(parts):
            begin = lines._position(first)
            text = lines._text[begin : lines._position(end)]
            shift = position - begin
            found._starts.extend([start + shift for start in lines._starts[first:end]])
            texts.append(text)
            position += len(text)
        found._text = "".join(texts)
        return found

    def _position(self, number: int) -> int:
        return self._starts[number] if number < len(self) else len(self._text)

    def __len__(self) -> int:
        return len(self._starts)

    def matching(self, needles: Sequence[str], first: int = 0, end: int | None = None) -> Iterator[int]:
        """The numbers of the lines from `first` up to `end` that hold every one of `needles`, ascending.

        At most MOST_LOOKED_AT lines are compared.
        """
        end = len(self) if end is None else end
        if not needles or not len(self):
            yield from range(first, end)
            return
        text, starts = self._text, self._starts
        position, last = self._position(first), self._position(end)
        # The others are looked for only where the rarest stands.
        sample = min(last, position + SAMPLE)
        rarest = min(needles, key=lambda needle: (text.count(needle, position, sample), -len(needle)))
        for _ in range(MOST_LOOKED_AT):
            found = text.find(rarest, position, last)
            if found < 0:
                return
            number = bisect_right(starts, found) - 1
            line_end = text.index("\n", found)
            if all(text.find(each, starts[number], line_end) >= 0 for each in needles):
                yield number
            position = line_end + 1


def _runs(parts: Iterable[tuple[SearchableLines, int, int]]) -> Iterator[tuple[SearchableLines, int, int]]:
    """The parts, those that continue the one before as one with it."""
    last: tuple[SearchableLines, int, int] | None = None
    for lines, first, end in parts:
        if last is not None and last[0] is lines and last[2] == first:
            last = lines, last[1], end
        else:
            if last is not None:
                yield last
            last = lines, first, end
    if last is not None:
        yield last
