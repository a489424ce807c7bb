"""Where sentences begin and end in a passage, footnote markers included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import sentencex

from bot.library.model import Marker, Span


def sentence_spans(
    text: str, markers: Sequence[Marker], language: str, breaks: Sequence[int] = ()
) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space around them.

    A marker, and the space before it, belongs to the sentence before it. `breaks` are offsets at which a
    sentence begins in any case (the items of a list). Every character that isn't white space lies in one
    sentence.
    """
    spans: list[Span] = []
    edges = [0, *sorted(breaks), len(text)]
    for start, end in pairwise(edges):
        inside = [marker.span for marker in markers if start <= marker.span.start and marker.span.end <= end]
        spans += _spans_between(text, start, end, inside, language)
    return tuple(spans)


def _spans_between(text: str, start: int, end: int, markers: Sequence[Span], language: str) -> Iterator[Span]:
    # Sentence rules know words, not markers: they are shown the text without its markers.
    kept = [i for i in range(start, end) if not any(m.start <= i < m.end for m in markers)]
    words = "".join(text[i] for i in kept).replace("\n", " ")
    position = 0
    begin = start
    for sentence in sentencex.segment(language.split("-")[0].lower(), words):
        position += len(sentence)
        if not sentence.strip() or position >= len(kept):
            continue
        stop = _past_markers(
            text, kept[position - len(sentence) + len(sentence.rstrip()) - 1] + 1, end, markers
        )
        if stop > begin and text[begin:stop].strip():
            yield _trimmed(text, begin, stop)
            begin = stop
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _past_markers(text: str, position: int, end: int, markers: Sequence[Span]) -> int:
    """The end of the markers that follow `position`, with white space between them or none."""
    while True:
        ahead = position
        while ahead < end and text[ahead].isspace():
            ahead += 1
        marker = next((m for m in markers if m.start == ahead), None)
        if marker is None:
            return position
        position = marker.end


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
