"""Which block of one version of a body is which of another: by their shapes, or by most of their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.sources.updating.body_blocks import Block

SIMILAR = 0.5
"""Share of equal words from which a block is taken for an edited version of another."""

MOST_COMPARED = 40
"""Blocks of one change that are compared with each other."""

_WORD = re.compile(r"\w+")


def differences(old: Sequence[Block], new: Sequence[Block]) -> Sequence[tuple[str, int, int, int, int]]:
    """The runs of blocks that are equal, and what stands between them, as difflib's opcodes."""
    shapes = [block.shape for block in old], [block.shape for block in new]
    return SequenceMatcher(None, *shapes, autojunk=False).get_opcodes()


def followed(old: Sequence[Block], new: Sequence[Block]) -> tuple[dict[int, int], dict[int, int]]:
    """For blocks of `old`, by number: where they stand in `new` as they were; where as changed ones."""
    same: dict[int, int] = {}
    opcodes = differences(old, new)
    for tag, i1, i2, j1, _ in opcodes:
        if tag == "equal":
            same.update((i, j1 + i - i1) for i in range(i1, i2))
    free: dict[str, list[int]] = {}
    taken = set(same.values())
    for j, block in enumerate(new):
        if j not in taken:
            free.setdefault(block.shape, []).append(j)
    for i, block in enumerate(old):
        if i not in same and free.get(block.shape):
            same[i] = free[block.shape].pop(0)
    taken = set(same.values())
    changed: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "replace":
            left = [i for i in range(i1, i2) if i not in same]
            right = [j for j in range(j1, j2) if j not in taken]
            found = pairs([old[i] for i in left], [new[j] for j in right])
            changed.update((left[i], right[j]) for i, j in found.items())
    # A block may have been changed and moved at once.
    left = [i for i in range(len(old)) if i not in same and i not in changed]
    right = [j for j in range(len(new)) if j not in taken and j not in changed.values()]
    found = _alike([old[i] for i in left], [new[j] for j in right])
    changed.update((left[i], right[j]) for i, j in found.items())
    return same, changed


def pairs(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Which of `new` is an edited version of which of `old`, most alike first."""
    if len(old) == len(new) == 1 and _kind(old[0]) == _kind(new[0]):
        return {0: 0}
    return _alike(old, new)


def _alike(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    alike = sorted(
        (
            (ratio, i, j)
            for i, a in enumerate(old[:MOST_COMPARED])
            for j, b in enumerate(new[:MOST_COMPARED])
            if _kind(a) == _kind(b) and (ratio := likeness(a.key, b.key)) >= SIMILAR
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for _, i, j in alike:
        if i not in found and j not in found.values():
            found[i] = j
    return found


def _kind(block: Block) -> bool:
    return block.text.startswith("#")


def likeness(a: str, b: str) -> float:
    """The share of words that two texts have in common, in their order."""
    return SequenceMatcher(None, _WORD.findall(a), _WORD.findall(b), autojunk=False).ratio()
