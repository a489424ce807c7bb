"""Text → tokens: split, folded, stemmed, stop words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bot.search.folding import APOSTROPHES, folded, lowered
from bot.search.languages.profile import Language, language_of

CACHED_WORDS = 50_000
"""Words whose analysis is kept, so that a question costs microseconds; those used longest ago are dropped."""

LONGEST_TOKEN = 100
"""Characters that are read of a word, more than people write. One character may decompose into eighteen, and
sorting accents stacked on one letter takes time that grows with their square."""

MOST_QUESTION_TOKENS = 250
"""Tokens that are read of a question: two thirds of what Discord's 2,000 characters hold. People use ten."""

# Scripts without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese.
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


class Token(NamedTuple):
    """A word of a text, analysed.

    `start` is its offset in the text, `raw` the word as it is written, `surface` folded. `stem` is the stem
    of the word with its accents, `plain` that of the word without them: what a reader who leaves out the
    accents types. `is_joined`: a hyphen joins it to the token before.
    """

    start: int
    raw: str
    surface: str
    stem: str
    plain: str
    is_stop: bool
    is_joined: bool = False

    def __repr__(self) -> str:
        """Only where the token stands: an asker's words stand in no log."""
        return f"<Token at {self.start}>"


# Token's own constructor takes three times as long, and articles have many words.
_new_token = tuple.__new__


class Tokenizer:
    """Splits texts of one language into tokens. A language that Snowball lacks goes without stems."""

    def __init__(self, tag: str) -> None:
        """For the language of a tag such as `en` or `de-AT`.

        Raises LanguageFileError where the language's data file is wrong.
        """
        self.tag = tag
        self.language: Language = language_of(tag)
        self._analysed = lru_cache(CACHED_WORDS)(self._analyse)

    def tokens(self, text: str, limit: int | None = None) -> list[Token]:
        """The tokens of `text` in order, stop words included; of no more than its first `limit` words."""
        tokens: list[Token] = []
        analysed, end = self._analysed, 0
        has_common_stop_words = self.language.common_stop_words > 0
        for start, raw in islice(_pieces(text), limit):
            surface, stem, plain, is_stop = analysed(raw)
            if surface:
                # Stop words taken from a frequency table are merely common: a name among them isn't one.
                if is_stop and has_common_stop_words and tokens and raw[0].isupper():
                    is_stop = False
                is_joined = end == start - 1 and bool(tokens) and text[end] in _HYPHENS
                tokens.append(_new_token(Token, (start, raw, surface, stem, plain, is_stop, is_joined)))
                end = start + len(raw)
        return tokens

    def content_stems(self, text: str) -> list[str]:
        """The stems of the words of `text` that aren't stop words, in order."""
        return [token.stem for token in self.tokens(text) if not token.is_stop]

    def content_words(self, question: str) -> list[str]:
        """The folded words of `question` that aren't stop words, in order."""
        return [token.surface for token in self.tokens(question, MOST_QUESTION_TOKENS) if not token.is_stop]

    def _analyse(self, raw: str) -> tuple[str, str, str, bool]:
        """A word's surface, stem, plain stem, and whether it is a stop word; "" where nothing is left."""
        language = self.language
        surface = _bare(folded(raw))[:LONGEST_TOKEN]
        # "US" and "IT" are names, not pronouns.
        is_name = len(raw) > 1 and raw.isupper() and raw.isascii()
        is_stop = surface in language.stop_words and not is_name
        surface = language.standard(surface)
        if not surface:
            return "", "", "", False
        plain = language.stem(surface)
        # Some stemmers need the accents: German "Häuser" has its stem in common with "Haus".
        accented = _bare(lowered(raw))[:LONGEST_TOKEN]
        stem = plain if accented.isascii() else folded(language.stem(accented))
        return surface, stem or surface, plain or surface, is_stop


def _bare(word: str) -> str:
    """A word in lower case without possessive, apostrophes, dots, the commas of thousands, ordinal ending."""
    if word[:1].isdigit():
        ordinal = _ORDINAL.fullmatch(word)
        word = ordinal[1] if ordinal else word
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    if "." in word:
        word = word.replace(".", "")
    return word.removesuffix("'s").replace("'", "")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each word of `text` as it is written, and its offset."""
    if text.isascii():
        for match in _WORD.finditer(text):
            yield match.start(), match[0][:LONGEST_TOKEN]
        return
    for match in _WORD.finditer(text):
        piece = match[0]
        if len(piece) > 1 and _IS_UNSPACED.match(piece):
            # Without a dictionary, pairs of characters find what words would.
            for offset in range(len(piece) - 1):
                yield match.start() + offset, piece[offset : offset + 2]
        else:
            yield match.start(), piece[:LONGEST_TOKEN]
