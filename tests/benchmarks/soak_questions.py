"""What a soak asks, and the right answers to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.answering import Answerer, reply
from bot.library import load_library
from bot.settings import load_settings

from .accounts import letters
from .misfortunes import ARTICLE, CHANGES, changed


def marked(question: str, number: int) -> str:
    """The question with its capitals set by `number`, by which alone it can be told from others."""
    places = [place for place, letter in enumerate(question) if letter.isalpha()]
    capitals = {place for bit, place in enumerate(places) if number >> bit & 1}
    return "".join(c.upper() if place in capitals else c.lower() for place, c in enumerate(question))


class Right:
    """The right answers to a question, by each version of the article that may be live."""

    def __init__(self, folder: Path, titles: Sequence[str] = ("Trotskyism",)) -> None:
        """`titles`: of the articles there are, by which a no is worded."""
        self._titles = titles
        self._answerers: list[Answerer] = []
        for number, change in enumerate(CHANGES):
            version = folder / str(number)
            version.mkdir(parents=True)
            (version / ARTICLE).write_text(changed(change), encoding="utf-8")
            settings = load_settings(None, {"FOOTNOTE_KNOWLEDGE": str(version)})
            self._answerers.append(Answerer(load_library(version), settings))

    def to(self, question: str) -> frozenset[str]:
        """What the answer's card must hold, as letters: the highlighted sentence, or the honest no."""
        answers = [answerer.answer(question) for answerer in self._answerers]
        return frozenset(
            letters(a.passages[0].highlight_text if a.passages else reply(a, self._titles)) for a in answers
        )
