"""The part of a long passage that is shown: cut at the end of a sentence, else of a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from bot.discord_app.markup.cutting import ELLIPSIS, last_fitting
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape, quote
from bot.library import Link, Passage, Span
from bot.library.passages import links_in


def whole(passage: Passage) -> Span:
    """The run that is the whole passage."""
    return Span(0, len(passage.text))


def excerpt(passage: Passage, highlight: Span, room: int) -> Span:
    """The run of `passage` that is shown in `room` characters: whole sentences around the highlight.

    A highlight that doesn't fit by itself is cut at a word.
    """

    def fits(run: Span) -> bool:
        return length(quoted(passage, run, highlight)) <= room

    if fits(whole(passage)):
        return whole(passage)
    sentences = passage.sentences or (whole(passage),)
    shown = [i for i, s in enumerate(sentences) if s.start < highlight.end and highlight.start < s.end] or [0]
    first, last = shown[0], shown[-1]
    wanted = Span(sentences[first].start, sentences[last].end)
    if not fits(wanted):
        return _cut_at_word(passage, wanted, fits)
    run, before, after = wanted, list(sentences[:first]), list(sentences[last + 1 :])
    # One sentence after it, one before it, in turn, as long as there is room on that side.
    while before or after:
        if after:
            run, after = _wider(run, Span(run.start, after[0].end), after[1:], fits)
        if before:
            run, before = _wider(run, Span(before[-1].start, run.end), before[:-1], fits)
    return run


def _wider(
    run: Span, with_one_more: Span, rest: list[Span], fits: Callable[[Span], bool]
) -> tuple[Span, list[Span]]:
    """The run with one more sentence and those that are left on that side; where it doesn't fit, none."""
    return (with_one_more, rest) if fits(with_one_more) else (run, [])


def sentence(passage: Passage, highlight: Span, room: int) -> Span:
    """The highlight alone, cut at a word where it is longer than `room` characters."""

    def fits(run: Span) -> bool:
        return length(quoted(passage, run, highlight)) <= room

    wanted = highlight if highlight.start < highlight.end else whole(passage)
    return wanted if fits(wanted) else _cut_at_word(passage, wanted, fits)


def _cut_at_word(passage: Passage, run: Span, fits: Callable[[Span], bool]) -> Span:
    text = passage.text[: run.end]
    ends = [match.start() for match in re.finditer(r"\s+", text) if match.start() > run.start]
    inside = {i for marker in passage.markers for i in range(marker.span.start + 1, marker.span.end)}
    anywhere = [end for end in range(run.start + 1, run.end) if end not in inside]
    for candidates in ([end for end in ends if end not in inside], anywhere):
        end = last_fitting(candidates, lambda end: fits(Span(run.start, end)))
        if end is not None:
            return Span(run.start, end)
    return Span(run.start, min(run.start + 1, run.end))


@lru_cache(maxsize=1024)
def quoted(passage: Passage, run: Span, highlight: Span | None = None, *, links: bool = False) -> str:
    """The run of `passage` as a quotation, the highlight in bold, "…" where something is left out.

    `links`: with the passage's links.
    """
    return quote(plain(passage, run, highlight, links=links))


def plain(passage: Passage, run: Span, highlight: Span | None = None, *, links: bool = False) -> str:
    """As `quoted`, but not as a quotation."""
    bold = None
    if highlight is not None and highlight.start < run.end and run.start < highlight.end:
        start, end = max(highlight.start, run.start), min(highlight.end, run.end)
        bold = Span(start - run.start, end - run.start)
    linked = links_in(passage.links, run.start, run.end) if links else ()
    words = escape(run.of(passage.text), bold=bold, linked=linked)
    before = f"{ELLIPSIS} " if passage.text[: run.start].strip() else ""
    after = ""
    if passage.text[run.end :].strip():
        at_sentence = any(sentence.end == run.end for sentence in passage.sentences)
        after = f" {ELLIPSIS}" if at_sentence else ELLIPSIS
    return f"{before}{words}{after}"


def split_passage(passage: Passage, room: int) -> tuple[Span, ...]:
    """The passage in runs that fit into `room` each, cut at sentence ends where that can be."""
    runs: list[Span] = []
    start = 0
    while start < len(passage.text):
        rest = Span(start, len(passage.text))
        run = _next_leaf(passage, rest, lambda run: length(quoted(passage, run)) <= room)
        runs.append(run)
        start = run.end
        while start < len(passage.text) and passage.text[start].isspace():
            start += 1
    return tuple(runs) or (whole(passage),)


def _next_leaf(passage: Passage, rest: Span, fits: Callable[[Span], bool]) -> Span:
    if fits(rest):
        return rest
    ends = [sentence.end for sentence in passage.sentences if sentence.end > rest.start]
    end = last_fitting(ends, lambda end: fits(Span(rest.start, end)))
    return Span(rest.start, end) if end is not None else _cut_at_word(passage, rest, fits)


def paged(blocks: Iterable[str], room: int) -> tuple[tuple[str, ...], ...]:
    """Blocks of Markdown, none longer than `room`, on pages of `room` characters. At least one page."""
    return tuple(_pages(blocks, room)) or ((),)


def _pages(blocks: Iterable[str], room: int) -> Iterator[tuple[str, ...]]:
    page: list[str] = []
    used = 0
    for block in blocks:
        size = length(block) + 1
        if page and used + size > room:
            yield tuple(page)
            page, used = [], 0
        page.append(block)
        used += size
    if page:
        yield tuple(page)


def chunks(text: str, room: int, links: Sequence[Link] = ()) -> tuple[str, ...]:
    """`text` as Markdown in pieces of at most `room` characters, cut at words where that can be."""
    pieces: list[str] = []
    start, end = 0, len(text)
    while text[start:].strip():
        start += len(text[start:]) - len(text[start:].lstrip())
        end = start + _chunk_end(text[start:], room, links_in(links, start, len(text)))
        shown = text[start:end].rstrip()
        pieces.append(escape(shown, linked=links_in(links, start, start + len(shown))))
        start = end
    return tuple(piece for piece in pieces if piece)


def _chunk_end(text: str, room: int, links: Sequence[Link]) -> int:
    def fits(end: int) -> bool:
        return length(escape(text[:end], linked=links_in(links, 0, end))) <= room

    words = [*(match.start() for match in re.finditer(r"\s+", text)), len(text)]
    return last_fitting(words, fits) or last_fitting(range(1, len(text) + 1), fits) or 1
