"""Three-way merge of bodies, block by block: the wiki's new text with the curator's edits in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bot.sources.updating.body_blocks import Block, Body, markers_in, parse_body, relabelled

SIMILAR = 0.5
"""Share of equal words from which a block is taken for an edited version of another."""

MOST_COMPARED = 40
"""Blocks of one change that are compared with each other."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A block that both have edited; either is None where it was taken out. The curator's stays."""

    ours: Block | None
    theirs: Block | None


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged body."""

    body: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(eq=False)
class _Place:
    """A block of the wiki's new text, with what the curator's edits make of it."""

    block: Block | None
    ours: bool = False
    after: list[Block] = field(default_factory=list)


def merge_bodies(base: str, ours: str, theirs: str) -> Merge:
    """Put what was edited from `base` to `ours` into `theirs`. Where both edited a block, ours stays."""
    old, mine, new = parse_body(base), parse_body(ours), parse_body(theirs)
    conflicts: list[Conflict] = []
    top = _Place(None)
    places = [_Place(block) for block in new.blocks]
    moved, changed = _followed(old.blocks, new.blocks)

    def place_of(number: int) -> _Place | None:
        found = moved.get(number, changed.get(number))
        return None if found is None else places[found]

    def place_before(number: int) -> _Place:
        """Where what follows the block of this number of the base belongs."""
        while number >= 0:
            found = place_of(number)
            if found is not None:
                return found
            number -= 1
        return top

    for tag, i1, i2, j1, j2 in _differences(old.blocks, mine.blocks):
        if tag == "equal":
            continue
        pairs = _pairs(old.blocks[i1:i2], mine.blocks[j1:j2])
        last = i1 - 1
        kept: set[int] = set()
        for i in range(i1, i2):
            j = pairs.get(i - i1)
            edited = mine.blocks[j1 + j] if j is not None else None
            if j is not None:
                kept.add(j)
            place = place_of(i)
            theirs_block = place.block if place is not None else None
            if edited is not None and theirs_block is not None and edited.key == theirs_block.key:
                continue  # both made the same change
            if i not in moved and (edited is not None or theirs_block is not None):
                conflicts.append(Conflict(edited, theirs_block))
            if place is not None:
                place.block, place.ours = edited, edited is not None
            elif edited is not None:
                place_before(i).after.append(edited)
        present = {place.block.key for place in places if place.block is not None}
        for j, block in enumerate(mine.blocks[j1:j2]):
            if j in kept:
                last = next(i1 + i for i, k in pairs.items() if k == j)
            elif block.key not in present or block.key in {b.key for b in old.blocks}:
                place_before(last).after.append(block)
    return Merge(_written(top, places, old, mine, new), tuple(conflicts))


def _differences(old: tuple[Block, ...], new: tuple[Block, ...]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, [b.key for b in old], [b.key for b in new], autojunk=False).get_opcodes()


def _followed(old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[dict[int, int], dict[int, int]]:
    """For blocks of `old`, by number: where they stand in `new` as they were; where as changed ones."""
    same: dict[int, int] = {}
    opcodes = _differences(old, new)
    for tag, i1, i2, j1, _ in opcodes:
        if tag == "equal":
            same.update((i, j1 + i - i1) for i in range(i1, i2))
    free: dict[str, list[int]] = {}
    taken = set(same.values())
    for j, block in enumerate(new):
        if j not in taken:
            free.setdefault(block.key, []).append(j)
    for i, block in enumerate(old):
        if i not in same and free.get(block.key):
            same[i] = free[block.key].pop(0)
    taken = set(same.values())
    changed: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in opcodes:
        if tag == "replace":
            left = [i for i in range(i1, i2) if i not in same]
            right = [j for j in range(j1, j2) if j not in taken]
            pairs = _pairs([old[i] for i in left], [new[j] for j in right])
            changed.update((left[i], right[j]) for i, j in pairs.items())
    # A block may have been changed and moved at once.
    left = [i for i in range(len(old)) if i not in same and i not in changed]
    right = [j for j in range(len(new)) if j not in taken and j not in changed.values()]
    pairs = _alike([old[i] for i in left], [new[j] for j in right])
    changed.update((left[i], right[j]) for i, j in pairs.items())
    return same, changed


def _pairs(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
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
            if (ratio := _likeness(a, b)) >= SIMILAR
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in alike:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _kind(block: Block) -> bool:
    return block.text.startswith("#")


def _likeness(a: Block, b: Block) -> float:
    if _kind(a) != _kind(b):
        return 0.0
    return SequenceMatcher(None, _WORD.findall(a.key), _WORD.findall(b.key), autojunk=False).ratio()


def _written(top: _Place, places: list[_Place], old: Body, mine: Body, new: Body) -> str:
    blocks: list[tuple[str, bool]] = []
    for place in (top, *places):
        if place.block is not None:
            blocks.append((place.block.text, place.ours))
        blocks += [(block.text, True) for block in place.after]
    labels = _Labels(old, mine, new, blocks)
    written = [relabelled(text, labels.of) if ours else text for text, ours in blocks]
    return "\n\n".join([*written, *labels.notes()]) + "\n"


class _Labels:
    """Which label each footnote gets: the wiki's own wherever it has the footnote."""

    def __init__(self, old: Body, mine: Body, new: Body, blocks: list[tuple[str, bool]]) -> None:
        self._mine, self._new = mine, new
        by_key = new.labels
        waiting = [label for text, ours in blocks if not ours for label in markers_in(text)]
        own = [label for text, ours in blocks if ours for label in markers_in(text)]
        waiting += [by_key[mine.keys[label]] for label in own if mine.keys.get(label) in by_key]
        self._cited = _reached(waiting, new)
        self._names: dict[str, str] = {}
        for label in _reached(own, mine):
            key = mine.keys[label]
            if key in by_key:
                self._names[label] = by_key[key]
                self._cited |= _reached([by_key[key]], new)
        used = set(self._cited)
        for label in mine.notes:
            if label not in self._names and label in _reached(own, mine):
                former = by_key.get(old.keys.get(label, ""))
                name = next((n for n in (former, label) if n and n not in used), None) or _free(label, used)
                used.add(name)
                self._names[label] = name

    def of(self, label: str) -> str:
        return self._names.get(label, label)

    def notes(self) -> list[str]:
        kept = {label: text for label, text in self._new.notes.items() if label in self._cited}
        own = {name: label for label, name in self._names.items() if name not in kept}
        kept |= {name: relabelled(self._mine.notes[label], self.of) for name, label in own.items()}
        return [f"[^{label}]: {text}" for label, text in kept.items()]


def _reached(labels: list[str], body: Body) -> set[str]:
    """These footnotes and those that they cite."""
    found: set[str] = set()
    waiting = list(labels)
    while waiting:
        label = waiting.pop()
        if label in body.notes and label not in found:
            found.add(label)
            waiting += markers_in(body.notes[label])
    return found


def _free(label: str, used: set[str]) -> str:
    if label.isdecimal():
        return str(max((int(each) for each in used if each.isdecimal()), default=0) + 1)
    number = 2
    while f"{label}-{number}" in used:
        number += 1
    return f"{label}-{number}"
