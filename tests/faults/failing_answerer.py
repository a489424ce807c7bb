"""`footnote` with a bug: a question with a certain word raises an error that repeats the question."""

from __future__ import annotations

from typing import Any

from bot.answering import Answer, Answerer
from bot.cli import main

WORD = "stumbleworthy"


class FailingAnswerer(Answerer):
    """Fails where the question has the word."""

    def answer(self, question: str, *arguments: Any, **options: Any) -> Answer:
        """An answer, or an error whose message holds the question."""
        if WORD in question:
            raise ValueError(f"can't think of an answer to {question!r}")
        return super().answer(question, *arguments, **options)


if __name__ == "__main__":
    import bot.answering.library_cache

    vars(bot.answering.library_cache)["Answerer"] = FailingAnswerer
    main()
