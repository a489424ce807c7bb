"""What an article's markers lead to: footnotes by their labels, notes in the line, numbered links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True)
class Note:
    """A note that stands in the line, `^[…]`, under the number that it got."""

    number: str
    markdown: str
    line: int


@dataclass(frozen=True, slots=True)
class NumberedLink:
    """`[1]` that leads to an address: a footnote that says where."""

    number: str
    url: str
    title: str
    line: int


def label_shown(label: str) -> str:
    """A label as readers see it: Markdown's labels can't hold a space, so `note_1` stands for `note 1`."""
    return label.replace("_", " ")


def label_written(number: str) -> str:
    """A label as it stands in an article file; the other way of `label_shown`."""
    return number.replace(" ", "_")


class References:
    """`labels` are those of the footnotes' definitions, `taken` other numbers that stand for something."""

    def __init__(self, labels: Iterable[str], taken: Iterable[str]) -> None:
        self._labels = set(labels)
        self._taken = {label_shown(label) for label in self._labels} | set(taken)
        self._spellings: Mapping[str, list[str]] = defaultdict(list)
        for label in sorted(self._labels):
            self._spellings[label.casefold()].append(label)
        self._next = count(1)
        self._links: dict[str, NumberedLink] = {}
        self.notes: list[Note] = []
        self.citations: list[tuple[str, int]] = []

    @property
    def links(self) -> tuple[NumberedLink, ...]:
        """The links that are cited by their numbers, in the order of their first markers."""
        return tuple(self._links.values())

    def cite(self, label: str, line: int) -> str:
        """The number that the marker with this label shows: capitals make no difference."""
        spellings = self._spellings.get(label.casefold(), [])
        if label not in self._labels and len(spellings) == 1:
            label = spellings[0]
        number = label_shown(label)
        self.citations.append((number, line))
        return number

    def add_note(self, markdown: str, line: int) -> str:
        """A number of its own for a note that stands in the line."""
        number = next(str(n) for n in self._next if str(n) not in self._taken)
        self.notes.append(Note(number, markdown, line))
        self.citations.append((number, line))
        return number

    def cite_link(self, number: str, url: str, title: str, line: int) -> bool:
        """Take a numbered link for a footnote; not where its number stands for something else."""
        if number in self._labels or any(note.number == number for note in self.notes):
            return False
        known = self._links.setdefault(number, NumberedLink(number, url, title, line))
        if known.url != url:
            return False
        self._taken.add(number)
        self.citations.append((number, line))
        return True
