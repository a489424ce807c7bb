"""Which texts match what somebody has typed so far: each typed word begins one of the text's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.search import folded

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of `text`, without case and accents."""
    return _WORD.findall(folded(text))


def matches(typed: Sequence[str], text: str) -> bool:
    """Whether each of the `typed` words (of `words_of`) begins a word of `text`."""
    return all_begin(typed, searchable(text))


def searchable(text: str) -> str:
    """The words of `text`, each after a space, as `all_begin` wants them."""
    return " " + " ".join(words_of(text))


def all_begin(typed: Sequence[str], searchable_text: str) -> bool:
    """As `matches`, for a text of `searchable`: fast where many texts are looked through again and again."""
    return all(f" {word}" in searchable_text for word in typed)
