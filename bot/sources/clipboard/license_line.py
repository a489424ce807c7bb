"""The line of a copied page that states its licence."""

from __future__ import annotations

from collections.abc import Sequence

from bot.library import License
from bot.library.licenses import is_notice, read_notice
from bot.sources.clipboard.entries import entry_of
from bot.sources.clipboard.lines import Line
from bot.sources.clipboard.surroundings import ENDS_SENTENCE, has_marker


def find_notice(lines: list[Line], *, given: bool) -> Line | None:
    """The line that states the licence: the last line, or the last one that surely names a licence.

    `given`: a person names the licence, so that a last line which speaks of one needn't name it.
    """
    if not lines:
        return None
    _join_wrapped_notices(lines)
    last = lines[-1]
    if _may_be_notice(last) and (given or read_notice(last.text).license):
        return last
    alone = [line for line in lines if _may_be_notice(line) and _stands_alone(line, lines)]
    certain = [line for line in alone if read_notice(line.text).license]
    if certain:
        return certain[-1]
    doubted = [line for line in alone[-3:] if read_notice(line.text).doubt]
    return doubted[-1] if doubted else (last if _may_be_notice(last) else None)


def _join_wrapped_notices(lines: list[Line]) -> None:
    """Join two lines where a licence's name goes on in the second one: each alone would say another."""
    for place in range(len(lines) - 2, -1, -1):
        line, following = lines[place], lines[place + 1]
        if following.gap or ENDS_SENTENCE.search(line.text) or not _may_be_notice(following, line):
            continue
        text = line.text + ("" if line.text.endswith("-") else " ") + following.text
        whole = read_notice(text).license
        alone = {each.name for text in (line.text, following.text) for each in _choices(text)}
        if whole is not None and whole.name not in alone:
            line.text = text
            del lines[place + 1]


def _choices(text: str) -> tuple[License, ...]:
    stated = read_notice(text).license
    return stated.choices if stated else ()


def _may_be_notice(*lines: Line) -> bool:
    texts = [line.text for line in lines]
    return any(map(is_notice, texts)) and not any(has_marker(text) or entry_of(text) for text in texts)


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line isn't one of several in a paragraph, but for the footer's own lines."""
    place = next(i for i, other in enumerate(lines) if other is line)
    later = lines[place + 1 :]
    return (line.gap and (not later or later[0].gap)) or not any(has_marker(other.text) for other in later)
