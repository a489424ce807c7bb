"""In which language a question is: by its script, and by the language's empty words.

Cavnar and Trenkle, N-Gram-Based Text Categorization, 1994, found that a text of 300 letters is needed for
n-grams; a question has 40, of which the empty words tell most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from bot.search.data.frequencies import first_words, table_codes
from bot.search.folding import folded
from bot.search.languages.reader import language_codes, language_file

MOST_COMMON = 150
"""Words of a language's table that tell it, beside the empty words of its data file."""

LEAST_SCORE = 0.8
"""An empty word that one language alone has tells it; of words that several have, more are needed."""

CLEAR = 1.3
"""A language is told where its score is so many times that of every other."""

LETTER_ALONE = 0.5
"""What an empty word of one letter counts: it may be an initial or a part of a formula."""

LONGEST_READ = 500
"""Characters of a question that are read."""

# A word with a capital that isn't the first is most likely a name, which says nothing of the question.
_CAPITALISED = re.compile(r"(?<=\w\s)[A-ZÀ-Þ]\w*")
_WORD = re.compile(r"[^\W\d_]+")

_SCRIPTS: Sequence[tuple[str, Sequence[str]]] = (
    ("\u3040-\u30ff", ("ja",)),
    ("\uac00-\ud7a3\u1100-\u11ff", ("ko",)),
    ("\u3400-\u4dbf\u4e00-\u9fff", ("zh", "ja")),
    ("\u0e00-\u0e7f", ("th",)),
    ("\u0370-\u03ff", ("el",)),
    ("\u0530-\u058f", ("hy",)),
    ("\u0590-\u05ff", ("he", "yi")),
    ("\u0b80-\u0bff", ("ta",)),
    ("\u0900-\u097f", ("hi", "ne")),
    ("\u0600-\u06ff", ("ar", "fa")),
    ("\u0400-\u04ff", ("ru", "uk", "bg", "sr")),
)
"""Ranges of letters, and the languages that are written with them; the first of a script is the commonest."""

_SCRIPT_PATTERNS = tuple((re.compile(f"[{letters}]"), codes) for letters, codes in _SCRIPTS)
_OTHER_SCRIPTS = frozenset(code for _, codes in _SCRIPTS for code in codes)

_LETTERS: Mapping[str, str] = {
    "cs": "ěřůť",
    "de": "ß",
    "es": "¿¡ñ",
    "fa": "پچژگیک",
    "hu": "őű",
    "pl": "ąęłńśźż",
    "pt": "ãõ",
    "ro": "țșă",
    "ru": "ыэё",
    "sr": "ђћјљњџ",
    "tr": "ışğ",
    "uk": "іїєґ",
    "vi": "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđ",
    "yi": "ײױװ",
}
"""Letters that a language has and its neighbours seldom have: a word with one counts like an empty word."""


def detected_language(text: str) -> str | None:
    """The code of the language that `text` is most likely in; None where nothing tells it."""
    text = _CAPITALISED.sub("", text[:LONGEST_READ]).lower()
    candidates = _candidates(text)
    if len(candidates) == 1:
        return candidates[0]
    scores = _scores(text, candidates)
    # Of several languages in one script of their own, the commonest where nothing tells another.
    unclear = candidates[0] if candidates[0] in _OTHER_SCRIPTS else None
    if not scores:
        return unclear
    first, *others = sorted(scores, key=lambda code: (-scores[code], code))
    is_clear = all(scores[first] >= CLEAR * scores[other] for other in others[:1])
    return first if scores[first] >= LEAST_SCORE and is_clear else unclear


def _candidates(text: str) -> Sequence[str]:
    """The languages that are written in the script of most of the letters of `text`."""
    letters = sum(letter.isalpha() for letter in text)
    for pattern, codes in _SCRIPT_PATTERNS:
        count = len(pattern.findall(text))
        # Japanese mixes kana with more Chinese characters; names in Latin letters stand in every script.
        if count and (codes == ("ja",) or 2 * count >= letters):
            return codes[:1] if codes[0] == "zh" else codes
    return [code for code in _known_codes() if code not in _OTHER_SCRIPTS]


def _scores(text: str, candidates: Sequence[str]) -> Mapping[str, float]:
    """What the words of `text` say for each of the languages: the fewer of them have a word, the more."""
    scores: dict[str, float] = defaultdict(float)
    for match in _WORD.finditer(text):
        word = folded(match[0])
        having = [code for code in candidates if word in _empty_words(code)]
        for code in having:
            scores[code] += (1 if len(word) > 1 else LETTER_ALONE) / len(having)
    for code in candidates:
        letters = _LETTERS.get(code, "")
        scores[code] += sum(any(letter in letters for letter in match[0]) for match in _WORD.finditer(text))
        scores[code] += any(letter in text for letter in letters if not letter.isalpha())
    return {code: score for code, score in scores.items() if score > 0}


@cache
def _known_codes() -> Sequence[str]:
    """The languages that have a table of frequencies or a data file."""
    return sorted({*language_codes(), *table_codes()})


@cache
def _empty_words(code: str) -> frozenset[str]:
    stop_words = language_file(code).sections.get("words", {}).get("stop_words", "")
    return first_words(code, MOST_COMMON) | frozenset(folded(str(stop_words)).split())
