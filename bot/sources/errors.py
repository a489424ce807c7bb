"""What keeps a page from becoming an article."""

from __future__ import annotations


class PageError(Exception):
    """A page that can't become an article, in one line that says what to do instead.

    `line` counts from 1; 0 where the page as a whole is meant. `loses`: the page can be read, but would lose
    something that it states (its footnotes), which `--without-footnotes` allows.
    """

    def __init__(self, line: int, message: str, *, loses: bool = False) -> None:
        self.line = line
        self.loses = loses
        super().__init__(message)
