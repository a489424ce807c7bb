"""Case and accents folded, so that a word is one word however a reader or an article writes it."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "'’ʼ‘＇`´"

# Replaced before any decomposition, which would turn some of them into a space and an accent.
_PLAIN_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | dict.fromkeys(APOSTROPHES, "'")
)

# Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. й and ї are letters of their own, and the
# marks of Indian scripts are vowels: they stay.
_ACCENTS = re.compile(
    "(?<!и)\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f\u0591-\u05c7\u064b-\u0655\u0670]"
)


def folded(text: str) -> str:
    """`text` in lower case, without accents, with plain apostrophes."""
    text = lowered(text)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed).translate(_LETTERS))


def lowered(text: str) -> str:
    """`text` in lower case, with its accents, with plain apostrophes."""
    text = text.casefold() if text.isascii() else text.lower().translate(_PLAIN_APOSTROPHES)
    return text if text.isascii() else unicodedata.normalize("NFC", text)
