"""A second source of candidates, simple and in plain Python: what the contract is tried out with."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean

import numpy as np

from bot.search.arrays import Ints
from bot.search.index.bm25 import K1, B
from bot.search.index.corpus import Corpus
from bot.search.ranking.candidates import HEADING_SCORE, Request


class PlainSource:
    """Each passage's words are counted anew from its text, into lists by stem."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus, tokenizer = corpus, corpus.tokenizer
        self._postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self._under: defaultdict[str, list[int]] = defaultdict(list)
        self._articles: list[str] = []
        lengths = []
        for number, passage in enumerate(corpus.passages):
            words = tokenizer.tokens(passage.text)
            for stem, count in Counter(each for word in words for each in {word.stem, word.plain}).items():
                self._postings[stem].append((number, count))
            for stem in set(tokenizer.content_stems(passage.section or "")):
                self._under[stem].append(number)
            lengths.append(len(words))
            self._articles.append(passage.article)
        of_article: defaultdict[str, list[int]] = defaultdict(list)
        for article, length in zip(self._articles, lengths, strict=True):
            of_article[article].append(length)
        means = {article: fmean(each) for article, each in of_article.items()}
        self._norms = [
            K1 * (1 - B + B * length / means[article])
            for article, length in zip(self._articles, lengths, strict=True)
        ]

    def fetch(self, request: Request) -> Ints:
        """The numbers of the passages, ascending."""
        scores: defaultdict[int, float] = defaultdict(float)
        for stem, weight in request.terms:
            for number, count in self._postings.get(stem, ()):
                scores[number] += weight * count * (K1 + 1) / (count + self._norms[number])
        for stem in request.heading_stems.tolist():
            for number in self._under.get(request.vocabulary.texts[stem], ()):
                scores[number] += HEADING_SCORE
        allowed = request.articles
        found = [number for number in scores if allowed is None or self._articles[number] in allowed]
        best = sorted(found, key=lambda number: (-scores[number], number))[: request.limit]
        openings = self._corpus.openings(request.title_stems).tolist()
        best += [number for number in openings if allowed is None or self._articles[number] in allowed]
        return np.array(sorted(set(best)), dtype=np.int64)
