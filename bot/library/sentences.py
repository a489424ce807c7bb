"""Where sentences begin and end in a passage, footnote markers included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import sentencex

from bot.library.model import Marker, Span

_POINT_AFTER_ORDINALS = frozenset("bs cs da de et fi fo hr hu is lb lv nb nn no pl sk sl sr tr".split())
"""Languages that write “19th” as “19.”: their numbers of one or two digits end no sentence."""

_ORDINAL_AT_END = re.compile(r"(?<![\w.,:])\d{1,2}\.\s*$")

_LEAD = re.compile(r"\s*(?:•|\d{1,9}\.) ")


def sentence_spans(
    text: str, markers: Sequence[Marker], language: str, breaks: Sequence[int] = ()
) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space around them.

    A marker, and the space before it, belongs to the sentence before it. `breaks` are offsets at which a
    sentence begins in any case (the items of a list). Every character that isn't white space lies in one
    sentence.
    """
    marker_ends = {marker.span.start: marker.span.end for marker in markers}
    edges = [0, *sorted(breaks), len(text)]
    return tuple(
        span
        for start, end in pairwise(edges)
        for span in _spans_between(text, start, end, marker_ends, language)
    )


def _spans_between(
    text: str, start: int, end: int, marker_ends: Mapping[int, int], language: str
) -> Iterator[Span]:
    # Sentence rules know words: they are shown the text without markers, and without a list item's lead
    # ("1." is a sentence to them, and after "•" there are none). All white space is a plain space to them:
    # sentencex panics on wider ones after an initial ("J. R.", unbroken).
    lead = _LEAD.match(text, start, end)
    kept = list(_outside_markers(lead.end() if lead else start, end, marker_ends))
    words = "".join(" " if text[i].isspace() else text[i] for i in kept)
    position = 0
    begin = start
    code = language.split("-")[0].lower()
    for sentence in sentencex.segment(code, words):
        position += len(sentence)
        if not sentence.strip() or position >= len(kept):
            continue
        if code in _POINT_AFTER_ORDINALS and _ORDINAL_AT_END.search(sentence):
            continue
        last = kept[position - len(sentence) + len(sentence.rstrip()) - 1]
        stop = _past_markers(text, last + 1, end, marker_ends)
        if stop > begin and text[begin:stop].strip():
            yield _trimmed(text, begin, stop)
            begin = stop
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _outside_markers(start: int, end: int, marker_ends: Mapping[int, int]) -> Iterator[int]:
    position = start
    while position < end:
        if position in marker_ends:
            position = marker_ends[position]
        else:
            yield position
            position += 1


def _past_markers(text: str, position: int, end: int, marker_ends: Mapping[int, int]) -> int:
    """The end of the markers that follow `position`, with white space between them or none."""
    while True:
        ahead = position
        while ahead < end and text[ahead].isspace():
            ahead += 1
        if ahead >= end or ahead not in marker_ends:
            return position
        position = marker_ends[ahead]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
