"""Text → the pieces of words that the encoder knows, by number: BERT's uncased tokenizer.

Devlin et al., "BERT", 2019 (https://arxiv.org/abs/1810.04805); Wu et al., "Google's Neural Machine
Translation System", 2016 (https://arxiv.org/abs/1609.08144), section 4.1, for WordPiece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from bot.search.remembering import remembering

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"

LONGEST_WORD = 100
"""Letters of a word beyond which it counts as unknown, as in the original."""

_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
"""Code points of ideographs, each of which is a word of its own."""


class WordPiece:
    """The tokenizer, made of its vocabulary: a piece a line, the number of the line its number."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers: Mapping[str, int] = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[UNKNOWN]
        self._pieces = remembering(self._pieces_of, 4096)

    def encode(self, text: str, most: int) -> list[int]:
        """The numbers of `text`, between those for its beginning and its end; `most` at the most."""
        return self.encode_words(text, most)[0]

    def encode_words(self, text: str, most: int) -> tuple[list[int], list[str]]:
        """The same, and the word that each number is a piece of: "" for the beginning and the end."""
        numbers, words = [self._numbers[BEGIN]], [""]
        for word in _words(text):
            pieces = self._pieces(word)
            numbers += pieces
            words += [word] * len(pieces)
            if len(numbers) >= most:
                break
        return [*numbers[: most - 1], self._numbers[END]], [*words[: most - 1], ""]

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        """The longest known piece at the beginning, then the longest that goes on (`##…`), and so forth."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._numbers.get(("##" if start else "") + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self._unknown,)
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    """Words in small letters and without accents; punctuation marks and ideographs each alone."""
    word: list[str] = []
    for letter in _plain(text):
        if letter.isspace():
            alone = False
        elif _is_punctuation(letter) or _is_ideograph(letter):
            alone = True
        else:
            word.append(letter)
            continue
        if word:
            yield "".join(word)
            word.clear()
        if alone:
            yield letter
    if word:
        yield "".join(word)


def _plain(text: str) -> str:
    """Control characters out, white space as spaces, small letters, accents off."""
    kept = (" " if each in "\t\n\r" or unicodedata.category(each) == "Zs" else each for each in text)
    clean = "".join(each for each in kept if each == " " or not _is_control(each))
    if clean.isascii():
        return clean.lower()
    parts = unicodedata.normalize("NFD", clean.lower())
    return "".join(each for each in parts if unicodedata.category(each) != "Mn")


def _is_control(letter: str) -> bool:
    return letter in "\x00\ufffd" or unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs")


def _is_punctuation(letter: str) -> bool:
    """Whether it is punctuation by Unicode, or an ASCII character that is no letter, digit or space."""
    code = ord(letter)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return code > 127 and unicodedata.category(letter).startswith("P")


def _is_ideograph(letter: str) -> bool:
    code = ord(letter)
    return code >= 0x3400 and any(first <= code <= last for first, last in _CJK)
