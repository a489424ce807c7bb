"""The articles of one language as the search sees them: arrays that are made once and only read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Ids
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from bot.library import Article, Passage
from bot.search.index.arrays import Bools, Ints, owners
from bot.search.index.bm25 import BM25, length_norms
from bot.search.index.tables import Tables
from bot.search.text.inflections import InflectionFinder
from bot.search.text.spelling import SpellingCorrector
from bot.search.text.tokenizer import Tokenizer

MOST_OPENINGS = 20
"""Articles of one name whose openings are looked at."""

NONE: Ints = np.zeros(0, dtype=np.int64)


class Collection:
    """Articles of one language: their numbers, and what is found in them by a stem or by a likeness.

    `stems` and `surfaces` are the stems and the folded words of all texts, in the order of their numbers.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        terms: Tokenizer,
        stems: Sequence[str],
        surfaces: Sequence[str],
        tables: Tables,
    ) -> None:
        self.terms = terms
        self.tables = tables
        self.numbers = numbers = tables.numbers
        self.stems: Mapping[str, int] = dict(zip(stems, range(len(stems)), strict=True))
        self.surfaces: Mapping[str, int] = dict(zip(surfaces, range(len(surfaces)), strict=True))
        self.passages: tuple[Passage, ...] = tuple(
            chain.from_iterable(article.passages for article in articles)
        )
        self.titles = tuple(_title_of(article, terms) for article in articles)
        self._titled: dict[str, set[int]] = defaultdict(set)
        for number, title in enumerate(self.titles):
            for stem in title:
                self._titled[stem].add(number)
        self._article_numbers = {article.id: number for number, article in enumerate(articles)}

        sentence_count = len(numbers.first_words) - 1
        self.sentences_of_articles: Ints = np.diff(numbers.first_sentences[numbers.first_passages])
        self.article_of_passage = owners(numbers.first_passages)
        self.passage_of_sentence = owners(numbers.first_sentences)
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

        self.bm25 = BM25(tables.postings, self.stems)
        self.inflections = InflectionFinder(tables.ngrams)
        self.spelling = SpellingCorrector(surfaces, tables.signatures)

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
        openings: Ints = self.numbers.first_passages[articles]
        return openings

    def passages_under(self, stems: Ints) -> Ints:
        """The passages below a heading that has one of `stems`."""
        sections = self.numbers.section_numbers[np.isin(self.numbers.section_stems, stems)]
        return np.flatnonzero(np.isin(self.numbers.sections, sections)) if len(sections) else NONE

    def sentences_with(self, stem: int, articles: Ints) -> Ints:
        """In how many sentences of each of `articles` a stem stands."""
        postings, sentence_counts = self.tables.postings, self.tables.sentence_counts
        own = postings.of(stem)
        first_passages = self.numbers.first_passages
        texts = postings.texts[own]
        so_far = np.append(0, np.cumsum(sentence_counts[own], dtype=np.int64))
        begins = np.searchsorted(texts, first_passages[articles])
        ends = np.searchsorted(texts, first_passages[articles + 1])
        found: Ints = so_far[ends] - so_far[begins]
        return found


def _title_of(article: Article, terms: Tokenizer) -> frozenset[str]:
    """The stems of a title, and of a reader's words for words of it."""
    title = frozenset(terms.content_stems(article.title))
    readers = [
        reader
        for reader, words in article.aliases.items()
        if title.issuperset(terms.content_stems(words) or [""])
    ]
    return title.union(*map(terms.content_stems, readers))
