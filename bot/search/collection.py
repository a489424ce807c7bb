"""The articles of one language as the search sees them: arrays that are made once and only read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Ids
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.library import Article, Passage
from bot.search.arrays import Bools, Ints, Ints32
from bot.search.bm25 import BM25, Occurrences, length_norms
from bot.search.forms import Forms, grams_of
from bot.search.spelling import Spelling
from bot.search.terms import Terms

MOST_OPENINGS = 20
"""Articles of one name whose openings are looked at."""

NONE: Ints = np.zeros(0, dtype=np.int64)


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
    """For each sentence how many of each sign it holds (bot.search.signs)."""
    stem_of_surface: Ints32


class Collection:
    """Articles of one language: their numbers, and what is found in them by a stem or by a likeness.

    `stems` and `surfaces` are the stems and the folded words of all texts, in the order of their numbers.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        terms: Terms,
        numbers: Numbers,
        stems: Sequence[str],
        surfaces: Sequence[str],
    ) -> None:
        self.terms = terms
        self.numbers = numbers
        self.stems: Mapping[str, int] = {stem: number for number, stem in enumerate(stems)}
        self.surfaces: Mapping[str, int] = {surface: number for number, surface in enumerate(surfaces)}
        self.passages: tuple[Passage, ...] = tuple(p for article in articles for p in article.passages)
        self.titles = tuple(frozenset(terms.of(article.title)) for article in articles)
        self._titled: dict[str, set[int]] = defaultdict(set)
        for number, title in enumerate(self.titles):
            for stem in title:
                self._titled[stem].add(number)
        self._article_numbers = {article.id: number for number, article in enumerate(articles)}

        sentence_count = len(numbers.first_words) - 1
        self.sentences_of_articles: Ints = np.diff(numbers.first_sentences[numbers.first_passages])
        self.article_of_passage = _owners(numbers.first_passages)
        self.passage_of_sentence = _owners(numbers.first_sentences)
        self.first_word_of_passage: Ints = numbers.first_words[numbers.first_sentences]
        self.first_extra_of_passage: Ints = np.searchsorted(numbers.extra_words, self.first_word_of_passage)
        self.first_stem_of_section: Ints = np.searchsorted(
            numbers.section_numbers, np.arange(numbers.sections.max(initial=0) + 2)
        )
        self.place_in_passage: Ints = (
            np.arange(sentence_count) - numbers.first_sentences[self.passage_of_sentence]
        )
        so_far = np.append(0, numbers.content_so_far)
        lengths = np.diff(so_far[numbers.first_words])
        article_of_sentence = self.article_of_passage[self.passage_of_sentence]
        self.sentence_norms = length_norms(lengths, article_of_sentence)
        self.passage_norms = length_norms(
            np.diff(so_far[self.first_word_of_passage]), self.article_of_passage
        )

        occurrences, sentence_counts = _occurrences(
            numbers, self.passage_of_sentence, len(self.passages), self.stems
        )
        self.bm25 = BM25(occurrences)
        self.sentence_counts = sentence_counts
        """For each posting of `bm25` the sentences of the passage that hold the term."""
        self.bm25 = BM25(occurrences)
        is_content = np.diff(so_far) > 0
        stop_stems = {stems[number] for number in np.unique(numbers.stem_of_word[~is_content])}
        self.forms = Forms(grams_of(stems, stop_stems))
        self.spelling = Spelling(surfaces, terms.language.stop_words)

    def holds(self, stem: str) -> bool:
        """Whether the stem stands in one of the texts or in a heading."""
        return stem in self.stems

    def passages_of(self, ids: Ids[str] | None) -> Bools | None:
        """Which passages belong to the articles with these ids; None for all of them."""
        if ids is None:
            return None
        allowed = np.zeros(len(self.titles), dtype=bool)
        allowed[[self._article_numbers[each] for each in ids if each in self._article_numbers]] = True
        return None if allowed.all() else allowed[self.article_of_passage]

    def openings(self, stems: Sequence[str]) -> Ints:
        """The first passages of the articles that have all of `stems` in their title."""
        titled = [self._titled.get(stem, set()) for stem in stems]
        articles = sorted(set.intersection(*titled))[:MOST_OPENINGS] if titled else []
        return self.numbers.first_passages[articles]

    def passages_under(self, stems: Ints) -> Ints:
        """The passages below a heading that has one of `stems`."""
        sections = self.numbers.section_numbers[np.isin(self.numbers.section_stems, stems)]
        return np.flatnonzero(np.isin(self.numbers.sections, sections)) if len(sections) else NONE

    def sentences_with(self, stem: int, articles: Ints) -> Ints:
        """In how many sentences of each of `articles` a stem stands."""
        postings = self.bm25.postings(stem)
        first_passages = self.numbers.first_passages
        texts = self.bm25.texts[postings]
        so_far = np.append(0, np.cumsum(self.sentence_counts[postings], dtype=np.int64))
        begins = np.searchsorted(texts, first_passages[articles])
        ends = np.searchsorted(texts, first_passages[articles + 1])
        found: Ints = so_far[ends] - so_far[begins]
        return found


def _owners(firsts: Ints) -> Ints:
    """For each member the number of its owner, of owners that begin at `firsts`."""
    return np.repeat(np.arange(len(firsts) - 1), np.diff(firsts))


def _occurrences(
    numbers: Numbers, passage_of_sentence: Ints, passage_count: int, stems: Mapping[str, int]
) -> tuple[Occurrences, NDArray[np.integer]]:
    """Every stem in every passage, and for each such pair, in order, the sentences that hold it."""
    sentence_of_word = _owners(numbers.first_words)
    terms = np.concatenate([numbers.stem_of_word, numbers.extra_stems])
    sentences = np.concatenate([sentence_of_word, sentence_of_word[numbers.extra_words]])
    texts = passage_of_sentence[sentences]
    sentence_count = max(1, len(numbers.first_words) - 1)
    pairs = np.unique(terms.astype(np.int64) * sentence_count + sentences)
    of_passages = pairs // sentence_count * passage_count + passage_of_sentence[pairs % sentence_count]
    counts = np.unique(of_passages, return_counts=True)[1]
    counts = counts.astype(np.min_scalar_type(counts.max(initial=0)))
    return Occurrences(terms, texts, passage_count, len(stems), stems), counts
