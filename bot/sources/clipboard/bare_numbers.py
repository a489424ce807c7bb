"""Markers that lost their raised look: “It ground rye.4” with a list of numbered notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.sources.clipboard.lines import Line, Role

FEWEST = 2
"""Markers, counted from 1 in reading order, that are no accident."""

_BEHIND_SENTENCE = re.compile(
    r"(?:(?<=[^\W\d_][.,;:!?。])|(?<=[.,;:!?][\"”’»)]))(\d{1,3})(?=\s|\Z)"
    r"|(?<=\d{4}[.,;])(\d{1,2})(?=\s+[^\W\d_]|\Z)"
)
_BEHIND_WORD = re.compile(r"(?<=[^\W\d_]{3})(\d{1,3})(?=[\s.,;:]|\Z)")


def with_brackets(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines with brackets around such numbers, and how many there are; or the lines as they are, and 0.

    Below the last one, a number that stands in a line of its own begins the reference with this number.
    """
    written = [replace(line) for line in lines]
    count = _mark(written, _BEHIND_SENTENCE)
    if count < FEWEST:
        return list(lines), 0
    last = max(place for place, line in enumerate(written) if line.text != lines[place].text)
    _mark(written[: last + 1], _BEHIND_WORD, count)
    expected = 1
    for line in written[last + 1 :]:
        if line.text == str(expected):
            line.text += "."
            expected += 1
    return written, count


def _mark(lines: Sequence[Line], form: re.Pattern[str], most: int = 0) -> int:
    """Put brackets around the numbers that go on counting from 1; the last of them.

    With `most`, those up to it are known already, and come again.
    """
    highest = 0
    for line in lines:
        if line.role not in (Role.BODY, Role.HEADING):
            continue
        parts: list[str] = []
        position = 0
        for match in form.finditer(line.text):
            number = int(match[match.lastindex or 1])
            if not 0 < number <= max(highest + 1, most) or (most and number > most):
                continue
            highest = max(highest, number)
            parts += (line.text[position : match.start()], f"[{number}]")
            position = match.end()
        if parts:
            line.text = "".join((*parts, line.text[position:]))
    return highest
