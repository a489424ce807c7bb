"""The lines of a page's HTML on which its tags stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,40}")
_END_OF_TAG = re.compile(r"[\"'>]")
_RAW = ("script", "style", "template", "textarea", "title", "iframe", "noembed", "xmp")
"""Elements in which a “<” begins no element of the page."""

_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _RAW}


def lines_of_tags(html: str) -> Mapping[str, Sequence[int]]:
    """Each element's name → the lines of its start tags, in order. Lines count from 1.

    The time grows with the page's length, whatever stands in it.
    """
    lines: dict[str, list[int]] = defaultdict(list)
    line, counted, place = 1, 0, 0
    while (start := html.find("<", place)) >= 0:
        if html.startswith("<!--", start):
            place = _behind(html, "-->", start + 4)
            continue
        name = _NAME.match(html, start + 1)
        if not name:
            place = start + 1
            continue
        line += html.count("\n", counted, start)
        counted = start
        tag = name[0].lower()
        lines[tag].append(line)
        place = _end_of_tag(html, name.end())
        if tag in _RAW:
            end = _ENDS[tag].search(html, place)
            place = end.end() if end else len(html)
    return lines


def _behind(html: str, text: str, start: int) -> int:
    place = html.find(text, start)
    return place + len(text) if place >= 0 else len(html)


def _end_of_tag(html: str, place: int) -> int:
    """The place behind a tag: a “>” in quotes doesn't end it."""
    while found := _END_OF_TAG.search(html, place):
        place = found.end()
        if found[0] == ">":
            return place
        # A value begins right behind its “=”; elsewhere a quote is a slip.
        if html[max(0, found.start() - 5) : found.start()].rstrip().endswith("="):
            place = _behind(html, found[0], place)
    return len(html)
