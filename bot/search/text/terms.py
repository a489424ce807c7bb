"""Text → words: folded, split, stemmed, told apart from those that every text has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.search.languages.language import Language, language_of
from bot.search.text.folding import APOSTROPHES, folded, lowered

KEPT_WORDS = 50_000
"""Words whose analysis is remembered, so that a question costs microseconds; old ones are forgotten."""

LONGEST_WORD = 100
"""Letters that are read of a word, more than people write: one sign may unfold to eighteen letters, and
accents stacked on one letter are put in order in a time that grows with their square."""

MOST_WORDS = 250
"""Words that are read of a question: two thirds of what Discord's 2,000 characters hold. People use ten."""

# Scripts that put no space between words: Han, kana, Thai, Lao, Khmer, Burmese.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Vowel signs and points, which Python's \w doesn't take for parts of a word.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])"
_WORD = re.compile(
    rf"[{_UNSPACED}]+"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])"  # 1917, 1,000, 4th, 1920s
    r"|(?:[^\W\d_]\.){2,}"  # U.S., V.I.
    rf"|{_LETTER}+(?:[{APOSTROPHES}]{_LETTER}+)*"
)
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_HYPHENS = frozenset("-‐‑")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


class Word(NamedTuple):
    """A word of a text: where it begins, as it is written, folded, stemmed; whether every text has it.

    `plain` is the stem of the folded word: what a reader who leaves out the accents types. `is_joined`:
    a hyphen joins it to the word before.
    """

    start: int
    raw: str
    surface: str
    stem: str
    plain: str
    is_stop: bool
    is_joined: bool = False

    def __repr__(self) -> str:
        """Where the word stands; an asker's words stand in no log."""
        return f"<Word at {self.start}>"


_word = tuple.__new__
"""Word's own constructor takes three times as long, and articles have many words."""


class Terms:
    """How texts of one language become words. Languages that Snowball doesn't know go without stems."""

    def __init__(self, tag: str) -> None:
        self.language: Language = language_of(tag)
        self._stops_are_common = self.language.code != "en"
        self._analysed = lru_cache(KEPT_WORDS)(self._analyse)

    def words(self, text: str, most: int | None = None) -> list[Word]:
        """The words of `text`, in order, stop words included; no more than the first `most` are looked at."""
        words: list[Word] = []
        analysed, end = self._analysed, 0
        for start, raw in islice(_pieces(text), most):
            surface, stem, plain, is_stop = analysed(raw)
            if surface:
                # Where the stop words are merely common words, a name among them isn't one.
                if is_stop and self._stops_are_common and words and raw[0].isupper():
                    is_stop = False
                is_joined = end == start - 1 and bool(words) and text[end] in _HYPHENS
                words.append(_word(Word, (start, raw, surface, stem, plain, is_stop, is_joined)))
                end = start + len(raw)
        return words

    def of(self, text: str) -> list[str]:
        """The stems of the words of `text` that aren't stop words, in order."""
        return [word.stem for word in self.words(text) if not word.is_stop]

    def content_words(self, text: str) -> list[str]:
        """The folded words of a question that aren't stop words, in order."""
        return [word.surface for word in self.words(text, MOST_WORDS) if not word.is_stop]

    def _analyse(self, raw: str) -> tuple[str, str, str, bool]:
        language = self.language
        surface = _bare(folded(raw))[:LONGEST_WORD]
        # "US" and "IT" are names, not pronouns.
        is_name = len(raw) > 1 and raw.isupper() and raw.isascii()
        is_stop = surface in language.stop_words and not is_name
        surface = language.standard(surface)
        if not surface:
            return "", "", "", False
        plain = language.stem(surface)
        accented = _bare(lowered(raw))[:LONGEST_WORD]
        stem = plain if accented.isascii() else folded(language.stem(accented))
        return surface, stem or surface, plain or surface, is_stop


def _bare(word: str) -> str:
    """A word in small letters without its possessive, its apostrophes, its dots or commas, its ordinal."""
    if word[:1].isdigit():
        ordinal = _ORDINAL.fullmatch(word)
        word = ordinal[1] if ordinal else word
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    if "." in word:
        word = word.replace(".", "")
    return word.removesuffix("'s").replace("'", "")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    if text.isascii():
        for match in _WORD.finditer(text):
            yield match.start(), match[0][:LONGEST_WORD]
        return
    for match in _WORD.finditer(text):
        piece = match[0]
        if len(piece) > 1 and _IS_UNSPACED.match(piece):
            # Without a dictionary of words, pairs of letters find what words would.
            for offset in range(len(piece) - 1):
                yield match.start() + offset, piece[offset : offset + 2]
        else:
            yield match.start(), piece[:LONGEST_WORD]
