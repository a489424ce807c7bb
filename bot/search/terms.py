"""Text → terms: folded, split, stemmed words without those that every text has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import Stemmer

# Words that carry a sentence or a question without saying what it is about. The last lines are a
# reader's words for what a footnote is: who asks for a source asks about everything else he names.
ENGLISH_STOP_WORDS = frozenset(
    (
        "a an the this that these those there here it its itself he him his himself she her hers herself "
        "they them their theirs themselves we us our ours ourselves i me my mine myself you your yours "
        "yourself am is are was were be been being do does did doing done have has had having can could "
        "may might must shall should will would let and or but nor so yet if then than as at by for from "
        "in into of on onto off out over to up upon with within without about against between during "
        "after before above below under again further once not no only own same too very just also any "
        "all both each few more most other some such every either neither what which who whom whose when "
        "where why how many much whether tell know please explain describe source sources citation "
        "citations cite cited reference references footnote footnotes "
    ).split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_ORDINAL_WORDS = dict(
    enumerate(
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
    )
)


class Terms:
    """How texts of one language become terms. Languages that Snowball doesn't know go without stems."""

    def __init__(self, language: str) -> None:
        code = language.split("-")[0].lower()
        self._stemmer = _stemmer(code)
        self._stop_words = ENGLISH_STOP_WORDS if code == "en" else frozenset[str]()

    def of(self, text: str) -> list[str]:
        """The terms of `text`, in order."""
        return [self._stem(word) for word in words(text) if word not in self._stop_words]

    def content_words(self, text: str) -> list[str]:
        """The words of `text` that aren't stop words, unstemmed, in order."""
        return [word for word in words(text) if word not in self._stop_words]

    def _stem(self, word: str) -> str:
        return str(self._stemmer.stemWord(word)) if self._stemmer else word


def _stemmer(code: str) -> Any | None:
    try:
        return Stemmer.Stemmer(code)
    except KeyError:
        return None


def words(text: str) -> Iterator[str]:
    """The words of `text` in small letters, without accents and possessives, ordinals written out."""
    for match in _WORD.finditer(folded(text)):
        word = _POSSESSIVE.sub("", match[0])
        ordinal = _ORDINAL.fullmatch(word)
        word = _ORDINAL_WORDS.get(int(ordinal[1]), ordinal[1]) if ordinal and len(word) < 12 else word
        if word:
            yield word


def folded(text: str) -> str:
    """`text` in small letters and without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
