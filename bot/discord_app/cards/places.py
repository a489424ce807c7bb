"""What a button leads to, as text short enough for a custom id."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

PATTERN = r"[a-z]+(?:/[A-Za-z0-9_-]+){0,2}"
_PLACE = re.compile(PATTERN)


@dataclass(frozen=True, slots=True)
class Place:
    """Something of the library that is read page by page.

    `kind` says what it is. What it is of stands in `subject`, an article's id or references to passages
    (`references.py`), and `part`, a passage's id or the key of a footnote; they are empty where the kind has
    none. It never holds what somebody asked.
    """

    kind: str
    subject: str = ""
    part: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.kind, self.subject, self.part) if part)

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that `text` names. Raises ValueError where it isn't one."""
        if not _PLACE.fullmatch(text):
            raise ValueError(f"{text!r} is not a place")
        return cls(*text.split("/"))


def footnote_key(number: str) -> str:
    """A short name for a footnote's label, which may hold anything and be long."""
    return hashlib.sha256(number.encode()).hexdigest()[:8]
