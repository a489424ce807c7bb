"""The footnotes of a merged body: which label each of them gets, and whose text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.sources.updating.body_blocks import Block, Body, markers_in, relabelled


class MergedLabels:
    """The wiki's own label wherever it has the footnote, and the curator's text wherever he changed it."""

    def __init__(self, old: Body, mine: Body, new: Body, blocks: Sequence[tuple[Block, bool]]) -> None:
        """`blocks` are those of the merged body, each with whether it is the curator's."""
        self._mine, self._new = mine, new
        by_identity = new.labels
        waiting = [label for block, ours in blocks if not ours for label in markers_in(block.text)]
        own = [label for block, ours in blocks if ours for label in markers_in(block.text)]
        waiting += [
            by_identity[mine.identities[label]] for label in own if mine.identities.get(label) in by_identity
        ]
        self._cited = _reached(waiting, new)
        self._edited = dict(_edited(old, mine, new))
        own += [label for other in self._cited & self._edited.keys() for label in self._inside(other)]
        self._names: dict[str, str] = {}
        reached = _reached(own, mine)
        for label in reached:
            identity = mine.identities[label]
            if identity in by_identity:
                self._names[label] = by_identity[identity]
                self._cited |= _reached([by_identity[identity]], new)
        used = set(self._cited)
        for label in mine.notes:
            if label not in self._names and label in reached:
                former = by_identity.get(old.keys.get(label, ""))
                name = next((n for n in (former, label) if n and n not in used), None) or _free(label, used)
                used.add(name)
                self._names[label] = name
        self._old = old

    def of(self, label: str) -> str:
        """The label in the merged body of the curator's footnote with this `label`."""
        return self._names.get(label, label)

    def notes(self) -> list[str]:
        """The footnotes of the merged body, as they are written."""
        kept = {label: text for label, text in self._new.notes.items() if label in self._cited}
        edited = {name: label for name, label in self._edited.items() if name in kept}
        own = {name: label for label, name in self._names.items() if name not in kept}
        kept |= {name: relabelled(self._mine.notes[label], self.of) for name, label in (edited | own).items()}
        return [f"[^{label}]: {text}" for label, text in kept.items()]

    def contested(self) -> Iterator[tuple[str, str]]:
        """The labels of footnotes whose text both have changed: the curator's, and the wiki's."""
        former = self._old.labels
        for other, label in self._edited.items():
            before = self._old.note_shape(former[self._new.identities[other]])
            if other in self._cited and before != self._new.note_shape(other):
                yield label, other

    def _inside(self, other: str) -> Iterator[str]:
        return markers_in(self._mine.notes[self._edited[other]])


def _edited(old: Body, mine: Body, new: Body) -> Iterator[tuple[str, str]]:
    """The wiki's labels of the footnotes that the curator changed, and his labels."""
    former, by_identity = old.labels, new.labels
    for label, identity in mine.identities.items():
        if identity in former and identity in by_identity:
            shape, other = mine.note_shape(label), by_identity[identity]
            if shape not in (old.note_shape(former[identity]), new.note_shape(other)):
                yield other, label


def _reached(labels: Sequence[str], body: Body) -> set[str]:
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
