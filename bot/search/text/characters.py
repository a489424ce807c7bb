"""Words of a script without spaces that hold one another: 建 ("build") stands in 建于 ("built in") and 建造.

A segmenter parts a text into words of one to three characters, now so and now otherwise, and hardly an ending
tells two forms of a word: the characters do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

MOST_ADDED = 2
"""Characters that a word has beside those of the other."""

MOST_HOLDING = 24
"""Words holding another that are returned, the shortest ones."""

_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u3400", "\u9fff"


def by_character(words: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """The numbers of the words that have each ideograph, ascending."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for character in dict.fromkeys(filter(_is_ideograph, word)):
            found[character].append(number)
    return found


def holding(word: str, words: Sequence[str], index: Mapping[str, Sequence[int]]) -> Sequence[int]:
    """The numbers of the words that hold `word` or, if they have two characters or more, stand in it.

    `index` is that of `words` by character. None where `word` has another character than ideographs.
    """
    if not word or not all(map(_is_ideograph, word)):
        return ()
    near = dict.fromkeys(number for character in word for number in index.get(character, ()))
    found = [number for number in near if _is_held(word, words[number])]
    return sorted(found, key=lambda number: (abs(len(words[number]) - len(word)), number))[:MOST_HOLDING]


def _is_held(word: str, other: str) -> bool:
    shorter, longer = sorted((word, other), key=len)
    is_part = 0 < len(longer) - len(shorter) <= MOST_ADDED and shorter in longer
    return is_part and (shorter == word or len(shorter) > 1)


def _is_ideograph(character: str) -> bool:
    return _FIRST_IDEOGRAPH <= character <= _LAST_IDEOGRAPH
