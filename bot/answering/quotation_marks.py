"""Quotation marks of all kinds: which runs of a text are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.library import Span

CLOSING = {
    "“": "”“",
    "„": "“”„",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    '"': '"',
    "'": "'",
    "”": "”",
    "＂": "＂",
}
"""Each mark that opens a quotation, and those that may close it."""

_AFTER_LETTER = frozenset("'’‘")
"""Marks that are an apostrophe between letters, and after one."""

_CAN_CLOSE = frozenset("".join(CLOSING.values()))
_BEHIND_WORD = re.compile(r"[\w.,!?…)\]%]")
_GOES_ON = re.compile(r"\s|$|[,;:!?)\]]|\.(?!\.)|\[\^?\w{1,4}\](?!\w)")
"""What follows on a mark that closes: a space, punctuation, or a footnote's marker."""

_BLOCK = re.compile(r"^[ \t]*>+ ?(.*)$", re.MULTILINE)


def quoted_runs(text: str) -> list[Span]:
    """What stands between quotation marks in `text`, in order, the outermost where one is in another.

    A mark that isn't closed opens nothing. Lines that begin with `>` are quoted whole.
    """
    blocks = list(_blocks(text))
    if blocks:
        return blocks
    runs: list[Span] = []
    place = 0
    while place < len(text):
        mark = text[place]
        if mark in CLOSING and _opens(text, place):
            end = _closing(text, place)
            if end is not None:
                if text[place + 1 : end].strip():
                    runs.append(Span(place + 1, end))
                place = end
        place += 1
    return runs


def _blocks(text: str) -> Iterator[Span]:
    """Runs of lines that Markdown quotes."""
    open_: Span | None = None
    for line in _BLOCK.finditer(text):
        if open_ is not None and text[open_.end : line.start()].strip("\n") == "":
            open_ = Span(open_.start, line.end())
            continue
        if open_ is not None:
            yield open_
        open_ = Span(line.start(1), line.end())
    if open_ is not None:
        yield open_


def _opens(text: str, place: int) -> bool:
    """Whether the mark here opens.

    An apostrophe doesn't, nor a mark that closes what was opened before `text` began.
    """
    mark, before = text[place], text[place - 1 : place]
    if mark in _AFTER_LETTER and before.isalnum():
        return False
    return not (mark in _CAN_CLOSE and _BEHIND_WORD.match(before) and _GOES_ON.match(text, place + 1))


def _closing(text: str, place: int) -> int | None:
    """Where the quotation that opens at `place` ends: at the first mark that closes it and no other one."""
    opening = text[place]
    closing = CLOSING[opening]
    depth = 0
    for end in range(place + 1, len(text)):
        mark = text[end]
        if mark in closing and _closes(text, end):
            if depth == 0:
                return end
            depth -= 1
        elif mark == opening and mark not in closing:
            depth += 1
    return None


def _closes(text: str, place: int) -> bool:
    """Whether the mark here closes: an apostrophe between two letters doesn't."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return not (text[place] in _AFTER_LETTER and before.isalnum() and after.isalnum())
