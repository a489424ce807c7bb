"""Passages of made-up words, as many as wanted, whose frequencies fall as those of a language do.

The word of rank r (without the 100 most common, which are stop words) stands in proportion to 1/r, as Zipf
found (G. K. Zipf, Human Behavior and the Principle of Least Effort, 1949). The same seed gives the same
words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.library import Article, License, Passage, Span

VOCABULARY = 200_000
STOP_WORDS = 100
MEAN_LENGTH = 60
"""Words of a passage, stop words left out."""

HALF = 6
"""Words of half a sentence."""

OF_ARTICLE = 40
"""Passages of an article."""

LEAST_ASKED, MOST_ASKED = 3, 8

_ONSETS = "b c d f g h j k l m n p r s t v w z br ch cl dr fl gr kn pl pr sh st th tr".split()
_VOWELS = "a e i o u ai ea io ou".split()
_CODAS = ["", "n", "r", "s", "l", "m", "t", "nd", "rk"]


def word(rank: int) -> str:
    """The word of a rank: two to four syllables, another for each rank."""
    syllables: list[str] = []
    rest = rank
    while rest or len(syllables) < 2:
        rest, onset = divmod(rest, len(_ONSETS))
        rest, vowel = divmod(rest, len(_VOWELS))
        rest, coda = divmod(rest, len(_CODAS))
        syllables.append(_ONSETS[onset] + _VOWELS[vowel] + _CODAS[coda])
    return "".join(syllables)


def passages(count: int, seed: int = 0) -> list[list[str]]:
    """The words of `count` passages."""
    random = np.random.default_rng(seed)
    shares = 1 / np.arange(STOP_WORDS + 1, STOP_WORDS + 1 + VOCABULARY)
    lengths = np.maximum(5, random.lognormal(np.log(MEAN_LENGTH) - 0.08, 0.4, count)).astype(int)
    ranks = random.choice(VOCABULARY, size=lengths.sum(), p=shares / shares.sum())
    known, places = np.unique(ranks, return_inverse=True)
    words = np.array([word(rank) for rank in known.tolist()], dtype=object)[places].tolist()
    ends = np.cumsum(lengths).tolist()
    return [words[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def questions(texts: Sequence[Sequence[str]], count: int, seed: int = 1) -> list[list[str]]:
    """Words for `count` questions, those of each from one of the passages."""
    random = np.random.default_rng(seed)
    asked = []
    for place in random.integers(len(texts), size=count).tolist():
        text = texts[place]
        size = min(len(text), int(random.integers(LEAST_ASKED, MOST_ASKED + 1)))
        asked.append([text[each] for each in random.choice(len(text), size, replace=False).tolist()])
    return asked


def articles(texts: Sequence[Sequence[str]]) -> Iterator[Article]:
    """The passages as articles of OF_ARTICLE passages each, in sentences with a stop word here and there."""
    for number, first in enumerate(range(0, len(texts), OF_ARTICLE)):
        name = f"article-{number}"
        yield Article(
            id=name,
            title=" ".join(texts[first][:2]).title(),
            license=License("CC0"),
            passages=tuple(
                _passage(name, first + place, words)
                for place, words in enumerate(texts[first : first + OF_ARTICLE])
            ),
        )


def _passage(article: str, number: int, words: Sequence[str]) -> Passage:
    halves = [" ".join(words[begin : begin + HALF]) for begin in range(0, len(words), HALF)]
    sentences = [f"The {' of the '.join(halves[place : place + 2])}." for place in range(0, len(halves), 2)]
    spans, begin = [], 0
    for sentence in sentences:
        spans.append(Span(begin, begin + len(sentence)))
        begin += len(sentence) + 1
    return Passage(f"{number:08x}", article, number % OF_ARTICLE + 1, None, " ".join(sentences), tuple(spans))
