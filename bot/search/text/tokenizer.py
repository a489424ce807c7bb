"""Text → tokens: split, folded, stemmed, stop words marked."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from bot.search.folding import APOSTROPHES, folded, lowered
from bot.search.languages.profile import DOTTING_I, Language, language_of
from bot.search.remembering import remembering
from bot.search.text.segmenter import Segmenter
from bot.search.text.splitting import LONGEST_WORD, SIGNS, pieces

CACHED_WORDS = 50_000
"""Words whose analysis is kept, so that a question costs microseconds; those used longest ago are dropped."""

MOST_QUESTION_TOKENS = 250
"""Tokens that are read of a question: two thirds of what Discord's 2,000 characters hold. People use ten."""

JOINING = frozenset("-‐‑.")
"""Characters that join two tokens where nothing else stands between them."""

_SIGNS = frozenset(SIGNS)
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)")
"""A number by which nothing is counted: 2nd, 1920s."""

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


class Token(NamedTuple):
    """A word of a text, analysed.

    `start` is its offset in the text, `raw` the word as it is written, `surface` folded. `stem` is the stem
    of the word with its accents, `plain` that of the word without them: what a reader who leaves out the
    accents types. `is_joined`: a hyphen or a dot joins it to the token before (co-leader, Node.js).
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
        self._analysed = remembering(self.analyse, CACHED_WORDS)
        self.ignores_capitals = self.language.code not in DOTTING_I
        """Whether a word of plain letters is the same one with a capital: Turkish has two letters I."""
        self.segmenter = segmenter_of(self.language.code) if self.language.is_segmented else None

    def tokens(self, text: str, limit: int | None = None) -> list[Token]:
        """The tokens of `text` in order, stop words included; of no more than its first `limit` words."""
        tokens: list[Token] = []
        analysed, end = self._analysed, 0
        has_common_stop_words = self.language.common_stop_words > 0
        for start, raw in islice(pieces(text, self.segmenter), limit):
            surface, stem, plain, is_stop = analysed(raw)
            if surface:
                # Stop words taken from a frequency table are merely common: a name among them isn't one.
                if is_stop and has_common_stop_words and tokens and raw[0].isupper():
                    is_stop = False
                is_joined = end == start - 1 and bool(tokens) and text[end] in JOINING
                tokens.append(_new_token(Token, (start, raw, surface, stem, plain, is_stop, is_joined)))
                end = start + len(raw)
        return tokens

    def content_stems(self, text: str) -> list[str]:
        """The stems of the words of `text` that aren't stop words, in order."""
        return [token.stem for token in self.tokens(text) if not token.is_stop]

    def content_words(self, question: str) -> list[str]:
        """The folded words of `question` that aren't stop words, in order."""
        return [token.surface for token in self.tokens(question, MOST_QUESTION_TOKENS) if not token.is_stop]

    def analyse(self, raw: str) -> tuple[str, str, str, bool]:
        """A word's surface, stem, plain stem, and whether it is a stop word; "" where nothing is left.

        What was analysed isn't kept here: `tokens` does that.
        """
        language = self.language
        if language.elisions:
            raw = _without_elision(raw, language)
        if raw[0] == "." or not _SIGNS.isdisjoint(raw):
            return self._analyse_name(raw)
        if language.keeps_accents:
            return self._analyse_with_accents(raw)
        # Most words are plain letters, of which nothing is left out.
        is_plain = raw.isascii() and raw.isalpha() and self.ignores_capitals
        surface = raw.lower() if is_plain else _bare(folded(raw))[:LONGEST_WORD]
        # "US" and "IT" are names, not pronouns.
        is_name = len(raw) > 1 and raw.isupper() and raw.isascii()
        is_stop = surface in language.stop_words and not is_name
        surface = language.standard(surface)
        if not surface:
            return "", "", "", False
        plain = language.stem(surface)
        if is_plain:
            return surface, plain or surface, plain or surface, is_stop
        # Some stemmers need the accents: German "Häuser" has its stem in common with "Haus".
        accented = _bare(language.lowered(raw))[:LONGEST_WORD]
        stem = plain if accented.isascii() else folded(language.stem(accented))
        return surface, stem or surface, plain or surface, is_stop

    def _analyse_with_accents(self, raw: str) -> tuple[str, str, str, bool]:
        """The same where the accents tell words apart; without them a word is any of those that lack them."""
        surface = _bare(lowered(raw))[:LONGEST_WORD]
        return surface, surface, folded(surface), surface in self.language.stop_words

    def _analyse_name(self, raw: str) -> tuple[str, str, str, bool]:
        """The same for a name with signs, such as C++, AT&T or .NET: the signs are kept.

        What a reader who leaves them out types ("notepad", "att") finds a name of several letters, too; the
        name C++ isn't found by C.
        """
        surface = folded(raw).removesuffix("'s").replace("♯", "#")
        letters = "".join(letter for letter in surface if letter not in f".{SIGNS}")
        return surface, surface, self.language.stem(letters) if len(letters) > 1 else surface, False


@cache
def segmenter_of(code: str) -> Segmenter:
    """The segmenter of the language with this code, by its table of frequencies."""
    return Segmenter(language_of(code).frequencies.information)


def _without_elision(raw: str, language: Language) -> str:
    """A word without what another one has left before its apostrophe: "eau" of "l'eau".

    What a question phrase begins with stays whole: "qu'est-ce".
    """
    before, apostrophe, word = folded(raw).partition("'")
    if not (apostrophe and word and before in language.elisions):
        return raw
    return raw if before + word in language.questions.first_words else _APOSTROPHE.split(raw, maxsplit=1)[1]


def _bare(word: str) -> str:
    """A word in lower case without possessive, apostrophes, dots, the commas of thousands, ordinal ending."""
    if word[:1].isdigit():
        ordinal = ORDINAL.fullmatch(word)
        word = ordinal[1] if ordinal else word
        return word.replace(",", "") if _THOUSANDS.fullmatch(word) else word
    if "." in word:
        word = word.replace(".", "")
    return word.removesuffix("'s").replace("'", "")
