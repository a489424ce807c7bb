"""The passages of a collection that are looked at closely, with their words, sentences and articles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.search.index.arrays import Bools, Floats, Ints, Ints32, owners, run_begins
from bot.search.index.bm25 import K1
from bot.search.index.collection import Collection
from bot.search.ranking.signs import Signs


@dataclass(frozen=True, eq=False)
class Excerpt:
    """Some passages, in reading order. Their words, sentences and articles are counted from 0 within it.

    `numbers` are the passages' numbers in the collection, `articles` those of their articles.
    """

    collection: Collection
    numbers: Ints
    articles: Ints
    article_of_passage: Ints
    article_of_sentence: Ints
    first_passages: Ints
    """The first passage of each article."""
    first_sentences: Ints
    """The first sentence of each passage."""
    passage_of_sentence: Ints
    follows: Bools
    """Whether a sentence follows another of its passage."""
    is_opening: Bools
    """Whether a passage is the first of its article."""
    sentence_norms: Floats
    passage_norms: Floats
    signs: Signs
    log_lengths: Floats
    beginning: Floats
    """How near its passage's beginning a sentence stands: 1 for the first."""
    shortness: Floats
    """What BM25 gives a sentence that holds each of two words once."""
    brevity: Floats
    opens: Bools
    """Whether a sentence opens its article."""
    sentences_of_articles: Ints
    """The sentences of each whole article."""
    stems: Ints32
    """The stem of each word, and then those for which some words stand besides."""
    places: Ints
    """The word that each of `stems` stands at."""
    sentences: Ints
    """The sentence that each of `stems` stands in."""
    surfaces: Ints32
    content_so_far: Ints32
    heading_stems: Ints32
    """The stems of the headings over the passages."""
    heading_passages: Ints
    """The passage below each of `heading_stems`."""

    @property
    def is_whole(self) -> bool:
        """Whether these are all passages of the collection."""
        return len(self.numbers) == len(self.collection.passages)

    def place_of(self, passage: int) -> int:
        """Where the passage with this number of the collection stands here; below 0 where it doesn't."""
        places = np.flatnonzero(self.numbers == passage)
        return int(places[0]) if len(places) else -1

    @property
    def passage_count(self) -> int:
        """Passages."""
        return len(self.numbers)

    @property
    def sentence_count(self) -> int:
        """Sentences."""
        return len(self.passage_of_sentence)

    @property
    def word_count(self) -> int:
        """Words."""
        return len(self.surfaces)


def excerpt(collection: Collection, passages: Ints) -> Excerpt:
    """The passages with these numbers, which ascend."""
    numbers = collection.numbers
    of_passages = collection.article_of_passage[passages]
    first_passages = run_begins(of_passages)
    articles = of_passages[first_passages]
    article_of_passage = owners(np.append(first_passages, len(passages)))
    first_sentence, end_sentence = numbers.first_sentences[passages], numbers.first_sentences[passages + 1]
    sentences = _ranges(first_sentence, end_sentence)
    passage_of_sentence = np.repeat(np.arange(len(passages)), end_sentence - first_sentence)
    first_sentences = np.cumsum(end_sentence - first_sentence) - (end_sentence - first_sentence)
    begin_word, end_word = (
        collection.first_word_of_passage[passages],
        collection.first_word_of_passage[passages + 1],
    )
    words = _ranges(begin_word, end_word)
    first_words = np.cumsum(end_word - begin_word) - (end_word - begin_word)
    begin_extra, end_extra = (
        collection.first_extra_of_passage[passages],
        collection.first_extra_of_passage[passages + 1],
    )
    extras = _ranges(begin_extra, end_extra)
    extra_words = numbers.extra_words[extras] + np.repeat(first_words - begin_word, end_extra - begin_extra)
    sentence_of_word = np.repeat(
        np.arange(len(sentences)), numbers.first_words[sentences + 1] - numbers.first_words[sentences]
    )
    place_in_passage = collection.place_in_passage[sentences]
    is_opening = passages == numbers.first_passages[of_passages]
    sentence_norms, passage_norms = collection.sentence_norms[sentences], collection.passage_norms[passages]
    signs = numbers.signs[sentences].T.astype(np.float64)
    sections = numbers.sections[passages]
    begin_heading, end_heading = (
        collection.first_stem_of_section[sections],
        collection.first_stem_of_section[sections + 1],
    )
    return Excerpt(
        collection=collection,
        numbers=passages,
        articles=articles,
        article_of_passage=article_of_passage,
        article_of_sentence=article_of_passage[passage_of_sentence],
        first_passages=first_passages,
        first_sentences=first_sentences,
        passage_of_sentence=passage_of_sentence,
        follows=place_in_passage > 0,
        is_opening=is_opening,
        sentence_norms=sentence_norms,
        passage_norms=passage_norms,
        signs=Signs(*signs),
        log_lengths=np.log1p(signs[-1]),
        beginning=1 / (1.0 + place_in_passage),
        shortness=(K1 + 1) / (1 + sentence_norms),
        brevity=1 / (1 + passage_norms),
        opens=is_opening[passage_of_sentence] & (place_in_passage == 0),
        sentences_of_articles=collection.sentences_of_articles[articles],
        stems=np.concatenate([numbers.stem_of_word[words], numbers.extra_stems[extras]]),
        places=np.concatenate([np.arange(len(words)), extra_words]),
        sentences=np.concatenate([sentence_of_word, sentence_of_word[extra_words]]),
        surfaces=numbers.surface_of_word[words],
        content_so_far=numbers.content_so_far[words],
        heading_stems=numbers.section_stems[_ranges(begin_heading, end_heading)],
        heading_passages=np.repeat(np.arange(len(passages)), end_heading - begin_heading),
    )


def _ranges(begins: Ints, ends: Ints) -> Ints:
    """All numbers from each of `begins` up to its end, one range after the other."""
    lengths = ends - begins
    ranges: Ints = np.arange(lengths.sum()) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    return ranges
