"""`footnote` where an answer takes a fifth of a second, by a clock that stands still otherwise."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import bot.discord_app.client
from bot.answering import Answer
from bot.cli import main
from bot.discord_app.app import App
from bot.discord_app.bootstrap import create_app
from bot.discord_app.observability import request_context
from tests.clock import Clock

SECONDS = 0.2


def slow_down(clock: Clock) -> None:
    """Let time pass by `clock`, as answers are made."""
    answer_for = App.answer_for

    def slowly(app: App, *arguments: Any, **options: Any) -> Answer:
        clock.now += SECONDS
        return answer_for(app, *arguments, **options)

    vars(bot.discord_app.client)["create_app"] = partial(create_app, clock=clock)
    vars(request_context)["time"] = SimpleNamespace(monotonic=clock)
    setattr(App, "answer_for", slowly)  # noqa: B010 - what is replaced is a method


if __name__ == "__main__":
    slow_down(Clock())
    main()
