"""The stems of articles' titles, as plain arrays, and the articles that a title's words lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

import numpy as np

from bot.library import Article
from bot.search.arrays import Ints, Ints32, new_vocabulary
from bot.search.index.vocabulary import Vocabulary
from bot.search.text.tokenizer import Tokenizer


@dataclass(frozen=True, eq=False)
class TitleTable:
    """The stems of each article's title: those at its `offsets` in `numbers`, which number `stems`."""

    stems: Vocabulary
    offsets: Ints
    numbers: Ints32

    @classmethod
    def of(cls, articles: Iterable[Article], tokenizer: Tokenizer) -> TitleTable:
        """The stems of the titles of `articles`."""
        vocabulary = new_vocabulary()
        titles = [[vocabulary[stem] for stem in sorted(_stems(each, tokenizer))] for each in articles]
        return cls(
            Vocabulary.of(list(vocabulary)),
            np.fromiter(accumulate(map(len, titles), initial=0), np.int64, len(titles) + 1),
            np.array([number for title in titles for number in title], dtype=np.int32),
        )


class Titles:
    """Finds the stems of a title, and the articles whose titles hold some."""

    def __init__(self, table: TitleTable) -> None:
        self._table = table
        self._by_stem = table.numbers.argsort(kind="stable")
        self._ordered = table.numbers[self._by_stem]

    def __len__(self) -> int:
        return len(self._table.offsets) - 1

    def __getitem__(self, article: int) -> frozenset[str]:
        """The stems of an article's title, and those of readers' words for words of it."""
        begin, end = self._table.offsets[article : article + 2].tolist()
        texts = self._table.stems.texts
        return frozenset(texts[number] for number in self._table.numbers[begin:end].tolist())

    def with_all(self, stems: Sequence[str]) -> Ints:
        """The articles whose titles hold all of `stems`, ascending; none where there are no stems."""
        numbers = [self._table.stems.get(stem) for stem in stems]
        found: list[Ints] = []
        for number in numbers:
            if number is None:
                return np.zeros(0, dtype=np.int64)
            own = slice(*np.searchsorted(self._ordered, (number, number + 1)).tolist())
            found.append(self._table.offsets.searchsorted(self._by_stem[own], side="right") - 1)
        if not found:
            return np.zeros(0, dtype=np.int64)
        return reduce(lambda some, others: np.intersect1d(some, others, assume_unique=True), found)


def _stems(article: Article, tokenizer: Tokenizer) -> frozenset[str]:
    stems = tokenizer.content_stems
    title = frozenset(stems(article.title))
    readers = [reader for reader, words in article.aliases.items() if title.issuperset(stems(words) or [""])]
    return title.union(*map(stems, readers))
