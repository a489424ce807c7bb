"""Where sentences begin and end in a passage, footnote markers included."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import sentencex

from bot.library.bounds import LONGEST_SENTENCE
from bot.library.model import Marker, Span
from bot.library.sentence_marks import marks_after_sentences, run_end

_POINT_AFTER_ORDINALS = frozenset("bs cs da de et fi fo hr hu is lb lv nb nn no pl sk sl sr tr".split())
"""Languages that write “19th” as “19.”: their numbers of one or two digits end no sentence."""

_ORDINAL_AT_END = re.compile(r"(?<![\w.,:])\d{1,2}\.\s*$")

LONGEST_SEEN_WHOLE = 10_000
"""Characters. The sentence rules pair quotation marks, in a time that grows with the square of the text: of a
longer paragraph they see a WINDOW at a time."""

WINDOW = 4_000

OVERLAP = 1_500
"""Characters at a window's end that are seen again in the next one: the longest quotation kept whole."""

_SPACE = re.compile(r"\s")

_LEAD = re.compile(r"\s*(?:•|\d{1,9}\.) ")


def sentence_spans(
    text: str, markers: Sequence[Marker], language: str, breaks: Sequence[int] = ()
) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space around them.

    A marker, and the space before it, belongs to the sentence before it. `breaks` are offsets at which a
    sentence begins in any case (the items of a list). Every character that isn't white space lies in one
    sentence. One of more than LONGEST_SENTENCE characters is cut at white space.
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
    marks = {**marker_ends, **marks_after_sentences(text, start, end, marker_ends)}
    kept = _outside_markers(lead.end() if lead else start, end, marks)
    words = _SPACE.sub(" ", "".join([text[i] for i in kept]))
    position = 0
    begin = start
    code = language.split("-")[0].lower()
    for sentence in _sentences(code, words):
        position += len(sentence)
        if not sentence.strip() or position >= len(kept):
            continue
        if code in _POINT_AFTER_ORDINALS and _ORDINAL_AT_END.search(sentence):
            continue
        last = kept[position - len(sentence) + len(sentence.rstrip()) - 1]
        if _goes_on(sentence, words, position):
            continue
        stop = run_end(text, last + 1, end, marker_ends)
        if stop > begin and text[begin:stop].strip():
            yield _trimmed(text, begin, stop)
            begin = stop
    if text[begin:end].strip():
        yield _trimmed(text, begin, end)


def _sentences(code: str, words: str) -> Iterator[str]:
    """The sentences of `words`, the white space behind each included."""
    if len(words) <= LONGEST_SEEN_WHOLE:
        yield from sentencex.segment(code, words)
        return
    position = 0
    begun = ""
    while position < len(words):
        shown = words[position : position + WINDOW]
        found = [sentence for sentence in sentencex.segment(code, shown) if sentence] or [shown]
        is_open = False
        if position + len(shown) < len(words):
            # What lies near the end of the window may go on behind it: it is looked at again, whole.
            ends = list(accumulate(map(len, found)))
            sure = bisect_right(ends, WINDOW - OVERLAP)
            is_open = sure == 0 and len(found) == 1
            found = found[: max(sure, 1)]
            if is_open:
                space = found[0].rfind(" ", WINDOW // 2)
                found = [found[0][: space + 1] or found[0]]
        position += sum(map(len, found))
        for sentence in found:
            begun += sentence
            if not is_open or len(begun) > LONGEST_SENTENCE - WINDOW:
                yield begun
                begun = ""
    if begun:
        yield begun


def _outside_markers(start: int, end: int, marker_ends: Mapping[int, int]) -> Sequence[int]:
    """The places from `start` to `end` at which no marker stands."""
    if not marker_ends:
        return range(start, end)
    places: list[int] = []
    position = start
    while position < end:
        if position in marker_ends:
            position = marker_ends[position]
        else:
            places.append(position)
            position += 1
    return places


def _goes_on(sentence: str, words: str, position: int) -> bool:
    """Whether the point at a sentence's end begins a name: `.NET`."""
    return sentence[-1] == "." and sentence[-2:-1].isspace() and words[position : position + 1].isalnum()


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
