"""Splits a text into its words as they are written, in every script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.search.folding import APOSTROPHES
from bot.search.text.segmenter import Segmenter

LONGEST_WORD = 100
"""Characters that are read of a word, more than people write. One character may decompose into eighteen, and
sorting accents stacked on one letter takes time that grows with their square."""

# Scripts without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_HANGUL = "\uac00-\ud7a3"
# Vowel signs and points, which Python's \w doesn't take for parts of a word.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])"
_PLAIN = r"[^\W\d_]"
_POSSESSIVE = rf"(?:[{APOSTROPHES}]s(?!\w))?"

SIGNS = "+#&♯"
"""Signs that are part of a name: C++, C#, F♯, AT&T. Elsewhere they part words."""

_BEGINNING = (
    rf"[{_UNSPACED}]+"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])"  # 1917, 1,000, 4th, 1920s, 3.5
    rf"|(?:{_PLAIN}\.){{2,}}|{_PLAIN}\.{_PLAIN}(?![\w.])"  # U.S., V.I., U.S
)
_ORDINARY = rf"|{_LETTER}+(?:[{APOSTROPHES}]{_LETTER}+)*"
_NAMES = (
    # AT&T, R&B, M&Ms: one side has at most two letters, else the sign stands for "and".
    rf"|(?<![\w&])(?:{_PLAIN}{{1,2}}&{_PLAIN}{{1,4}}|{_PLAIN}{{3,4}}&{_PLAIN}{{1,2}}){_POSSESSIVE}(?![\w&])"
    # C++, C++11, C#, A+, Notepad++, Google+.
    rf"|{_LETTER}+(?:\+\+(?!{_PLAIN}|[+#])|\#(?![\w+#])|♯(?!\w)|\+(?![\w+])){_POSSESSIVE}"
    rf"|(?<![^\s(\[{{\"“„«‘'])\.[A-Za-z]{{2,}}{_POSSESSIVE}(?![\w.])"  # .NET, .com
)
_WORD = re.compile(_BEGINNING + _ORDINARY)
_WORD_OR_NAME = re.compile(_BEGINNING + _NAMES + _ORDINARY)
_MAY_HOLD_NAMES = re.compile(r"[+#&♯]|(?<!\w)\.[A-Za-z]")
"""Most texts have none of these; they are split in two thirds of the time."""

# What makes a text more than ordinary words: signs and dots that may belong to a name or join two words,
# scripts that are segmented, marks, emoji.
_MORE_THAN_WORDS = re.compile(rf"[+#&♯\u20e3\u2139{_UNSPACED}{_HANGUL}{_MARKS}]|[-‐‑.](?=\S)")
# What `_WORD` matches where none of that is in the text. It takes half the time.
_PLAIN_WORD = re.compile(rf"\d+(?:,\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
# Where none of this is in a text of ASCII, its words are its runs of letters and digits.
# It begins with a set of characters, and so takes a fifth of the time.
_MORE_THAN_RUNS = re.compile(
    r"[+#&'`.\d-](?:(?<=[+#&'`])|(?<=[-.])(?=\S)|(?<=\d)(?:,\d|(?!(?:st|nd|rd|th|s)(?![A-Za-z0-9]))[A-Za-z]))"
)
_BLANKS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))

END = "\0"
"""Stands behind the words of each of several texts."""

_BLANKS_AND_ENDS = _BLANKS.replace(" ", END, 1)

# Emoji that hold a digit or a letter: a keycap, the sign of information.
_EMOJI = re.compile("[0-9#*]\ufe0f?\u20e3|\u2139\ufe0f?")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_HAS_HANGUL = re.compile(rf"[{_HANGUL}]")


def plain_pieces(text: str) -> list[str] | None:
    """The words of `text` as `pieces` gives them but in full length; None where they need a closer look.

    None of them is joined to the one before by a hyphen or a dot.
    """
    if text.isascii() and not _MORE_THAN_RUNS.search(text):
        return text.translate(_BLANKS).split()
    return None if _MORE_THAN_WORDS.search(text) else _PLAIN_WORD.findall(text)


def plain_pieces_of(texts: Sequence[str]) -> list[str] | None:
    """The words of each text and END; None where one needs a closer look, if only `plain_pieces`'s."""
    text = f" {END} ".join([*texts, ""])
    if text.isascii() and not _MORE_THAN_RUNS.search(text) and text.count(END) == len(texts):
        return text.translate(_BLANKS_AND_ENDS).split()
    return None


def pieces(text: str, segmenter: Segmenter | None) -> Iterator[tuple[int, str]]:
    """Each word of `text` as it is written, and its offset.

    `segmenter` finds the words of a script without spaces, and the morphemes of Korean; without one, pairs
    of characters stand for words.
    """
    words = _WORD_OR_NAME if _MAY_HOLD_NAMES.search(text) else _WORD
    if text.isascii():
        for match in words.finditer(text):
            yield match.start(), match[0][:LONGEST_WORD]
        return
    text = _EMOJI.sub(lambda emoji: " " * len(emoji[0]), text)
    for match in words.finditer(text):
        start, piece = match.start(), match[0]
        is_unspaced = _IS_UNSPACED.match(piece) is not None
        if segmenter is not None and (is_unspaced or _HAS_HANGUL.match(piece)):
            for offset, word in segmenter.segment(piece):
                yield start + offset, word[:LONGEST_WORD]
        elif is_unspaced and len(piece) > 1:
            # Without a dictionary, pairs of characters find what words would.
            for offset in range(len(piece) - 1):
                yield start + offset, piece[offset : offset + 2]
        else:
            yield start, piece[:LONGEST_WORD]
