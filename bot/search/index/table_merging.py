"""What is derived from the tokens of a corpus, put together of what was derived for its sources.

Numbers of the sources' stems, surfaces and passages lead to those of the merged corpus; -1 stands for what
isn't there any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Ints, Ints32, Ranges, run_starts, smallest_unsigned
from bot.search.index.appearance import BLOCK
from bot.search.index.postings import Postings
from bot.search.index.token_table import CorpusTables
from bot.search.text.inflections import Ngrams, ngrams_of
from bot.search.text.spelling import Signatures

_Counts = NDArray[np.unsignedinteger]


class _Moved:
    """The postings of one source, read in the order of the merged corpus."""

    def __init__(self, tables: CorpusTables, stems: Ints32, passages: Ints32) -> None:
        self._tables, self._passages = tables, passages
        kept = np.flatnonzero(stems >= 0)
        self._own = kept[stems[kept].argsort()]
        self._merged = stems[self._own]
        self.counts: Ints = np.diff(tables.postings.offsets)[self._own]
        """Postings of each stem, before those of passages are gone that aren't there any more."""

    def between(self, first: int, end: int) -> tuple[Ints, Ints32, _Counts, _Counts]:
        """The stems, passages, counts and sentence counts of the postings of these merged stems."""
        own = slice(*self._merged.searchsorted((first, end)).tolist())
        offsets, numbers = self._tables.postings.offsets, self._own[own]
        places = Ranges(offsets[numbers], offsets[numbers + 1])
        passages = self._passages[places.of(self._tables.postings.texts)]
        counts, in_sentences = (
            places.of(self._tables.postings.counts),
            places.of(self._tables.sentence_counts),
        )
        stems = np.repeat(self._merged[own].astype(np.int64), self.counts[own])
        if passages.min(initial=0) < 0:
            is_there = passages >= 0
            passages, stems = passages[is_there], stems[is_there]
            counts, in_sentences = counts[is_there], in_sentences[is_there]
        return stems, passages, counts, in_sentences

    def count_each(self, stem_count: int) -> Ints:
        """The postings of each merged stem."""
        counts = np.zeros(stem_count, dtype=np.int64)
        counts[self._merged] = self.counts
        return counts


def merged_postings(
    sources: Sequence[CorpusTables],
    stems: Sequence[Ints32],
    passages: Sequence[Ints32],
    stem_count: int,
    passage_count: int,
) -> tuple[Postings, _Counts]:
    """The postings, and the sentences of each: those of all sources, by stem and passage."""
    moved = [_Moved(*each) for each in zip(sources, stems, passages, strict=True)]
    at_most = sum((each.count_each(stem_count) for each in moved), np.zeros(stem_count, dtype=np.int64))
    offsets = np.zeros(stem_count + 1, dtype=np.int64)
    texts = np.empty(int(at_most.sum()), dtype=np.int32)
    counts = np.empty(len(texts), dtype=np.result_type(*(each.postings.counts for each in sources)))
    sentence_counts = np.empty(len(texts), dtype=np.result_type(*(each.sentence_counts for each in sources)))
    position = 0
    for first, end in _ranges(at_most):
        of_stems, *columns = _together([each.between(first, end) for each in moved], passage_count)
        own = slice(position, position + len(of_stems))
        texts[own], counts[own], sentence_counts[own] = columns
        offsets[first + 1 : end + 1] = np.bincount(of_stems - first, minlength=end - first)
        position = own.stop
    np.cumsum(offsets, out=offsets)
    lengths = np.zeros(passage_count, dtype=np.int32)
    for source, numbers in zip(sources, passages, strict=True):
        is_there = numbers >= 0
        lengths[numbers[is_there]] = source.postings.lengths[is_there]
    return (
        Postings(offsets, texts[:position], smallest_unsigned(counts[:position]), lengths),
        smallest_unsigned(sentence_counts[:position]),
    )


def _ranges(counts: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of stems with about BLOCK postings each."""
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        before = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(ends.searchsorted(before + BLOCK, side="right")))
        yield first, end
        first = end


def _together(
    parts: Sequence[tuple[Ints, Ints32, _Counts, _Counts]], passage_count: int
) -> tuple[Ints, Ints32, _Counts, _Counts]:
    """Postings of several sources as one list, by stem and passage: so is each of them already."""
    joined, *others = parts
    for other in others:
        if len(other[0]):
            keys, further = (each[0] * passage_count + each[1] for each in (joined, other))
            places = keys.searchsorted(further)
            joined = (
                np.insert(joined[0], places, other[0]),
                np.insert(joined[1], places, other[1]),
                _inserted(joined[2], places, other[2]),
                _inserted(joined[3], places, other[3]),
            )
    return joined


def _inserted(counts: _Counts, places: Ints, new: _Counts) -> _Counts:
    """`counts` with `new` ones before these places, in a type that holds both."""
    inserted: _Counts = np.insert(counts.astype(np.promote_types(counts.dtype, new.dtype)), places, new)
    return inserted


def merged_ngrams(
    sources: Sequence[CorpusTables], stems: Sequence[Ints32], is_stop: Bools, texts: Sequence[str]
) -> Ngrams:
    """The n-grams of `texts`, the merged stems, but for those that a stop word has."""
    is_known = is_stop.copy()
    found: list[tuple[Ngrams, Ints32]] = []
    for source, numbers in zip(sources, stems, strict=True):
        # Of a stem that a stop word has somewhere else no n-grams are known.
        was_stop = np.zeros(len(numbers), dtype=bool)
        was_stop[source.tokens.stem_of_word[source.tokens.is_stop_word]] = True
        is_new = (numbers >= 0) & ~was_stop
        is_new[is_new] = ~is_known[numbers[is_new]]
        is_known[numbers[is_new]] = True
        found.append((source.ngrams, np.where(is_new, numbers, np.int32(-1))))
    rest = np.flatnonzero(~is_known)
    if len(rest):
        found.append((ngrams_of([texts[number] for number in rest.tolist()], ()), rest.astype(np.int32)))
    hashes = np.unique(np.concatenate([ngrams.hashes for ngrams, _ in found]))
    # The place of an n-gram among `hashes` and the stem that has it, packed into one integer.
    pairs = np.concatenate([_pairs(ngrams, numbers, hashes, len(is_stop)) for ngrams, numbers in found])
    pairs.sort()
    places, owners = np.divmod(pairs, max(1, len(is_stop)))
    begins = run_starts(places)
    return Ngrams(
        hashes[places[begins]],
        np.append(begins, len(pairs)).astype(np.int32),
        owners.astype(np.int32),
        np.bincount(owners, minlength=len(is_stop)).astype(np.int32),
    )


def _pairs(ngrams: Ngrams, numbers: Ints32, hashes: NDArray[np.uint64], stem_count: int) -> Ints:
    owners = numbers[ngrams.stems]
    pairs = np.repeat(hashes.searchsorted(ngrams.hashes) * stem_count, np.diff(ngrams.begins))
    pairs += owners
    wanted: Ints = pairs[owners >= 0]
    return wanted


def merged_signatures(
    sources: Sequence[Signatures], surfaces: Sequence[Ints32], surface_count: int
) -> Signatures:
    """The signatures of the merged surfaces."""
    is_known = np.zeros(surface_count, dtype=bool)
    parts: list[tuple[Ints32, Ints32, NDArray[np.uint64]]] = []
    for source, merged in zip(sources, surfaces, strict=True):
        numbers = merged[source.numbers]
        is_new = numbers >= 0
        is_new[is_new] = ~is_known[numbers[is_new]]
        is_known[numbers[is_new]] = True
        parts.append((numbers[is_new], source.lengths[is_new], source.bits[is_new]))
    numbers, lengths, bits = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((numbers, lengths))
    return Signatures(numbers[order], lengths[order], bits[order])
