"""The headings above what is read: an article's sections."""

from __future__ import annotations

from bot.library.bounds import LONGEST_HEADING
from bot.library.growing_text import GrowingText
from bot.library.passages import words_without_markers


class Sections:
    """`bare` are headings, by line, with no words below them; `lengthy` are lines of those that are too long.

    `title`: a first-level heading of these words is the article's title again, and no section's.
    """

    def __init__(self, title: str) -> None:
        self._title = " ".join(title.split()).casefold()
        self._headings: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._waiting: dict[int, tuple[int, str]] = {}
        self.bare: list[tuple[int, str]] = []
        self.lengthy: list[int] = []

    @property
    def name(self) -> str | None:
        """`History › The first years`, or None above the first heading."""
        return " › ".join(words for _, (words, _) in sorted(self._headings.items())) or None

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The numbers of the footnotes that the headings cite."""
        cited = (number for _, (_, numbers) in sorted(self._headings.items()) for number in numbers)
        return tuple(dict.fromkeys(cited))

    def begin(self, level: int, text: GrowingText) -> None:
        """A heading stands here. Its name doesn't hold its markers: the passages below name its footnotes."""
        words = words_without_markers(str(text), text.markers)
        self.leave(level)
        if len(words) > LONGEST_HEADING:
            self.lengthy.append(text.line)
        elif words and not (level == 1 and words.casefold() == self._title):
            self._headings[level] = words, tuple(dict.fromkeys(marker.number for marker in text.markers))
            self._waiting[level] = text.line, words

    def leave(self, level: int) -> None:
        """The sections of this level, and those inside them, end."""
        self._headings = {above: held for above, held in self._headings.items() if above < level}
        self.bare += [self._waiting.pop(below) for below in sorted(self._waiting) if below >= level]

    def fill(self) -> None:
        """Words stand below the headings."""
        self._waiting.clear()
