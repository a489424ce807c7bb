"""Corpora put together of articles of others: what was read stays read, and what was counted stays counted.

Whatever a corpus is put together of, it is the same as if all its articles had been read in their order:
words, stems and surfaces are numbered as they first appear, and what no article says any more is gone. But
nothing is counted or sorted again for an article that was there before: its rows are moved and renumbered,
and those of the articles that are new are put between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Ints, Ints32, smallest_unsigned
from bot.search.index.appearance import blocks_of, first_places, in_order, order_of
from bot.search.index.corpus_parts import CorpusParts, NamedArrays, fingerprint_table, named_arrays
from bot.search.index.table_merging import merged_ngrams, merged_postings, merged_signatures
from bot.search.index.titles import TitleTable
from bot.search.index.token_table import TokenTable, stem_of_surface
from bot.search.index.vocabulary_merging import JoinedVocabulary


@dataclass(frozen=True)
class _Run:
    """Articles of a source that follow each other in the merged corpus too, and where their rows lie."""

    source: int
    articles: slice
    passages: slice
    sentences: slice
    tokens: slice
    extras: slice
    sections: slice
    headings: slice


@dataclass(frozen=True, eq=False)
class _Words:
    """The words of the merged corpus, and the numbers there of each source's words, stems and surfaces.

    What isn't there any more has the number -1.
    """

    surface_of_word: Ints32
    stem_of_word: Ints32
    is_stop_word: Bools
    words: Sequence[Ints32]
    stems: Sequence[Ints32]
    surfaces: Sequence[Ints32]


def merge(sources: Sequence[CorpusParts], places: Sequence[tuple[int, int]]) -> NamedArrays:
    """The arrays of a corpus of these articles, in this order, each named by its source and its number there.

    The articles of each source must stay in their order, and none may be taken twice.
    """
    tokens = [source.tables.tokens for source in sources]
    runs = [_run(tokens[source], source, first, end) for source, first, end in _ranges(places)]
    stems = JoinedVocabulary([source.stems for source in sources])
    surfaces = JoinedVocabulary([source.surfaces for source in sources])
    words, stem_order, surface_order = _words(tokens, runs, stems, surfaces)
    yield "fingerprints", fingerprint_table([sources[source].fingerprints[n] for source, n in places])
    merged_stems = stems.ordered(stem_order)
    yield from named_arrays(merged_stems, "stems.")
    yield from named_arrays(surfaces.ordered(surface_order), "surfaces.")
    yield from named_arrays(_titles([source.titles for source in sources], runs), "titles.")
    word_of_token = _word_of_token(tokens, runs, words)
    stems_of_surfaces = stem_of_surface(
        word_of_token, words.surface_of_word, words.stem_of_word, len(surface_order)
    )
    yield "tokens.word_of_token", word_of_token
    del word_of_token
    yield "tokens.surface_of_word", words.surface_of_word
    yield "tokens.stem_of_word", words.stem_of_word
    yield "tokens.is_stop_word", words.is_stop_word
    yield from _offsets_and_columns(tokens, runs, words)
    yield "stem_of_surface", stems_of_surfaces
    passage_count = _length(runs, "passages")
    postings, sentence_counts = merged_postings(
        [source.tables for source in sources],
        words.stems,
        _passage_numbers(tokens, runs),
        len(stem_order),
        passage_count,
    )
    yield from named_arrays(postings, "postings.")
    yield "sentence_counts", sentence_counts
    del postings, sentence_counts
    is_stop_stem = np.zeros(len(stem_order), dtype=bool)
    is_stop_stem[words.stem_of_word[words.is_stop_word]] = True
    tables = [source.tables for source in sources]
    yield from named_arrays(merged_ngrams(tables, words.stems, is_stop_stem, merged_stems.texts), "ngrams.")
    signatures = merged_signatures([each.signatures for each in tables], words.surfaces, len(surface_order))
    yield from named_arrays(signatures, "signatures.")


def _titles(titles: Sequence[TitleTable], runs: Sequence[_Run]) -> TitleTable:
    """The stems of the titles of the articles of `runs`."""
    stems = JoinedVocabulary([each.stems for each in titles])
    numbers, sizes = [], []
    for run in runs:
        table, articles = titles[run.source], run.articles
        offsets = table.offsets[articles.start : articles.stop + 1]
        numbers.append(stems.numbers[run.source][table.numbers[offsets[0] : offsets[-1]]])
        sizes.append(np.diff(offsets))
    joined = np.concatenate(numbers)
    order, places = in_order(joined, len(stems))
    return TitleTable(stems.ordered(order), np.cumsum(np.concatenate([[0], *sizes])), places[joined])


def _ranges(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    # Articles that follow each other in both corpora have the same difference of places.
    keyed = groupby(enumerate(places), key=lambda each: (each[1][0], each[1][1] - each[0]))
    for (source, _), group in keyed:
        numbers = [number for _, (_, number) in group]
        yield source, numbers[0], numbers[-1] + 1


def _run(tokens: TokenTable, source: int, first: int, end: int) -> _Run:
    def inside(offsets: Ints, outer: slice) -> slice:
        return slice(int(offsets[outer.start]), int(offsets[outer.stop]))

    articles = slice(first, end)
    passages = inside(tokens.article_offsets, articles)
    sentences = inside(tokens.passage_offsets, passages)
    own = inside(tokens.sentence_offsets, sentences)
    of_passages = tokens.section_of_passage[passages]
    # No two articles share a section, and sections are numbered without gaps.
    sections = slice(int(of_passages[0]), int(of_passages[-1]) + 1)
    return _Run(
        source,
        articles,
        passages,
        sentences,
        own,
        slice(*np.searchsorted(tokens.extra_tokens, (own.start, own.stop)).tolist()),
        sections,
        slice(*np.searchsorted(tokens.heading_sections, (sections.start, sections.stop)).tolist()),
    )


def _length(runs: Sequence[_Run], rows: str) -> int:
    """How many rows of a sort the runs have together."""
    return sum(getattr(run, rows).stop - getattr(run, rows).start for run in runs)


def _words(
    tokens: Sequence[TokenTable], runs: Sequence[_Run], stems: JoinedVocabulary, surfaces: JoinedVocabulary
) -> tuple[_Words, Ints, Ints]:
    """The words; and the stems and surfaces that are there, by their numbers in `stems` and `surfaces`."""
    # Sources have words in common. Packed into one integer each, equal ones are found by a sort.
    stem_count = max(1, len(stems))
    packed = [
        (surfaces.numbers[n][table.surface_of_word].astype(np.int64) * stem_count
         + stems.numbers[n][table.stem_of_word]) * 2 + table.is_stop_word
        for n, table in enumerate(tokens)
    ]  # fmt: skip
    different, joined = np.unique(np.concatenate(packed), return_inverse=True)
    ends = list(accumulate(map(len, packed), initial=0))
    numbers = [joined[begin:end].astype(np.int32) for begin, end in pairwise(ends)]
    backwards = (
        numbers[run.source][block]
        for run in reversed(runs)
        for block in reversed(blocks_of(tokens[run.source].word_of_token[run.tokens]))
    )
    order, places = order_of(first_places(backwards, _length(runs, "tokens"), len(different)))
    rest, is_stop = np.divmod(different[order], 2)
    surface_of_word, stem_of_word = np.divmod(rest, stem_count)
    appearing = [
        stem_of_word,
        *(stems.numbers[run.source][tokens[run.source].extra_stems[run.extras]] for run in runs),
        *(stems.numbers[run.source][tokens[run.source].heading_stems[run.headings]] for run in runs),
    ]
    stem_order, stem_places = in_order(np.concatenate(appearing), len(stems))
    surface_order, surface_places = in_order(surface_of_word, len(surfaces))
    words = _Words(
        surface_places[surface_of_word],
        stem_places[stem_of_word],
        is_stop.astype(bool),
        [places[each] for each in numbers],
        [stem_places[each] for each in stems.numbers],
        [surface_places[each] for each in surfaces.numbers],
    )
    return words, stem_order, surface_order


def _word_of_token(tokens: Sequence[TokenTable], runs: Sequence[_Run], words: _Words) -> Ints32:
    found = np.empty(_length(runs, "tokens"), dtype=np.int32)
    end = 0
    for run in runs:
        for block in blocks_of(tokens[run.source].word_of_token[run.tokens]):
            np.take(words.words[run.source], block, out=found[end : end + len(block)], mode="clip")
            end += len(block)
    return found


def _offsets_and_columns(tokens: Sequence[TokenTable], runs: Sequence[_Run], words: _Words) -> NamedArrays:
    """The columns of the token table that follow those of the words."""

    def offsets(name: str, outer: str) -> Ints:
        parts, end = [np.zeros(1, dtype=np.int64)], 0
        for run in runs:
            own: slice = getattr(run, outer)
            values: Ints = getattr(tokens[run.source], name)[own.start : own.stop + 1]
            parts.append(values[1:] - values[0] + end)
            end += int(values[-1] - values[0])
        return np.concatenate(parts)

    def column(name: str, rows: str) -> list[NDArray[Any]]:
        return [getattr(tokens[run.source], name)[getattr(run, rows)] for run in runs]

    def shifted(name: str, rows: str, of: str) -> NDArray[np.int32]:
        """A column of numbers of tokens or sections, which begin elsewhere now."""
        parts, end = [], 0
        for run, values in zip(runs, column(name, rows), strict=True):
            own: slice = getattr(run, of)
            parts.append(values + np.int32(end - own.start))
            end += own.stop - own.start
        return np.concatenate(parts, dtype=np.int32)

    def stems(name: str, rows: str) -> NDArray[np.int32]:
        parts = zip(runs, column(name, rows), strict=True)
        return np.concatenate([words.stems[run.source][values] for run, values in parts], dtype=np.int32)

    yield "tokens.sentence_offsets", offsets("sentence_offsets", "sentences")
    yield "tokens.passage_offsets", offsets("passage_offsets", "passages")
    yield "tokens.article_offsets", offsets("article_offsets", "articles")
    yield "tokens.extra_stems", stems("extra_stems", "extras")
    yield "tokens.extra_tokens", shifted("extra_tokens", "extras", "tokens")
    yield "tokens.section_of_passage", shifted("section_of_passage", "passages", "sections")
    yield "tokens.heading_stems", stems("heading_stems", "headings")
    yield "tokens.heading_sections", shifted("heading_sections", "headings", "sections")
    yield "tokens.signs", smallest_unsigned(np.concatenate(column("signs", "sentences")))


def _passage_numbers(tokens: Sequence[TokenTable], runs: Sequence[_Run]) -> Sequence[Ints32]:
    """The number of each source's passages in the merged corpus; -1 where it isn't there."""
    numbers = [np.full(len(each.section_of_passage), -1, dtype=np.int32) for each in tokens]
    end = 0
    for run in runs:
        count = run.passages.stop - run.passages.start
        numbers[run.source][run.passages] = np.arange(end, end + count, dtype=np.int32)
        end += count
    return numbers
