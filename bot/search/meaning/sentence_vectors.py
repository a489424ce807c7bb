"""The vectors of a corpus's sentences: of all of them, or in a large one of the passages that were met.

Passages are met where their words make them candidates for a question. Their vectors are made afterwards, so
that the next question about the same is compared with what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bot.search.arrays import Ints, concatenated_ranges
from bot.search.encoder.cross_encoder import Pair
from bot.search.index.corpus import Corpus
from bot.search.languages.profile import base_language
from bot.search.meaning import MOST_PASSAGES, Meaning, PlacedPassage
from bot.search.meaning.nearness import Comparison, Nearness
from bot.search.meaning.question_vectors import LANGUAGE

AT_ONCE = 200
"""Sentences of a small corpus whose vectors are made when they are first needed, where a question may wait:
that takes a second."""


class SentenceVectors:
    """The vectors of a corpus's sentences."""

    def __init__(self, corpus: Corpus, meaning: Meaning) -> None:
        self._corpus, self._meaning = corpus, meaning
        self._is_read = base_language(corpus.tokenizer.tag) == LANGUAGE
        self.compares_all = len(corpus.passages) <= MOST_PASSAGES
        """Whether a question is compared with all sentences; else with those of its candidates alone."""
        self._all: Comparison | None = None

    def nearness(self, question: str, candidates: Ints | None = None) -> Nearness | None:
        """How near sentences of the corpus are to `question`: all, or in a large one those of `candidates`.

        `candidates` are passages, ascending. None where the sentences' vectors, or the question's, aren't
        made yet.
        """
        if not self._is_read:
            return None
        compared = self._comparison_with_all() if self.compares_all else self._comparison_with(candidates)
        vectors = None if compared is None else self._meaning.of_question(question)
        return None if compared is None or vectors is None else compared.with_question(vectors)

    def reading(self, pair: Pair) -> float | None:
        """How well a sentence of the corpus answers a question; None where that isn't read yet, or never."""
        return self._meaning.of_pair(pair) if self._is_read else None

    def _comparison_with_all(self) -> Comparison | None:
        if self._all is None:
            passages = np.arange(len(self._corpus.passages))
            if self._meaning.waits and self._corpus.sentence_count <= AT_ONCE:
                self._meaning.learn_passages(self._placed(passages))
            self._all = self._comparison(passages)
        return self._all

    def _comparison_with(self, candidates: Ints | None) -> Comparison | None:
        if candidates is None or not len(candidates):
            return None
        compared = self._comparison(candidates)
        if compared is None and self._is_read:
            self._meaning.meet(self._placed(candidates))
            compared = self._comparison(candidates)
        return compared

    def _comparison(self, passages: Ints) -> Comparison | None:
        """The sentences of these passages; None where the vectors of some aren't made yet."""
        found = []
        for article, place in self._places(passages):
            vectors = self._meaning.of_passage(article, place)
            if vectors is None:
                return None
            found.append(vectors)
        offsets = self._corpus.tokens.passage_offsets
        sentences = concatenated_ranges(offsets[passages], offsets[passages + 1])
        if sum(len(each.sentences) for each in found) != len(sentences):
            self._is_read = False  # they are of other sentences, and can't be used
            return None
        return Comparison(passages, sentences, found)

    def _places(self, passages: Ints) -> Iterator[tuple[bytes, int]]:
        """Each passage's article, by its fingerprint, and its place there."""
        articles = self._corpus.article_of_passage[passages]
        places = passages - self._corpus.tokens.article_offsets[articles]
        fingerprints = self._corpus.parts.fingerprints
        return (
            (fingerprints[article], place)
            for article, place in zip(articles.tolist(), places.tolist(), strict=True)
        )

    def _placed(self, passages: Ints) -> Iterator[PlacedPassage]:
        numbered = zip(self._places(passages), passages.tolist(), strict=True)
        return ((*place, self._corpus.passages[passage]) for place, passage in numbered)
