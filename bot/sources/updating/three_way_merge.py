"""Three-way merge of bodies, block by block: the wiki's new text with the curator's edits in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.sources.updating.block_pairs import differences, followed, pairs
from bot.sources.updating.body_blocks import Block, parse_body, relabelled
from bot.sources.updating.footnote_identity import with_identities
from bot.sources.updating.merged_labels import MergedLabels


@dataclass(frozen=True, slots=True)
class Conflict:
    """A block or a footnote that both have edited; either is None where it was taken out.

    The curator's stays.
    """

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

    def blocks(self) -> list[tuple[Block, bool]]:
        """What stands here now, and whether it is the curator's."""
        own = [] if self.block is None else [(self.block, self.ours)]
        return [*own, *((block, True) for block in self.after)]


def merge_bodies(base: str, ours: str, theirs: str, unsettled: Sequence[Conflict] = ()) -> Merge:
    """Put what was edited from `base` to `ours` into `theirs`. Where both edited a block, ours stays.

    `unsettled` are conflicts of earlier merges: they are told of with the words that `ours` has now.
    """
    old, mine, new = with_identities(parse_body(base), parse_body(ours), parse_body(theirs))
    conflicts: list[Conflict] = []
    top = _Place(None)
    places = [_Place(block) for block in new.blocks]
    moved, changed = followed(old.blocks, new.blocks)

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

    for tag, i1, i2, j1, j2 in differences(old.blocks, mine.blocks):
        if tag == "equal":
            continue
        paired = pairs(old.blocks[i1:i2], mine.blocks[j1:j2])
        last = i1 - 1
        kept: set[int] = set()
        for i in range(i1, i2):
            j = paired.get(i - i1)
            edited = mine.blocks[j1 + j] if j is not None else None
            if j is not None:
                kept.add(j)
            place = place_of(i)
            theirs_block = place.block if place is not None else None
            if edited is not None and theirs_block is not None and edited.shape == theirs_block.shape:
                continue  # both made the same change
            if i not in moved and (edited is not None or theirs_block is not None):
                conflicts.append(Conflict(edited, theirs_block))
            if place is not None:
                place.block, place.ours = edited, edited is not None
            elif edited is not None:
                place_before(i).after.append(edited)
        present = {place.block.shape for place in places if place.block is not None}
        for j, block in enumerate(mine.blocks[j1:j2]):
            if j in kept:
                last = next(i1 + i for i, k in paired.items() if k == j)
            elif block.shape not in present or block.shape in {b.shape for b in old.blocks}:
                place_before(last).after.append(block)
    blocks = [each for place in (top, *places) for each in place.blocks()]
    labels = MergedLabels(old, mine, new, blocks)
    written = [relabelled(block.text, labels.of) if ours else block.text for block, ours in blocks]
    body = "\n\n".join([*written, *labels.notes()]) + "\n"
    notes = [Conflict(mine.note_block(own), new.note_block(other)) for own, other in labels.contested()]
    found = (*unsettled, *conflicts, *notes)
    return Merge(body, _as_written(found, body, labels))


def _as_written(conflicts: Sequence[Conflict], body: str, labels: MergedLabels) -> tuple[Conflict, ...]:
    """The conflicts with the curator's blocks as they stand in the merged body."""
    written = {block.text: block for block in parse_body(body).blocks}
    found = []
    for conflict in conflicts:
        text = relabelled(conflict.ours.text, labels.of) if conflict.ours else ""
        found.append(replace(conflict, ours=written.get(text, conflict.ours)))
    return tuple(found)
