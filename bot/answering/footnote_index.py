"""The texts of all footnotes of one language, found by their words."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from bot.library import Article, Footnote
from bot.library.records import fingerprint
from bot.search.arrays import Ints, Ints32, unique
from bot.search.index.bm25 import BM25
from bot.search.index.postings import build_postings
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
        stems = _Stems(self.tokenizer, previous.stems if previous else ())
        read = [_known(previous, article) or _read(article, stems) for article in articles]
        self._starts: Ints = np.cumsum([0, *(len(lengths) for lengths, _ in read)])
        """The footnotes before those of each article, and of all."""
        self._lengths = _joined([lengths for lengths, _ in read])
        numbers = _joined([numbers for _, numbers in read])
        used = unique(numbers)
        self._numbers: Ints32 = used.searchsorted(numbers).astype(np.int32)
        """The stem of each word, footnote by footnote."""
        self._offsets: Ints = np.concatenate([[0], np.cumsum(self._lengths)])
        self.stems: Sequence[str] = [stems.texts[number] for number in used.tolist()]
        """The stems by their numbers."""
        texts = np.repeat(np.arange(len(self._lengths)), self._lengths)
        postings = build_postings(self._numbers, texts, len(used), len(self._lengths))
        self._bm25 = BM25(postings, {stem: number for number, stem in enumerate(self.stems)})

    def best(self, stems: Collection[str], most: int) -> Iterator[tuple[Article, Footnote]]:
        """The footnotes whose texts share most with a claim, best first."""
        for number in self._bm25.best(stems, most)[0].tolist():
            place = int(self._starts.searchsorted(number, side="right")) - 1
            article = self._articles[place]
            yield article, article.footnotes[number - int(self._starts[place])]

    def words_of(self, article: Article) -> tuple[Ints32, Ints32] | None:
        """How many stems each footnote of an article has, and their numbers; None where it isn't here."""
        place = self._places.get(fingerprint(article))
        if place is None:
            return None
        first, end = self._starts[place : place + 2].tolist()
        return self._lengths[first:end], self._numbers[self._offsets[first] : self._offsets[end]]


def _known(previous: FootnoteIndex | None, article: Article) -> tuple[Ints32, Ints32] | None:
    return previous.words_of(article) if previous else None


def _joined(parts: Sequence[Ints32]) -> Ints32:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])


def _read(article: Article, stems: _Stems) -> tuple[Ints32, Ints32]:
    """How many stems each footnote of `article` has, and their numbers."""
    lengths, numbers = array("i"), array("i")
    for text in article.footnote_texts():
        found = stems.of(text)
        lengths.append(len(found))
        numbers.extend(found)
    return np.array(lengths, dtype=np.int32), np.array(numbers, dtype=np.int32)


class _Stems(dict[str, int]):
    """Numbers the words of texts by how they are written: each is analysed once, for it takes long.

    `texts` holds the stem of each number.
    """

    def __init__(self, tokenizer: Tokenizer, known: Sequence[str]) -> None:
        super().__init__()
        self._tokenizer = tokenizer
        self._common = tokenizer.language.common_stop_words > 0
        self.texts = list(known)
        self._number_of = {stem: number for number, stem in enumerate(known)}

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
        number = self._number_of.setdefault(stem, len(self.texts))
        if number == len(self.texts):
            self.texts.append(stem)
        return number
