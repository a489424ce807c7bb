"""Rules out passages that can't hold a quotation, before any word of them is aligned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.answering.quotation_alignment import LEAST_RUN
from bot.answering.quoted_words import Item, Kind
from bot.library import Passage

MOST_COMPOUNDS = 2
"""Words of a quotation that a passage may write in another way, and that aren't looked for there."""

CACHED_PASSAGES = 2000
"""Passages whose words are kept for the next quotation."""

_PART = re.compile(r"[^\W_]+")


class QuotationFilter:
    """Tells by the words of passages, in whatever order, what they may hold."""

    def __init__(self) -> None:
        self._parts = lru_cache(CACHED_PASSAGES)(_parts_of_passage)

    def may_hold(self, passage: Passage, items: Sequence[Item], share: float) -> bool:
        """Whether a passage may have this share of a quotation's words: cheap, and never wrong with a no.

        A compound may be written as one word or as two.
        """
        words = [item for item in items if item.kind is Kind.WORD]
        parts = self._parts(passage)
        lacking = sum(not parts.issuperset(_parts_of(item.key)) for item in words)
        return lacking <= (1 - share) * len(words) + MOST_COMPOUNDS

    def may_begin(self, passages: Sequence[Passage], items: Sequence[Item], share: float) -> bool:
        """Whether so much of a quotation may stand in two passages, or begin there and go on behind them."""
        words = [item for item in items if item.kind is Kind.WORD]
        parts = frozenset().union(*map(self._parts, passages))
        room = sum(len(passage.text) for passage in passages)
        here = [each for each in words if each.end - words[0].start <= room // 2]
        lacking = sum(not parts.issuperset(_parts_of(item.key)) for item in here)
        return lacking <= (1 - share) * len(here) + MOST_COMPOUNDS

    def may_have_run(self, passage: Passage, words: Sequence[Item]) -> bool:
        """Whether a passage may have LEAST_RUN neighbouring words of a quotation."""
        parts, row = self._parts(passage), 0
        for item in words:
            row = row + 1 if parts.issuperset(_parts_of(item.key)) else 0
            if row == LEAST_RUN:
                return True
        return False


def _parts_of(text: str) -> list[str]:
    """The letters and digits of a text, in runs, in lower case."""
    return _PART.findall(unicodedata.normalize("NFKC", text).casefold())


def _parts_of_passage(passage: Passage) -> frozenset[str]:
    return frozenset(_parts_of(passage.text))
