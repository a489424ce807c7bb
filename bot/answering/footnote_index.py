"""The texts of all footnotes of one language, found by their words."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.library import Article, Footnote
from bot.library.records import fingerprint
from bot.search.arrays import Ints, Ints32, small_owner_of_each
from bot.search.index.bm25 import BM25
from bot.search.index.postings import build_postings
from bot.search.index.vocabulary import Vocabulary
from bot.search.index.vocabulary_merging import JoinedVocabulary
from bot.search.text.splitting import LONGEST_WORD, plain_pieces
from bot.search.text.tokenizer import Tokenizer

_NONE = -1
"""Stands for a word that isn't searched: a stop word, or one of which nothing is left."""

_NAME = -2
"""Stands for a merely common word that is a name behind others, for it has a capital."""


class FootnoteIndex:
    """The footnotes of articles of one language. None of them is made before it is found."""

    def __init__(self, tag: str, articles: Sequence[Article], previous: FootnoteIndex | None = None) -> None:
        """`previous`: an index of these or other articles; what it has of these isn't read again."""
        self.tag = tag
        self.tokenizer = Tokenizer(tag)
        self._articles = articles
        self._places = {fingerprint(article): place for place, article in enumerate(articles)}
        stems = _Stems(self.tokenizer, previous.stems if previous else Vocabulary.of(()))
        parts = list(_parts(articles, stems, previous))
        self._starts: Ints = np.cumsum(_joined([[0], *(part.footnotes for part in parts)]))
        """The footnotes before those of each article, and of all."""
        self._lengths = _joined([part.lengths for part in parts])
        numbers = _joined([part.numbers for part in parts])
        used = np.flatnonzero(np.bincount(numbers, minlength=stems.count))
        places = np.zeros(stems.count, dtype=np.int32)
        places[used] = np.arange(len(used), dtype=np.int32)
        self._numbers: Ints32 = places[numbers]
        """The stem of each word, footnote by footnote."""
        self._offsets: Ints = np.cumsum(_joined([[0], self._lengths]))
        self.stems: Vocabulary = stems.vocabulary(used)
        """The stems and their numbers."""
        texts = small_owner_of_each(self._offsets)
        postings = build_postings(self._numbers, texts, len(used), len(self._lengths))
        self._bm25 = BM25(postings, self.stems)

    def best(self, stems: Collection[str], most: int) -> Iterator[tuple[Article, Footnote]]:
        """The footnotes whose texts share most with a claim, best first."""
        for number in self._bm25.best(stems, most)[0].tolist():
            place = int(self._starts.searchsorted(number, side="right")) - 1
            article = self._articles[place]
            yield article, article.footnotes[number - int(self._starts[place])]

    def place_of(self, article: Article) -> int | None:
        """The place of this very article here, or None."""
        return self._places.get(fingerprint(article))

    def part(self, first: int, end: int) -> _Part:
        """What was read of the articles from one place up to another."""
        starts = self._starts[first : end + 1]
        offsets = self._offsets[starts[0]], self._offsets[starts[-1]]
        return _Part(
            np.diff(starts), self._lengths[starts[0] : starts[-1]], self._numbers[offsets[0] : offsets[1]]
        )


class _Part(NamedTuple):
    """What was read of some articles: the footnotes of each, the stems of each footnote, and these."""

    footnotes: Ints | Sequence[int]
    lengths: Ints32
    numbers: Ints32


def _parts(articles: Sequence[Article], stems: _Stems, previous: FootnoteIndex | None) -> Iterator[_Part]:
    """The parts of an index of these articles: those that follow each other in `previous` too in one."""
    known = [None if previous is None else previous.place_of(article) for article in articles]
    runs = groupby(enumerate(known), key=lambda each: None if each[1] is None else each[1] - each[0])
    for shift, run in runs:
        numbers = [number for number, _ in run]
        if previous is None or shift is None:
            yield from (_read(articles[number], stems) for number in numbers)
        else:
            yield previous.part(numbers[0] + shift, numbers[-1] + shift + 1)


def _joined(parts: Sequence[Ints | Ints32 | Sequence[int]]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])


def _read(article: Article, stems: _Stems) -> _Part:
    """What is read of an article."""
    lengths, numbers = array("i"), array("i")
    for text in article.footnote_texts():
        found = stems.of(text)
        lengths.append(len(found))
        numbers.extend(found)
    return _Part([len(lengths)], np.array(lengths, dtype=np.int32), np.array(numbers, dtype=np.int32))


class _Stems(dict[str, int]):
    """Numbers the words of texts by their stems, and each is analysed once, for it takes long.

    Stems that are known already keep their numbers.
    """

    def __init__(self, tokenizer: Tokenizer, known: Vocabulary) -> None:
        super().__init__()
        self._tokenizer = tokenizer
        self._common = tokenizer.language.common_stop_words > 0
        self._known = known
        self._new: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many different stems there are."""
        return len(self._known) + len(self._new)

    def vocabulary(self, numbers: Ints) -> Vocabulary:
        """The stems with these numbers, in this order."""
        return JoinedVocabulary([self._known, Vocabulary.of(list(self._new))]).ordered(numbers)

    def of(self, text: str) -> list[int]:
        """The stems of a text's words, as `Tokenizer.content_stems` has them."""
        words = plain_pieces(text)
        numbers = [] if words is None else list(map(self.__getitem__, words))
        if words is None or _NAME in numbers[1:]:
            return [self._number(stem) for stem in self._tokenizer.content_stems(text)]
        return [number for number in numbers if number >= 0]

    def __missing__(self, word: str) -> int:
        surface, stem, _, is_stop = self._tokenizer.analyse(word[:LONGEST_WORD])
        if is_stop or not surface:
            number = _NAME if self._common and surface and word[0].isupper() else _NONE
        else:
            number = self._number(stem)
        self[word] = number
        return number

    def _number(self, stem: str) -> int:
        known = self._known.get(stem)
        return self._new.setdefault(stem, self.count) if known is None else known
