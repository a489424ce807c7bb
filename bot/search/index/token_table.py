"""The token table of a corpus, and what is looked up in it: plain arrays that can be stored as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.arrays import Bools, Ints, Ints32, small_owner_of_each, unique
from bot.search.index.appearance import blocks_of, last_places
from bot.search.index.postings import Postings, postings_in_sentences
from bot.search.languages.profile import Language
from bot.search.text.inflections import Ngrams, ngrams_of
from bot.search.text.spelling import Signatures, signatures_of


@dataclass(frozen=True, eq=False)
class TokenTable:
    """Every token of the articles, as numbers. Tokens, sentences, passages and sections are numbered from 0
    through all articles, in reading order; words, stems and surfaces (folded words) as they first appear.

    A word is a surface with its stem, and whether it is a stop word there: what is the same for all tokens
    that are read alike stands once. A token has its word's stem and, where `extra_tokens` names it, further
    ones: the stem without accents, the stem of the compound that a hyphen makes of it and the next token, or
    a reader's word for it.
    """

    word_of_token: Ints32
    surface_of_word: Ints32
    stem_of_word: Ints32
    is_stop_word: Bools
    sentence_offsets: Ints
    """The tokens of each sentence."""
    passage_offsets: Ints
    """The sentences of each passage."""
    article_offsets: Ints
    """The passages of each article."""
    extra_stems: Ints32
    extra_tokens: Ints32
    """The token that each of `extra_stems` belongs to, ascending."""
    section_of_passage: Ints32
    """No two articles share a section."""
    heading_stems: Ints32
    heading_sections: Ints32
    """The section whose heading holds each of `heading_stems`, ascending."""
    signs: NDArray[np.unsignedinteger]
    """The signs of an answer in each sentence (row): the sign_table of bot.search.index.signs."""


@dataclass(frozen=True, eq=False)
class CorpusTables:
    """The token table of a corpus, and what is derived from it.

    `stem_of_surface` is each surface's stem: the last one where accents give it several. `postings` are those
    of stems in passages. `sentence_counts` is, for each posting, the number of sentences of the passage that
    hold the stem. `ngrams` are those of the stems, `signatures` those of the surfaces.
    """

    tokens: TokenTable
    stem_of_surface: Ints32
    postings: Postings
    sentence_counts: NDArray[np.unsignedinteger]
    ngrams: Ngrams
    signatures: Signatures


def build_tables(
    tokens: TokenTable, stems: Sequence[str], surfaces: Sequence[str], language: Language
) -> CorpusTables:
    """All tables of a corpus with these stems and surfaces."""
    # A token occurs under its own stem and under each of its further ones.
    sentence_of_token = small_owner_of_each(tokens.sentence_offsets)
    postings, sentence_counts = postings_in_sentences(
        np.concatenate([tokens.stem_of_word[tokens.word_of_token], tokens.extra_stems]),
        np.concatenate([sentence_of_token, sentence_of_token[tokens.extra_tokens]]),
        tokens.passage_offsets,
        len(stems),
    )
    del sentence_of_token
    stop_stems = {stems[number] for number in unique(tokens.stem_of_word[tokens.is_stop_word]).tolist()}
    return CorpusTables(
        tokens=tokens,
        stem_of_surface=stem_of_surface(
            tokens.word_of_token, tokens.surface_of_word, tokens.stem_of_word, len(surfaces)
        ),
        postings=postings,
        sentence_counts=sentence_counts,
        ngrams=ngrams_of(stems, stop_stems),
        signatures=signatures_of(surfaces, language.stop_words),
    )


def stem_of_surface(
    word_of_token: Ints32, surface_of_word: Ints32, stem_of_word: Ints32, surface_count: int
) -> Ints32:
    """Each surface's stem: of several (accents), that of the token that was read last."""
    order = last_places(blocks_of(word_of_token), len(surface_of_word)).argsort(kind="stable")
    stems = np.zeros(surface_count, dtype=np.int32)
    stems[surface_of_word[order]] = stem_of_word[order]
    return stems
