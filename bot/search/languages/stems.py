"""Stems of languages that Snowball lacks, by a few rules for what inflects most."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

# Kanji, then the hiragana that inflect: 届く, 届き, 届い. A word of hiragana alone loses its last one.
_OKURIGANA = re.compile(r"([\u3005\u3400-\u4dbf\u4e00-\u9fff]+)[\u3041-\u3096]{1,3}")
_HIRAGANA = re.compile(r"([\u3041-\u3096]{2,})[\u3041-\u3096]")

_UKRAINIAN_REFLEXIVE = re.compile(r"(?<=\w{4})с[яь]$")
_UKRAINIAN_ENDING = re.compile(
    r"(?<=\w{3})(?:(?:[оую]ва|[аеиіуюя])(?:ти|ла|ло|ли|в|но|то)|[ую]?(?:ють|є|ємо|єте)"  # of verbs
    r"|ей|еї|еєм|еям|еях|еями|ими|іми|ами|ями|ого|ому|ові|еві|єві|уть|ять|ать|имо|ете|ої|ою|ею|єю|ий|ій|их|іх|им|ім"
    r"|ам|ям|ах|ях|ів|їв|ом|ем|єм|ає|яє|ить|їть|ння|нню|нням|[аеиіїйоуюяь])$"
)
_UKRAINIAN_CLOSED = re.compile(r"(?<=\w)[іо](?=[бвгґджзклмнпрстфхцчшщ]{1,2}$)")

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
"""A syllable is numbered (consonant · 21 + vowel) · 28 + final (The Unicode Standard, 3.12, Hangul)."""

_SS = 20
"""The final consonant ㅆ: the mark of the past, contracted with the vowel before it."""

_UNCONTRACTED = {6: 20, 9: 8, 14: 13, 10: 11, 1: 0}
"""The vowel that is left where the past is taken off: ㅕ ㅣ, ㅘ ㅗ, ㅝ ㅜ, ㅙ ㅚ, ㅐ ㅏ."""


def japanese(word: str) -> str:
    """The part of a word that its inflected forms have in common."""
    match = _OKURIGANA.fullmatch(word) or _HIRAGANA.fullmatch(word)
    return match[1] if match else word


def korean(word: str) -> str:
    """A verb without the mark of the past that has grown together with its last syllable: 걸렸 → 걸리."""
    if not word or not _FIRST_SYLLABLE <= ord(word[-1]) <= _LAST_SYLLABLE:
        return word
    consonant_and_vowel, final = divmod(ord(word[-1]) - _FIRST_SYLLABLE, _FINALS)
    if final != _SS:
        return word
    consonant, vowel = divmod(consonant_and_vowel, _VOWELS)
    vowel = _UNCONTRACTED.get(vowel, vowel)
    return word[:-1] + chr(_FIRST_SYLLABLE + (consonant * _VOWELS + vowel) * _FINALS)


def ukrainian(word: str) -> str:
    """A word without the commonest endings of nouns, adjectives and verbs, and with о for the і that a closed
    syllable has in its place: рік and року, ніч and ночі.
    """
    word = _UKRAINIAN_REFLEXIVE.sub("", word)
    stem = _UKRAINIAN_ENDING.sub("", word)
    return _UKRAINIAN_CLOSED.sub("о", stem)


STEMS: Mapping[str, Callable[[str], str]] = {"ja": japanese, "ko": korean, "uk": ukrainian}
"""Language code → folded word → stem."""
