"""Corpora put together of articles of others: what was read stays read, only tables are made anew.

Whatever a corpus is put together of, it is the same as if all its articles had been read in their order:
words, stems and surfaces are numbered as they first appear, and what no article says any more is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Ints, Ints32, new_vocabulary
from bot.search.index.token_table import TokenTable

_BLOCK = 500_000
"""Tokens that are looked through at once."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Articles that were read together: their tokens, and the stems and surfaces of these."""

    tokens: TokenTable
    stems: Sequence[str]
    surfaces: Sequence[str]


@dataclass(frozen=True)
class _Run:
    """Articles `first` up to `end` of a segment, which follow each other in the new corpus, too."""

    segment: int
    first: int
    end: int


def merge(segments: Sequence[Segment], places: Sequence[tuple[int, int]]) -> Segment:
    """A corpus of these articles, in this order, each named by its segment and its number there."""
    runs = list(_runs(places))
    stems, surfaces = new_vocabulary(), new_vocabulary()
    stem_maps = [_numbers(segment.stems, stems) for segment in segments]
    surface_maps = [_numbers(segment.surfaces, surfaces) for segment in segments]
    # Segments may have words in common. Packed into one integer each, equal ones are found by a sort.
    packed = [
        _packed(segment.tokens, surface_map, stem_map, len(stems))
        for segment, surface_map, stem_map in zip(segments, surface_maps, stem_maps, strict=True)
    ]
    words, numbers = np.unique(
        np.concatenate(packed) if packed else np.zeros(0, dtype=np.int64), return_inverse=True
    )
    ends = np.cumsum([0, *map(len, packed)])
    word_maps = [numbers[begin:end].astype(np.int32) for begin, end in pairwise(ends.tolist())]
    pieces = [
        _piece(segments[run.segment].tokens, run, word_maps[run.segment], stem_maps[run.segment])
        for run in runs
    ]
    rest, is_stop = np.divmod(words, 2)
    surface_of_word, stem_of_word = np.divmod(rest, max(1, len(stems)))
    tokens = _joined(
        pieces, surface_of_word.astype(np.int32), stem_of_word.astype(np.int32), is_stop.astype(bool)
    )
    del pieces, packed, word_maps
    return renumbered(Segment(tokens, list(stems), list(surfaces)))


def _runs(places: Sequence[tuple[int, int]]) -> Iterator[_Run]:
    # Articles that follow each other in both corpora have the same difference of places.
    keyed = groupby(enumerate(places), key=lambda each: (each[1][0], each[1][1] - each[0]))
    for (segment, _), group in keyed:
        numbers = [number for _, (_, number) in group]
        yield _Run(segment, numbers[0], numbers[-1] + 1)


def _numbers(names: Sequence[str], vocabulary: dict[str, int]) -> Ints32:
    return np.fromiter(map(vocabulary.__getitem__, names), np.int32, len(names))


def _packed(tokens: TokenTable, surfaces: Ints32, stems: Ints32, stem_count: int) -> Ints:
    packed: Ints = surfaces[tokens.surface_of_word].astype(np.int64) * max(1, stem_count)
    packed += stems[tokens.stem_of_word]
    packed *= 2
    packed += tokens.is_stop_word
    return packed


def _piece(tokens: TokenTable, run: _Run, words: Ints32, stems: Ints32) -> TokenTable:
    """The articles of a run by themselves, numbered from 0; words and stems by their new numbers."""
    passages = slice(int(tokens.article_offsets[run.first]), int(tokens.article_offsets[run.end]))
    sentences = slice(int(tokens.passage_offsets[passages.start]), int(tokens.passage_offsets[passages.stop]))
    token_range = slice(
        int(tokens.sentence_offsets[sentences.start]), int(tokens.sentence_offsets[sentences.stop])
    )
    extras = slice(*np.searchsorted(tokens.extra_tokens, (token_range.start, token_range.stop)).tolist())
    sections = tokens.section_of_passage[passages]
    first_section, last_section = (int(sections[0]), int(sections[-1])) if len(sections) else (0, -1)
    headings = slice(*np.searchsorted(tokens.heading_sections, (first_section, last_section + 1)).tolist())
    return TokenTable(
        word_of_token=words[tokens.word_of_token[token_range]],
        surface_of_word=tokens.surface_of_word,
        stem_of_word=tokens.stem_of_word,
        is_stop_word=tokens.is_stop_word,
        sentence_offsets=tokens.sentence_offsets[sentences.start : sentences.stop + 1] - token_range.start,
        passage_offsets=tokens.passage_offsets[passages.start : passages.stop + 1] - sentences.start,
        article_offsets=tokens.article_offsets[run.first : run.end + 1] - passages.start,
        extra_stems=stems[tokens.extra_stems[extras]],
        extra_tokens=tokens.extra_tokens[extras] - np.int32(token_range.start),
        section_of_passage=sections - np.int32(first_section),
        heading_stems=stems[tokens.heading_stems[headings]],
        heading_sections=tokens.heading_sections[headings] - np.int32(first_section),
        signs=tokens.signs[sentences],
    )


def _joined(
    pieces: Sequence[TokenTable], surface_of_word: Ints32, stem_of_word: Ints32, is_stop: NDArray[np.bool_]
) -> TokenTable:
    """The pieces one behind the other."""

    def offsets(name: str) -> Ints:
        parts, end = [np.zeros(1, dtype=np.int64)], 0
        for piece in pieces:
            own: Ints = getattr(piece, name)
            parts.append(own[1:] + end)
            end += int(own[-1])
        return np.concatenate(parts)

    def column(name: str, shifts: Sequence[int] | None = None) -> NDArray[np.int32]:
        arrays = [getattr(piece, name) for piece in pieces]
        if shifts is not None:
            arrays = [each + np.int32(shift) for each, shift in zip(arrays, shifts, strict=True)]
        joined: NDArray[np.int32] = np.concatenate([np.zeros(0, dtype=np.int32), *arrays], dtype=np.int32)
        return joined

    def sums(counts: Sequence[int]) -> list[int]:
        return [0, *np.cumsum(counts)[:-1].tolist()] if counts else []

    token_shifts = sums([len(piece.word_of_token) for piece in pieces])
    section_shifts = sums([int(piece.section_of_passage.max(initial=0)) + 1 for piece in pieces])
    signs = [piece.signs for piece in pieces]
    return TokenTable(
        word_of_token=column("word_of_token"),
        surface_of_word=surface_of_word,
        stem_of_word=stem_of_word,
        is_stop_word=is_stop,
        sentence_offsets=offsets("sentence_offsets"),
        passage_offsets=offsets("passage_offsets"),
        article_offsets=offsets("article_offsets"),
        extra_stems=column("extra_stems"),
        extra_tokens=column("extra_tokens", token_shifts),
        section_of_passage=column("section_of_passage", section_shifts),
        heading_stems=column("heading_stems"),
        heading_sections=column("heading_sections", section_shifts),
        signs=np.concatenate(signs) if signs else np.zeros((0, 0), dtype=np.float32),
    )


def renumbered(segment: Segment) -> Segment:
    """The same with words, stems, surfaces and sections numbered as they first appear, without gaps."""
    tokens = segment.tokens
    words, word_numbers = _in_order(tokens.word_of_token, len(tokens.surface_of_word))
    stem_of_word, surface_of_word = tokens.stem_of_word[words], tokens.surface_of_word[words]
    appearing = np.concatenate([stem_of_word, tokens.extra_stems, tokens.heading_stems])
    stems, stem_numbers = _in_order(appearing, len(segment.stems))
    surfaces, surface_numbers = _in_order(surface_of_word, len(segment.surfaces))
    sections, section_of_passage = np.unique(tokens.section_of_passage, return_inverse=True)
    return Segment(
        replace(
            tokens,
            word_of_token=word_numbers[tokens.word_of_token],
            surface_of_word=surface_numbers[surface_of_word],
            stem_of_word=stem_numbers[stem_of_word],
            is_stop_word=tokens.is_stop_word[words],
            extra_stems=stem_numbers[tokens.extra_stems],
            section_of_passage=section_of_passage.astype(np.int32),
            heading_stems=stem_numbers[tokens.heading_stems],
            heading_sections=np.searchsorted(sections, tokens.heading_sections).astype(np.int32),
        ),
        [segment.stems[number] for number in stems.tolist()],
        [segment.surfaces[number] for number in surfaces.tolist()],
    )


def _in_order(numbers: Ints32, count: int) -> tuple[Ints, Ints32]:
    """The numbers that occur, in the order in which they first do, and each one's place in it."""
    first = np.full(count, -1, dtype=np.int64)
    # Of several assignments to one place the last one stays: read backwards, that is the first occurrence.
    for end in range(len(numbers), 0, -_BLOCK):
        begin = max(0, end - _BLOCK)
        first[numbers[begin:end][::-1]] = np.arange(end - 1, begin - 1, -1)
    known = np.flatnonzero(first >= 0)
    order = known[first[known].argsort(kind="stable")]
    places = np.full(count, -1, dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return order, places
