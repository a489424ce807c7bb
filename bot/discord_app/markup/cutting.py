"""A long text is cut at a word, and "…" says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape

ELLIPSIS = "…"


def cut(text: str, room: int, render: Callable[[str], str] = escape) -> str:
    """`text` as `render` shows it, cut at a word with "…" where it is longer than `room`.

    At least one character stands before the "…", so that `room` should be 10 or more.
    """
    whole = render(text)
    if length(whole) <= room:
        return whole
    ends = [match.start() for match in re.finditer(r"\s+", text) if match.start()]
    # A text without spaces is cut between any two characters.
    for candidates in (ends, list(range(1, len(text)))):
        end = last_fitting(candidates, lambda end: length(render(text[:end])) + 1 <= room)
        if end is not None and (candidates is not ends or end >= len(text[:room]) // 3):
            return render(text[:end].rstrip()) + ELLIPSIS
    return ELLIPSIS


def last_fitting(candidates: Sequence[int], fits: Callable[[int], bool]) -> int | None:
    """The last of the rising `candidates` that fits, where everything before one that fits does too."""
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        if fits(candidates[middle]):
            low = middle + 1
        else:
            high = middle
    return candidates[low - 1] if low else None
