"""Rules out passages that can't hold a quotation, before any word of them is aligned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.answering.quotation_alignment import Run
from bot.answering.quotation_pieces import QuotedRuns
from bot.answering.quoted_words import APOSTROPHES, Item, Kind, visible
from bot.library import Passage

CACHED_PASSAGES = 2000
"""Passages whose words are kept for the next quotation."""

CACHED_WORDS = 4000

_PART = re.compile(r"[^\W_]+")
_MARKER = re.compile(r"\[[^\[\]]{1,40}\]")
_JOINING = re.compile(r"[-‐‑–]\s*|[\[\]]")


class QuotationFilter:
    """Tells by the letters of passages, wherever they stand, what they may hold. A no is never wrong."""

    def __init__(self) -> None:
        self._folded = lru_cache(CACHED_PASSAGES)(_folded_text)
        self._parts = lru_cache(CACHED_PASSAGES)(_written_parts)

    def forget(self) -> None:
        """Forget the words of all passages."""
        self._folded.cache_clear()
        self._parts.cache_clear()

    def may_hold(self, passage: Passage, items: Sequence[Item], share: float) -> bool:
        """Whether a passage may have this share of a quotation's words."""
        words = [item for item in items if item.kind is Kind.WORD]
        return _may_have(self._folded(passage), words, share)

    def may_begin(self, passages: Sequence[Passage], items: Sequence[Item], share: float) -> bool:
        """Whether so much of a quotation may stand in two passages, or begin there and go on behind them."""
        words = [item for item in items if item.kind is Kind.WORD]
        room = sum(len(passage.text) for passage in passages)
        here = [each for each in words if each.end - words[0].start <= room // 2]
        return _may_have("\n".join(map(self._folded, passages)), here, share)

    def likely_runs(self, passage: Passage, quoted: QuotedRuns) -> Iterator[Run]:
        """The runs that a passage shares with a quotation's `quotation_parts`.

        Places are those among the runs of letters, not among the words, so that nothing but their lengths and
        their order can be compared with one another.
        """
        return quoted.shared_with(self._parts(passage))


def quotation_parts(words: Sequence[Item]) -> list[str]:
    """The runs of letters and digits of a quotation's words."""
    return [part for item in words for part in _parts_of(item.key)]


def _may_have(folded: str, words: Sequence[Item], share: float) -> bool:
    may_lack = (1 - share) * len(words)
    for item in words:
        if not all(part in folded for part in _parts_of(item.key)):
            may_lack -= 1
            if may_lack < 0:
                return False
    return True


@lru_cache(CACHED_WORDS)
def _parts_of(key: str) -> tuple[str, ...]:
    """The letters and digits of a word, in runs."""
    return tuple(_PART.findall(key))


def _folded_text(passage: Passage) -> str:
    """A passage in lower case, and once more with its compounds as one word and without brackets in words."""
    folded = _in_lower_case(passage.text)
    return f"{folded}\n{_JOINING.sub('', folded)}" if _JOINING.search(folded) else folded


def _written_parts(passage: Passage) -> list[str]:
    """The runs of letters and digits of a passage, without its markers."""
    text = _MARKER.sub(" ", passage.text)
    return _PART.findall(_in_lower_case(text))


def _in_lower_case(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", visible(text)).translate(APOSTROPHES).casefold()
