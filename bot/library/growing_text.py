"""A text while it is put together, with its markers, links and forced sentence bounds."""

from __future__ import annotations

from bot.library.model import Link, Marker, Span


class GrowingText:
    """Words in the order in which a reader sees them; offsets count from the text's beginning.

    `begun`: a line stands open, with a list item's lead or with nothing, for the next block to go on.
    `line` is that of the file on which the text begins.
    """

    def __init__(self, line: int = 0) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.markers: list[Marker] = []
        self.links: list[Link] = []
        self.breaks: list[int] = []
        self.begun = True
        self.line = line
        self.is_list = False

    def __str__(self) -> str:
        whole = "".join(self._parts)
        self._parts = [whole]
        return whole

    def add(self, words: str) -> None:
        """Go on with `words`."""
        self._parts.append(words)
        self.length += len(words)

    def add_marker(self, number: str) -> None:
        """Go on with the marker of a footnote."""
        start = self.length
        self.add(f"[{number}]")
        self.markers.append(Marker(number, Span(start, self.length)))

    def add_text(self, other: GrowingText) -> None:
        """Go on with another text, its markers and links included."""
        start = self.length
        self.add(str(other))
        self.markers += [
            Marker(m.number, Span(m.span.start + start, m.span.end + start)) for m in other.markers
        ]
        self.links += [Link(link.start + start, link.end + start, link.url) for link in other.links]

    def link(self, start: int, url: str) -> None:
        """Link everything from `start` on to `url`."""
        self.links.append(Link(start, self.length, url))

    def begin_line(self, lead: str) -> None:
        """Begin a line, and a sentence, with `lead`."""
        if self.length:
            self.add("\n")
            self.breaks.append(self.length)
        self.add(lead)
        self.begun = True

    def begin_block(self, indent: str) -> None:
        """Go on in the line that is begun, or begin one."""
        if not self.begun:
            self.begin_line(indent)
        self.begun = False

    def since(self, start: int) -> str:
        """The words from `start` on."""
        parts: list[str] = []
        missing = self.length - start
        for part in reversed(self._parts):
            if missing <= 0:
                break
            parts.append(part[-missing:] if missing < len(part) else part)
            missing -= len(part)
        return "".join(reversed(parts))

    def before_last_markers(self, most: int) -> str:
        """Up to `most` characters of the words before the markers at the end, where there are some."""
        end = self.length
        for marker in reversed(self.markers):
            if self.since(marker.span.end)[: end - marker.span.end].strip():
                break
            end = marker.span.start
        start = max(0, end - most)
        return self.since(start)[: end - start]

    def is_plain_since(self, start: int) -> bool:
        """Whether no marker and no link stands from `start` on."""
        return not (self.markers and self.markers[-1].span.start >= start) and not (
            self.links and self.links[-1].end > start
        )

    def take_since(self, start: int) -> str:
        """Take the words from `start` on away, which hold no marker and no link."""
        taken = self.since(start)
        while self.length > start:
            part = self._parts.pop()
            self.length -= len(part)
            if self.length < start:
                self.add(part[: start - self.length])
        return taken
