"""The tables of a collection: all that its texts come to, as arrays. They can be kept and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.index.arrays import Ints, Ints32, counted, different, narrowed, owners
from bot.search.index.bm25 import Postings, postings_of
from bot.search.languages.profile import Language
from bot.search.text.inflections import Ngrams, ngrams_of
from bot.search.text.spelling import Signatures, signatures_of


@dataclass(frozen=True, eq=False)
class Numbers:
    """All that the articles' texts come to, as numbers. Words, sentences, passages and sections are counted
    from 0 through all articles, in reading order.

    A word stands for its stem and, where `extra_stems` says so, for others: without its accents, joined with
    the word after its hyphen, or a reader's word for it.
    """

    stem_of_word: Ints32
    surface_of_word: Ints32
    content_so_far: Ints32
    """The words that aren't stop words, up to and including each word."""
    first_words: Ints
    """The first word of each sentence, and the end."""
    first_sentences: Ints
    """The first sentence of each passage, and the end."""
    first_passages: Ints
    """The first passage of each article, and the end."""
    extra_stems: Ints32
    extra_words: Ints32
    """The words that `extra_stems` stand at, in order."""
    sections: Ints32
    """The section of each passage."""
    section_stems: Ints32
    section_numbers: Ints32
    """The stems of all headings, and the section of each, in order."""
    signs: NDArray[np.float32]
    """For each sentence how many of each sign it holds (bot.search.ranking.signs)."""
    stem_of_surface: Ints32


@dataclass(frozen=True, eq=False)
class Tables:
    """The numbers of a collection's texts, and what is looked up in them.

    `postings` are those of the stems in the passages; `sentence_counts` the sentences of the passage that
    hold the stem, for each posting. `ngrams` are the stems' and `signatures` the folded words'.
    """

    numbers: Numbers
    postings: Postings
    sentence_counts: NDArray[np.unsignedinteger]
    ngrams: Ngrams
    signatures: Signatures


def tables_of(numbers: Numbers, stems: Sequence[str], surfaces: Sequence[str], language: Language) -> Tables:
    """The tables for texts whose stems and folded words these are."""
    passage_of_sentence = owners(numbers.first_sentences)
    passage_count, sentence_count = len(numbers.first_sentences) - 1, max(1, len(passage_of_sentence))
    sentence_of_word = owners(numbers.first_words)
    of_stems = np.concatenate([numbers.stem_of_word, numbers.extra_stems])
    sentences = np.concatenate([sentence_of_word, sentence_of_word[numbers.extra_words]])
    pairs = different(of_stems.astype(np.int64) * sentence_count + sentences)
    in_passages = pairs // sentence_count * passage_count + passage_of_sentence[pairs % sentence_count]
    is_content = np.diff(numbers.content_so_far, prepend=0) > 0
    stop_stems = {stems[number] for number in different(numbers.stem_of_word[~is_content])}
    return Tables(
        numbers=numbers,
        postings=postings_of(of_stems, passage_of_sentence[sentences], len(stems), passage_count),
        sentence_counts=narrowed(counted(in_passages)[1]),
        ngrams=ngrams_of(stems, stop_stems),
        signatures=signatures_of(surfaces, language.stop_words),
    )
