"""Which footnote of another version of a body is which of the base, though its text was changed.

Without this, a footnote that was corrected would make another block of every paragraph that cites it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.sources.updating.block_pairs import SIMILAR, followed, likeness
from bot.sources.updating.body_blocks import Block, Body, markers_in, relabelled, shaped


def with_identities(old: Body, mine: Body, new: Body) -> tuple[Body, Body, Body]:
    """The three with one identity for each footnote that they share, and the shapes that follow from it.

    A footnote is named by its key in `old`. One that only `mine` still has is one of its own.
    """
    theirs = {**new.keys, **_edited(old, new)}
    there = set(theirs.values())
    ours = {**mine.keys, **{label: key for label, key in _edited(old, mine).items() if key in there}}
    return shaped(old, old.keys), shaped(mine, ours), shaped(new, theirs)


def _edited(old: Body, other: Body) -> dict[str, str]:
    """The labels of the footnotes of `other` that are edited ones of `old`, with their keys there."""
    known, there = set(old.keys.values()), set(other.keys.values())
    found: dict[str, str] = {}
    waiting = list(_cited_alike(old, other))
    while waiting:
        former, label, is_sure = waiting.pop(0)
        key = old.keys.get(former)
        if key is None or label not in other.keys or other.keys[label] in known or key in there:
            continue
        if label in found or key in found.values():
            continue
        if not is_sure and likeness(old.notes[former], other.notes[label]) < SIMILAR:
            continue
        found[label] = key
        waiting += _in_order(old.notes[former], other.notes[label], is_sure=False)
    return found


def _cited_alike(old: Body, other: Body) -> Iterator[tuple[str, str, bool]]:
    """Labels that stand at the same place of the same block, and whether all its words are the same."""
    before, after = _wordings(old), _wordings(other)
    same, changed = followed(before, after)
    for places, is_sure in ((same, True), (changed, False)):
        found = [
            pair
            for i, j in places.items()
            for pair in _in_order(before[i].text, after[j].text, is_sure=is_sure)
        ]
        # Where a marker was led to another footnote, the one that kept its label is the edited one.
        yield from sorted(found, key=lambda pair: pair[0] != pair[1])


def _in_order(before: str, after: str, *, is_sure: bool) -> list[tuple[str, str, bool]]:
    labels = list(markers_in(before)), list(markers_in(after))
    return [(a, b, is_sure) for a, b in zip(*labels, strict=True)] if len(labels[0]) == len(labels[1]) else []


def _wordings(body: Body) -> list[Block]:
    """The blocks, alike where their words and the places of their markers are."""
    blanked = (relabelled(block.text, lambda _: "x") for block in body.blocks)
    texts = [" ".join(text.split()) for text in blanked]
    return [replace(block, key=text, shape=text) for block, text in zip(body.blocks, texts, strict=True)]
