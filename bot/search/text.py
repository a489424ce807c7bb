"""An article's text as the search sees it: words at positions, in sentences, in passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from bot.library import Article, Passage, Span
from bot.search.bm25 import BM25
from bot.search.likeness import Forms, Spelling
from bot.search.postings import Ints, Postings
from bot.search.signs import Signs, signs_of
from bot.search.terms import Terms, Word


class IndexedText:
    """One article's words, made once and only read afterwards.

    A position counts the words of the whole article, stop words included; sentences and passages are
    counted from 0 in reading order.
    """

    def __init__(self, article: Article, terms: Terms) -> None:
        self.terms = terms
        sentences = [_words_of(p, sentence, terms) for p in article.passages for sentence in p.sentences]
        words = [word for sentence in sentences for word in sentence]
        lengths = [len(sentence) for sentence in sentences]
        passage_of_sentence = [
            place for place, passage in enumerate(article.passages) for _ in passage.sentences
        ]
        self.passage_count = len(article.passages)
        self.sentence_count = len(sentences)
        self.sentence_of: Ints = np.repeat(np.arange(len(sentences)), lengths)
        self.passage_of_sentence: Ints = np.array(passage_of_sentence, dtype=np.int64)
        self.first_sentences: Ints = np.searchsorted(self.passage_of_sentence, np.arange(self.passage_count))
        self.follows_in_passage = np.zeros(self.sentence_count, dtype=bool)
        self.follows_in_passage[1:] = self.passage_of_sentence[1:] == self.passage_of_sentence[:-1]
        self.content_position: Ints = np.cumsum([not word.is_stop for word in words], dtype=np.int64)
        self.surfaces: Sequence[str] = [word.surface for word in words]

        self.stem_postings = Postings(_stem_occurrences(sentences, article.aliases, terms))
        self.surface_postings = Postings((word.surface, place) for place, word in enumerate(words))
        self.pairs = Postings(_pairs(sentences))
        stop_stems = {word.stem for word in words if word.is_stop}
        self.forms = Forms(self.stem_postings.terms, stop_stems)
        self.spelling = Spelling(self.surface_postings.terms, terms.language.stop_words)
        self.stem_of_surface = {word.surface: word.stem for word in words}

        content = [[word.stem for word in sentence if not word.is_stop] for sentence in sentences]
        in_passages: list[list[str]] = [[] for _ in article.passages]
        for place, stems in zip(passage_of_sentence, content, strict=True):
            in_passages[place] += stems
        self.passage_bm25 = BM25(in_passages)
        self.sentence_bm25 = BM25(content)
        self.signs: Signs = signs_of(sentences, terms)
        self.sentence_place: Ints = np.arange(self.sentence_count) - self.first_sentences[passage_of_sentence]
        self.sections = Postings(
            (word.stem, place)
            for place, passage in enumerate(article.passages)
            for word in terms.words(passage.section or "")
            if not word.is_stop
        )
        self.title = frozenset(terms.of(article.title))


def _words_of(passage: Passage, sentence: Span, terms: Terms) -> list[Word]:
    """The words of a sentence without its footnote markers: a marker's number is no word of the text."""
    text = passage.text
    for marker in passage.markers_in(sentence):
        text = (
            text[: marker.span.start] + " " * (marker.span.end - marker.span.start) + text[marker.span.end :]
        )
    return terms.words(sentence.of(text))


def _stem_occurrences(
    sentences: Sequence[Sequence[Word]], aliases: Mapping[str, str], terms: Terms
) -> Iterator[tuple[str, int]]:
    known = [
        ([word.surface for word in terms.words(articles)], [word.stem for word in terms.words(readers)])
        for readers, articles in aliases.items()
    ]
    first = 0
    for sentence in sentences:
        surfaces = [word.surface for word in sentence]
        for place, word in enumerate(sentence):
            yield word.stem, first + place
            if word.plain != word.stem:
                yield word.plain, first + place
            following = sentence[place + 1] if place + 1 < len(sentence) else None
            if following and following.is_joined:
                yield terms.language.stem(word.surface + following.surface), first + place
        # Where the article's word stands, the reader's word for it stands too.
        for wanted, stems in known:
            for place in _places_of(wanted, surfaces):
                for offset, stem in enumerate(stems):
                    yield stem, first + place + min(offset, len(wanted) - 1)
        first += len(sentence)


def _places_of(wanted: Sequence[str], surfaces: Sequence[str]) -> Iterator[int]:
    if wanted:
        for place in range(len(surfaces) - len(wanted) + 1):
            if surfaces[place : place + len(wanted)] == list(wanted):
                yield place


def _pairs(sentences: Sequence[Sequence[Word]]) -> Iterator[tuple[str, int]]:
    first = 0
    for sentence in sentences:
        for place, (word, following) in enumerate(pairwise(sentence)):
            yield f"{word.stem} {following.stem}", first + place
        first += len(sentence)
