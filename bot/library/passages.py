"""From an article's paragraphs to passages: sentence bounds, cuts, stable ids."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import count

from bot.library.model import Link, Marker, Passage, Span
from bot.library.sentences import sentence_spans

LONGEST_PASSAGE = 1500
"""Characters. A longer paragraph is cut at sentence ends, so that a few passages fit on one card."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it. `breaks`: offsets where a sentence begins in any case (list items).

    `is_row`: a row of a table, which is read as one sentence. `heading_footnotes`: the numbers of the
    footnotes that the headings above cite.
    """

    text: str
    markers: tuple[Marker, ...] = ()
    section: str | None = None
    breaks: tuple[int, ...] = ()
    line: int = 0
    links: tuple[Link, ...] = ()
    is_row: bool = False
    heading_footnotes: tuple[str, ...] = ()


def passages_of(paragraphs: Iterable[Paragraph], article: str, language: str) -> tuple[Passage, ...]:
    """The passages of an article, in reading order, with ids that are unique in it."""
    times: Counter[str] = Counter()
    taken: set[str] = set()
    passages: list[Passage] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        sentences = sentence_spans(paragraph.text, paragraph.markers, language, paragraph.breaks)
        pieces = list(_pieces(sentences))
        markers = deque(sorted(paragraph.markers, key=lambda marker: marker.span.start))
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
            start, end = piece[0].start, piece[-1].end
            text = paragraph.text[start:end]
            passage_id = _free_id(article, text, times[text], taken)
            times[text] += 1
            taken.add(passage_id)
            here: list[Marker] = []
            while markers and markers[0].span.end <= end:
                here.append(markers.popleft())
            passages.append(
                Passage(
                    id=passage_id,
                    article=article,
                    paragraph=number,
                    section=paragraph.section,
                    text=text,
                    sentences=tuple(Span(s.start - start, s.end - start) for s in piece),
                    markers=tuple(
                        Marker(m.number, Span(m.span.start - start, m.span.end - start))
                        for m in here
                        if start <= m.span.start
                    ),
                    gap=paragraph.text[end : following[0].start] if following else "",
                )
            )
    return tuple(passages)


def _pieces(sentences: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Runs of sentences of about equal length, none over LONGEST_PASSAGE unless it is one sentence."""
    if not sentences:
        return
    whole = sentences[-1].end - sentences[0].start
    wanted = whole / -(-whole // LONGEST_PASSAGE)
    piece: list[Span] = []
    for sentence in sentences:
        if piece:
            length, longer = piece[-1].end - piece[0].start, sentence.end - piece[0].start
            if longer > LONGEST_PASSAGE or longer - wanted > wanted - length:
                yield piece
                piece = []
        piece.append(sentence)
    yield piece


def _free_id(article: str, text: str, occurrence: int, taken: Set[str]) -> str:
    """Eight hexadecimal digits from the words themselves: an edit elsewhere doesn't change them.

    A text that stood `occurrence` times before gets an id for each time, counted in reading order.
    """
    salts = (f"\0{n}" if n else "" for n in count(occurrence))
    digests = (hashlib.sha256(f"{article}\0{text}{salt}".encode()).hexdigest()[:8] for salt in salts)
    return next(digest for digest in digests if digest not in taken)
