"""What stands behind a sentence's end and belongs to it: markers of all kinds, tags, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_END = re.compile(r"[.!?…。！？｡؟۔।॥።]+[\"'”’»›」』)\]）】]*")
_UNSEEN = re.compile(r"[\u200b-\u200d\u2060\ufeff]+")
_NUMBERS = r"\d{1,5}(?:\s?[,;–—-]\s?\d{1,5}){0,20}"
_MARK_BEGINS = r"\[(（［【〔\^†‡*⁰¹²³⁴-⁹⁽\u200b-\u200d\u2060\ufeff\u2460-\u2473"
"""Characters with which a further mark may begin."""

_CLOSE = re.compile(
    r"\^?(?:\[[^\[\]\n]{1,60}\]|［[^［］\n]{1,60}］|【[^【】\n]{1,60}】|〔[^〔〕\n]{1,60}〕)"
    r"|[⁰¹²³⁴-⁹]+(?:[,⁻⸴][⁰¹²³⁴-⁹]+)*|⁽[⁰¹²³⁴-⁹]+⁾"
    r"|[\u2460-\u2473]+"  # ① to ⑳
    r"|[(（]\d{1,3}[)）]"
    rf"|[†‡]{{1,3}}|\*{{1,3}}(?=\s|\Z|[{_MARK_BEGINS}])"
)
"""Marks, `[citation needed]` for one, that need no space before them to be told from words."""

_SPACED = re.compile(rf"\s+\^?(?:\[(?:\w{{1,10}}\s)?{_NUMBERS}\]|［{_NUMBERS}］)")
_PAGES = re.compile(rf":\s?{_NUMBERS}(?=\s*\Z|\s+[^a-z\s]|[{_MARK_BEGINS}])")
"""The page that a reference means: `[1]:23`, `[2]: 45–46`."""


def marks_after_sentences(text: str, start: int, end: int, markers: Mapping[int, int]) -> dict[int, int]:
    """Where runs of marks begin and end that stand behind the end of a sentence, from `start` to `end`.

    `markers` are the beginnings and ends of the footnotes' markers. An end of a sentence is any sign that
    may be one: whether it is, is decided by those who know the language.
    """
    return dict(_runs(text, start, end, markers))


def _runs(text: str, start: int, end: int, markers: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    position = start
    while match := _END.search(text, position, end):
        begin = match.end()
        position = run_end(text, begin, end, markers)
        if position > begin:
            yield begin, position


def run_end(text: str, begin: int, end: int, markers: Mapping[int, int]) -> int:
    """The end of the marks that begin at `begin`; `begin` where there are none."""
    position = begin
    while position < end:
        following = _next_end(text, position, end, markers, is_first=position == begin)
        if following <= position:
            break
        position = following
    return position


def _next_end(text: str, position: int, end: int, markers: Mapping[int, int], *, is_first: bool) -> int:
    if position in markers:
        return markers[position]
    unseen = _UNSEEN.match(text, position, end)
    if unseen:
        # White space that can't be seen belongs to what is before it, whether a mark follows or not.
        return unseen.end()
    if text.startswith("^", position) and position + 1 in markers:
        return markers[position + 1]
    if not is_first and (pages := _PAGES.match(text, position, end)):
        return pages.end()
    if close := _CLOSE.match(text, position, end):
        return close.end()
    if spaced := _SPACED.match(text, position, end):
        return spaced.end()
    ahead = position
    while ahead < end and text[ahead].isspace():
        ahead += 1
    return markers[ahead] if ahead > position and ahead < end and ahead in markers else position
