"""Words of a document as they are put together, joined and cut, their markers and links with them."""

from __future__ import annotations

from dataclasses import replace

from bot.library import Marker, Span
from bot.library.model import Link
from bot.sources.document import Words


class WordsBuilder:
    """Words as they grow."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.markers: list[Marker] = []
        self.links: list[Link] = []

    def __bool__(self) -> bool:
        return any(part.strip() for part in self.parts)

    def add(self, text: str) -> None:
        """Add plain words."""
        if text:
            self.parts.append(text)
            self.length += len(text)

    def add_marker(self, label: str) -> None:
        """Add a footnote marker."""
        start = self.length
        self.add(f"[{label}]")
        self.markers.append(Marker(label, Span(start, self.length)))

    @property
    def at_marker(self) -> bool:
        """Whether a marker is what was added last."""
        return bool(self.markers) and self.markers[-1].span.end == self.length

    def add_link(self, start: int, url: str) -> None:
        """Let what was added since `start` lead to `url`, but for the markers in it."""
        for marker in self.markers:
            if marker.span.start >= start:
                self._link(start, marker.span.start, url)
                start = marker.span.end
        self._link(start, self.length, url)

    def _link(self, start: int, end: int, url: str) -> None:
        if start < end:
            self.links.append(Link(start, end, url))

    def add_words(self, words: Words) -> None:
        """Add words with what is in them."""
        at = self.length
        self.add(words.text)
        self.markers += [Marker(m.number, Span(m.span.start + at, m.span.end + at)) for m in words.markers]
        self.links += [Link(k.start + at, k.end + at, k.url) for k in words.links]

    def words(self) -> Words:
        """What has grown, without white space around its lines."""
        return trimmed(Words("".join(self.parts), tuple(self.markers), tuple(self.links)))


def trimmed(words: Words) -> Words:
    """The words without white space around each line, and without empty lines."""
    kept: list[int] = []  # the place of each kept character, line breaks between lines included
    position = 0
    for line in words.text.split("\n"):
        bare = line.strip()
        if bare:
            if kept:
                kept.append(position - 1)
            start = position + line.index(bare[0])
            kept += range(start, start + len(bare))
        position += len(line) + 1
    if len(kept) == len(words.text):
        return words
    text = "".join("\n" if words.text[i] == "\n" else words.text[i] for i in kept)
    new = {old: place for place, old in enumerate(kept)}

    def moved(start: int, end: int) -> tuple[int, int]:
        inside = [new[i] for i in range(start, end) if i in new]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    markers = (replace(m, span=Span(*moved(m.span.start, m.span.end))) for m in words.markers)
    links = (Link(*moved(k.start, k.end), k.url) for k in words.links)
    return Words(
        text,
        tuple(m for m in markers if m.span.start < m.span.end),
        tuple(k for k in links if text[k.start : k.end].strip()),
    )


def joined(pieces: tuple[Words, ...] | list[Words], between: str) -> Words:
    """Several words in one, with `between` from each to the next."""
    builder = WordsBuilder()
    for place, words in enumerate(pieces):
        builder.add(between if place else "")
        builder.add_words(words)
    return builder.words()


def cut(words: Words, start: int, end: int) -> Words:
    """The words from `start` up to `end`."""
    return Words(
        words.text[start:end],
        tuple(
            replace(m, span=replace(m.span, start=m.span.start - start, end=m.span.end - start))
            for m in words.markers
            if start <= m.span.start and m.span.end <= end
        ),
        tuple(
            replace(k, start=max(k.start, start) - start, end=min(k.end, end) - start)
            for k in words.links
            if k.start < end and start < k.end
        ),
    )
