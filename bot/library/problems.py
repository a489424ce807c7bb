"""What can be wrong with an article file, told in one line with the place and the fix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What would steer a terminal, turn the reading direction, or can't be written as UTF-8 at all.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to fix. `line` counts from 1; 0 where the file or folder as a whole is meant."""

    path: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        told = f"{place}: {'warning' if self.warning else 'error'}: {self.message}"
        # File names and fields are told as they stand, and they may hold anything.
        return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], told)


class LibraryError(Exception):
    """Articles that can't be used. `problems` holds everything that was found, `str()` a line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems if not problem.warning))
