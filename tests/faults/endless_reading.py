"""`footnote` whose reading of changed articles never ends: a library that is larger than any."""

from __future__ import annotations

from threading import Event
from typing import Any

from bot.cli import main
from bot.discord_app.events import article_watcher


def read_again(*_: Any) -> None:
    """Read for ever."""
    print("reading", flush=True)
    Event().wait()


if __name__ == "__main__":
    vars(article_watcher)["read_again"] = read_again
    main()
