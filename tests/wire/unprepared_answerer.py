"""`footnote` with an answerer that isn't prepared until a file is there: the one that RELEASED_BY names."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from bot.answering import Answer, Answerer, NotPreparedError
from bot.cli import main


class UnpreparedAnswerer(Answerer):
    """Answers nothing before."""

    def prepare(self, previous: Answerer | None = None) -> None:
        """Wait for the file."""
        while not Path(os.environ["RELEASED_BY"]).exists():
            time.sleep(0.01)
        super().prepare(previous)

    def answer(self, question: str, *arguments: Any, **options: Any) -> Answer:
        """An answer, once the file is there."""
        if not Path(os.environ["RELEASED_BY"]).exists():
            raise NotPreparedError(self)
        return super().answer(question, *arguments, **options)


if __name__ == "__main__":
    import bot.answering.library_cache

    vars(bot.answering.library_cache)["Answerer"] = UnpreparedAnswerer
    main()
