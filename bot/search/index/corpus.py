"""A corpus: the articles of one language as the search sees them, built once and only read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bot.library import Article, Passage
from bot.search.arrays import (
    Bools,
    Floats,
    Ints,
    Ints32,
    concatenated_ranges,
    owner_of_each,
    small_owner_of_each,
    smallest_unsigned,
    unique,
)
from bot.search.index.bm25 import BM25, length_norms, mean_lengths
from bot.search.index.corpus_parts import CorpusParts
from bot.search.index.titles import Titles
from bot.search.index.token_table import TokenTable
from bot.search.text.inflections import InflectionFinder
from bot.search.text.spelling import SpellingCorrector
from bot.search.text.tokenizer import Tokenizer

MAX_OPENINGS = 20
"""Articles of the same title whose openings are candidates."""


_BLOCK = 20_000
"""Sentences whose words are counted at once."""


NO_PASSAGES: Ints = np.zeros(0, dtype=np.int64)


class _Passages(Sequence[Passage]):
    """All passages of articles, each taken from its article when it is looked at."""

    def __init__(self, articles: Sequence[Article], offsets: Ints) -> None:
        self._articles, self._offsets = articles, offsets

    def __len__(self) -> int:
        return int(self._offsets[-1])

    @overload
    def __getitem__(self, number: int) -> Passage: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Passage]: ...
    def __getitem__(self, number: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        article = int(self._offsets.searchsorted(number, side="right")) - 1
        return self._articles[article].passages[number - int(self._offsets[article])]


class Corpus:
    """Articles of one language with their tables, and what is derived from both.

    `stems` and `surfaces` number the stems and the folded words of all texts.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        tokenizer: Tokenizer,
        parts: CorpusParts,
    ) -> None:
        """`parts` are those of the articles."""
        self.parts = parts
        self.tokenizer = tokenizer
        self.tables = tables = parts.tables
        self.tokens = tokens = tables.tokens
        self.stems, self.surfaces = parts.stems, parts.surfaces
        self.passages: Sequence[Passage] = _Passages(articles, tokens.article_offsets)
        self.titles = Titles(parts.titles)
        self._articles = articles
        self._article_numbers = {article.id: number for number, article in enumerate(articles)}

        self.sentence_count = len(tokens.sentence_offsets) - 1
        self.sentence_counts: Ints = np.diff(tokens.passage_offsets[tokens.article_offsets])
        """Sentences of each article."""
        self.article_of_passage = owner_of_each(tokens.article_offsets)
        # Offsets of offsets: a passage's tokens begin where those of its first sentence do.
        self.token_offsets: Ints = tokens.sentence_offsets[tokens.passage_offsets]
        """The tokens of each passage."""
        self.extra_offsets: Ints = np.searchsorted(tokens.extra_tokens, self.token_offsets)
        """The further stems of each passage's tokens."""
        self.heading_offsets: Ints = np.searchsorted(
            tokens.heading_sections, np.arange(tokens.section_of_passage.max(initial=0) + 2)
        )
        """The stems of each section's heading."""
        by_stem = tokens.heading_stems.argsort(kind="stable")
        self._sections_by_stem = tokens.heading_stems[by_stem], tokens.heading_sections[by_stem]
        # BM25's lengths are counted in content words. The mean length is that of the article, so that no
        # article changes the scores of another.
        lengths = _content_words(tokens)
        self._sentence_lengths = smallest_unsigned(lengths)
        sentences_of_article = tokens.passage_offsets[tokens.article_offsets]
        self._mean_sentence_lengths = mean_lengths(lengths, small_owner_of_each(sentences_of_article))
        passage_lengths = _sums(lengths, tokens.passage_offsets)
        means = mean_lengths(passage_lengths, self.article_of_passage)
        self.passage_norms = length_norms(passage_lengths, means[self.article_of_passage])

        self.bm25 = BM25(tables.postings, self.stems)
        self.inflections = InflectionFinder(tables.ngrams)
        self.spelling = SpellingCorrector(self.surfaces.texts, tables.signatures)

    def stem_of_surface(self, surface: int) -> str:
        """The stem of a folded word, by the word's number."""
        return self.stems.texts[int(self.tables.stem_of_surface[surface])]

    def sentence_norms(self, sentences: Ints, articles: Ints) -> Floats:
        """The length norms of some sentences; `articles` holds the article of each."""
        return length_norms(self._sentence_lengths[sentences], self._mean_sentence_lengths[articles])

    def has_all(self, article_ids: Collection[str] | None) -> bool:
        """Whether all articles are among those with these ids; None stands for all."""
        return article_ids is None or all(each in article_ids for each in self._article_numbers)

    def has_several(self, article_ids: Collection[str] | None) -> bool:
        """Whether more than one of its articles is among those with these ids; None stands for all."""
        numbers = self._article_numbers
        return len(numbers if article_ids is None else numbers.keys() & set(article_ids)) > 1

    def passages_of(self, article_ids: Collection[str] | None) -> Bools | None:
        """Which passages belong to the articles with these ids; None where all of them do."""
        if article_ids is None:
            return None
        allowed = np.zeros(len(self.titles), dtype=bool)
        numbers = self._article_numbers
        allowed[[numbers[each] for each in article_ids if each in numbers]] = True
        return None if allowed.all() else allowed[self.article_of_passage]

    def passage_count(self, article_ids: Collection[str] | None) -> int:
        """How many passages the articles with these ids have; None stands for all articles."""
        if article_ids is None:
            return len(self.passages)
        numbers = self._article_numbers
        offsets = self.tokens.article_offsets
        places = np.array([numbers[each] for each in set(article_ids) if each in numbers], dtype=np.int64)
        return int((offsets[places + 1] - offsets[places]).sum())

    def title_of(self, article_id: str) -> Collection[str]:
        """The stems of an article's title."""
        return self.titles[self._article_numbers[article_id]]

    def name_of(self, article_id: str) -> str:
        """An article's title."""
        return self._articles[self._article_numbers[article_id]].title

    def openings(self, stems: Sequence[str]) -> Ints:
        """The first passages of the articles whose titles hold all of `stems`."""
        articles = self.titles.with_all(stems)[:MAX_OPENINGS]
        openings: Ints = self.tokens.article_offsets[articles]
        return openings

    def passages_under(self, stems: Ints) -> Ints:
        """The passages below a heading that holds one of `stems`."""
        heading_stems, sections_of_stem = self._sections_by_stem
        begins, ends = heading_stems.searchsorted(stems), heading_stems.searchsorted(stems, side="right")
        sections = unique(sections_of_stem[concatenated_ranges(begins, ends)])
        # Sections are numbered in reading order: the passages of one lie side by side.
        of_passages = self.tokens.section_of_passage
        return concatenated_ranges(
            of_passages.searchsorted(sections), of_passages.searchsorted(sections, side="right")
        )

    def sentence_frequency(self, stem: int, articles: Ints) -> Ints:
        """In how many sentences of each of `articles` a stem occurs."""
        postings, article_offsets = self.tables.postings, self.tokens.article_offsets
        own = postings.slice_of(stem)
        passages = postings.texts[own]
        # A stem's postings ascend by passage and an article's passages lie side by side: its sum is the
        # difference of a running sum at the article's two ends.
        so_far = np.append(0, np.cumsum(self.tables.sentence_counts[own], dtype=np.int64))
        starts = np.searchsorted(passages, article_offsets[articles])
        ends = np.searchsorted(passages, article_offsets[articles + 1])
        frequencies: Ints = so_far[ends] - so_far[starts]
        return frequencies


def _content_words(tokens: TokenTable) -> Ints32:
    """How many words of each sentence are no stop words."""
    # Block by block: a running count of all tokens would be larger than the table of tokens.
    counts = np.zeros(len(tokens.sentence_offsets) - 1, dtype=np.int32)
    for first in range(0, len(counts), _BLOCK):
        offsets = tokens.sentence_offsets[first : first + _BLOCK + 1]
        words = tokens.word_of_token[offsets[0] : offsets[-1]]
        counts[first : first + _BLOCK] = _sums(~tokens.is_stop_word[words], offsets - offsets[0])
    return counts


def _sums(values: NDArray[np.integer] | Bools, offsets: Ints) -> Ints32:
    """The sum of the values between each two offsets."""
    so_far = np.zeros(len(values) + 1, dtype=np.int32)
    np.cumsum(values, out=so_far[1:])
    sums: Ints32 = np.diff(so_far[offsets])
    return sums
