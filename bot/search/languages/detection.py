"""In which language a question is: by its script, and by the language's empty words.

Cavnar and Trenkle, N-Gram-Based Text Categorization, 1994, found that a text of 300 letters is needed for
n-grams; a question has 40, of which the empty words tell most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import log

from bot.search.data.frequencies import common_words, frequencies, table_codes
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

GRADED = 1000
"""Words of a language's table that tell it by how common they are, where its empty words don't."""

FIRST_RANK = 8
"""Added to a word's rank: the first ones of a table are not many times as common as the next."""

LEAST_COMMONNESS, AHEAD = 4.0, 1.5
"""Nats: a language is told where its words are so common, and so far ahead of those of every other."""

TELLING_LETTER = 3.0
"""Nats: what a letter counts that the neighbours of a language seldom have."""

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
    found = _by_empty_words(text, candidates) or _by_commonness(text, candidates)
    # Of several languages in one script of their own, the commonest where nothing tells another.
    unclear = candidates[0] if candidates[0] in _OTHER_SCRIPTS else None
    return found or unclear


def is_likelier_in(text: str, code: str, than: str) -> bool:
    """Whether the words of `text` are together more common in the language of `code` than in another.

    "The dog's breed" has one word that Danish has and English has seldom, and is English.
    """
    words = [folded(match[0]) for match in _WORD.finditer(_CAPITALISED.sub("", text[:LONGEST_READ]).lower())]
    here, there = frequencies(code), frequencies(than)
    return sum(map(here.of, words)) < sum(map(there.of, words))


def _by_empty_words(text: str, candidates: Sequence[str]) -> str | None:
    """The language that most of the empty words of `text` are of, where it is clear."""
    scores = _scores(text, candidates)
    if not scores:
        return None
    first, *others = sorted(scores, key=lambda code: (-scores[code], code))
    is_clear = all(scores[first] >= CLEAR * scores[other] for other in others[:1])
    # A name is common in one language alone: "france" tells no French where three other words are English.
    counts = _counts(text, candidates)
    has_most = 2 * counts[first] >= max(counts.values())
    return first if scores[first] >= LEAST_SCORE and is_clear and has_most else None


def _by_commonness(text: str, candidates: Sequence[str]) -> str | None:
    """The language in which the words of `text` are commonest, where it is far ahead of the others.

    "Quanto è lunga la linea?" has no empty word that Italian alone has, but all of them are common there.
    """
    words = [(folded(match[0]), match[0]) for match in _WORD.finditer(text)]
    scores: dict[str, float] = {}
    for code in candidates:
        commonness, letters = _commonness(code), _LETTERS.get(code, "")
        scores[code] = sum(
            commonness.get(word, 0.0) * (1 if len(word) > 1 else LETTER_ALONE)
            + TELLING_LETTER * any(letter in letters for letter in written)
            for word, written in words
        )
    first, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    is_told = scores[first] >= LEAST_COMMONNESS and scores[first] - scores[second] >= AHEAD
    return first if is_told else None


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


def _counts(text: str, candidates: Sequence[str]) -> Mapping[str, int]:
    """How many different words of `text` are empty words of each of the languages, or have its letters."""
    words = {(folded(match[0]), match[0]) for match in _WORD.finditer(text)}
    return {
        code: sum(
            word in _empty_words(code) or any(letter in _LETTERS.get(code, "") for letter in written)
            for word, written in words
        )
        for code in candidates
    }


@cache
def _known_codes() -> Sequence[str]:
    """The languages that have a table of frequencies or a data file."""
    return sorted({*language_codes(), *table_codes()})


@cache
def _commonness(code: str) -> Mapping[str, float]:
    """How much more common each common word of a language is than the last of them, in nats, by Zipf's law.

    A stop word that isn't among them counts as one after the most common ones.
    """
    words = list(common_words(code, GRADED))
    commonness = {word: log(GRADED / (rank + FIRST_RANK)) for rank, word in enumerate(words)}
    return dict.fromkeys(_stop_words(code), log(GRADED / (MOST_COMMON + FIRST_RANK))) | commonness


@cache
def _empty_words(code: str) -> frozenset[str]:
    return frozenset(common_words(code, MOST_COMMON)) | _stop_words(code)


def _stop_words(code: str) -> frozenset[str]:
    text = folded(str(language_file(code).sections.get("words", {}).get("stop_words", "")))
    return frozenset(text.split()) | frozenset(text.replace("'", "").split())
