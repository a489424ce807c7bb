"""Entries that somebody looks up by their words: “otter” finds “swift otter” on a list of animals."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.search import Hit, Ranking

FEWEST_OF_ENTRY = 1 / 3
"""How much of a line's words must be the ones looked up: of what is longer, they aren't the subject."""

MOST_HITS = 50
"""Hits, the best first, among which entries are looked for."""

_WORD = re.compile(r"\w+")
_MARKER = re.compile(r"\[[^\[\]]{1,30}\]")


def with_entries(asked: str, ranking: Ranking, needed: float) -> Ranking:
    """The ranking with the entries first that hold every word of `asked` as it is written.

    Where bare words are asked for, a short line that holds them is what is looked up, though it is too short
    to answer a question: its confidence becomes the one that is `needed`.
    """
    words = [word.casefold() for word in _WORD.findall(asked)]
    # A word that isn't one of content makes a question, or a sentence, of them.
    if not words or len(set(words)) != len(ranking.words) or ranking.confidence >= needed:
        return ranking
    entries = [hit for hit in ranking.hits[:MOST_HITS] if _is_entry(hit, set(words))]
    others = [hit for hit in ranking.hits if hit not in entries]
    return replace(ranking, hits=(*(replace(hit, confidence=needed) for hit in entries), *others))


def _is_entry(hit: Hit, words: set[str]) -> bool:
    line = hit.passage.sentences[hit.sentence].of(hit.passage.text)
    held = [word.casefold() for word in _WORD.findall(_MARKER.sub("", line))]
    return words <= set(held) and len(words) >= FEWEST_OF_ENTRY * len(held)
