"""An article's body as blocks that can be compared: by their words and by what their footnotes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

_MARKER = re.compile(r"(?<!\\)\[\^((?:[^\]\\\s]|\\.)(?:[^\]\\]|\\.)*)\]")
_NOTE = re.compile(r"\[\^((?:[^\]\\\s]|\\.)(?:[^\]\\]|\\.)*)\]:[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NEEDLESS = re.compile(r"(?<=\d)\\(?=[.)])|(?<=\| )\\(?=[#>+\-=:%])")
_DEEPEST = 5
"""Footnotes in footnotes that are looked into."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown as it is written, and `key`, which equal blocks share.

    In the key each marker is what its footnote says, and white space is one space. In the `shape` it is which
    footnote that is, whatever it says: there two versions of a block are alike though a footnote was edited.
    """

    text: str
    key: str
    shape: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """A body's blocks, its footnotes' texts by label, and their keys, in the file's order.

    `identities` tell by label which footnote it is: its key, unless it is an edited one of another version.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, str]
    keys: Mapping[str, str]
    identities: Mapping[str, str]

    @property
    def labels(self) -> dict[str, str]:
        """The label of each footnote by its identity; of equal ones, the first."""
        found: dict[str, str] = {}
        for label, identity in self.identities.items():
            found.setdefault(identity, label)
        return found

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The blocks, and the footnotes as blocks."""
        return (*self.blocks, *map(self.note_block, self.notes))

    def note_block(self, label: str) -> Block:
        """A footnote as a block, to be told of as such."""
        return Block(f"[^{label}]: {self.notes[label]}", f"[^]: {self.keys[label]}")

    def note_shape(self, label: str) -> str:
        """What a footnote says: two versions of it are alike though one that it cites was edited."""
        return _with_keys(self.notes[label], self.identities)


def parse_body(body: str) -> Body:
    """The blocks and footnotes of an article's body."""
    texts: list[str] = []
    notes: dict[str, str] = {}
    for chunk in _chunks(body):
        note = _NOTE.match(chunk)
        if note:
            notes.setdefault(note[1], chunk[note.end() :])
        else:
            texts.append(chunk)
    keys = {label: _key(notes[label], notes, _DEEPEST) for label in notes}
    blocks = tuple(Block(text, key, key) for text in texts for key in [_with_keys(text, keys)])
    return Body(blocks, notes, keys, keys)


def shaped(body: Body, identities: Mapping[str, str]) -> Body:
    """The body with these identities of its footnotes, and the shapes that its blocks have then."""
    blocks = tuple(replace(block, shape=_with_keys(block.text, identities)) for block in body.blocks)
    return replace(body, blocks=blocks, identities=identities)


def markers_in(text: str) -> Iterator[str]:
    """The labels of a block's markers."""
    return (match[1] for match in _MARKER.finditer(text))


def relabelled(text: str, new: Callable[[str], str]) -> str:
    """The block with another label for each of its markers."""
    return _MARKER.sub(lambda match: f"[^{new(match[1])}]", text)


def _with_keys(text: str, keys: Mapping[str, str]) -> str:
    return _plain(_MARKER.sub(lambda match: f"[^{keys.get(match[1], match[1])}]", text))


def _key(text: str, notes: Mapping[str, str], depth: int) -> str:
    def inner(match: re.Match[str]) -> str:
        below = notes.get(match[1])
        return match[0] if below is None or not depth else f"[^{_key(below, notes, depth - 1)}]"

    return _plain(_MARKER.sub(inner, text))


def _plain(text: str) -> str:
    """White space as one space, and without backslashes that earlier imports wrote and later ones don't."""
    return " ".join(_NEEDLESS.sub("", text).split())


def _chunks(body: str) -> Iterator[str]:
    """Runs of lines between empty ones; a fence, a list and a footnote keep the empty lines inside them."""
    lines = body.split("\n")
    open_lines: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            open_lines.append(line)
            if mark and mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
            continue
        if mark:
            fence = mark[1]
        if _NOTE.match(line) and open_lines:
            yield from _whole(open_lines)
        if line.strip():
            open_lines.append(line)
        elif open_lines:
            following = next((later for later in lines[number + 1 :] if later.strip()), "")
            # What is indented below an empty line still belongs to the item or the footnote above.
            if following.startswith(("  ", "\t")):
                open_lines.append("")
            else:
                yield from _whole(open_lines)
    yield from _whole(open_lines)


def _whole(lines: list[str]) -> Iterator[str]:
    text = "\n".join(lines).strip("\n")
    lines.clear()
    if text.strip():
        yield text
