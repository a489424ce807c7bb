"""One slip of the finger a question, on a keyboard with the letters of QWERTY."""

from __future__ import annotations

import re
from random import Random

from bot.search.text.tokenizer import Tokenizer

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4


def _neighbours() -> dict[str, str]:
    keys = {key: (row, column) for row, letters in enumerate(_ROWS) for column, key in enumerate(letters)}
    return {
        key: "".join(
            other
            for other, (r, c) in keys.items()
            if other != key and abs(r - row) <= 1 and abs(c - column) <= 1
        )
        for key, (row, column) in keys.items()
    }


NEIGHBOURS = _neighbours()


def with_typo(question: str, tokenizer: Tokenizer, random: Random) -> str:
    """`question` with one content word of four letters or more mistyped: a letter replaced by a neighbour on
    the keyboard, left out, typed twice with a neighbour, or swapped with the next; its first letter stays."""
    stop = {word.start for word in tokenizer.tokens(question) if word.is_stop}
    words = [
        m for m in re.finditer(r"[A-Za-z]+", question) if len(m[0]) >= _SHORTEST and m.start() not in stop
    ]
    if not words:
        return question
    chosen = random.choice(words)
    word = chosen[0]
    place = random.randrange(1, len(word))
    neighbour = random.choice(NEIGHBOURS[word[place].lower()])
    swap = min(place, len(word) - 2)
    mistyped = random.choice(
        (
            word[:place] + neighbour + word[place + 1 :],
            word[:place] + word[place + 1 :],
            word[:place] + neighbour + word[place:],
            word[:swap] + word[swap + 1] + word[swap] + word[swap + 2 :],
        )
    )
    return question[: chosen.start()] + mistyped + question[chosen.end() :]
