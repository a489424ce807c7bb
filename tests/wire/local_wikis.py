"""`footnote` whose owners may name wikis of this machine in Discord, too: the tests serve some there."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app import bootstrap
from bot.settings import Settings
from bot.sources.web import WebClient


def open_local_web(_: Settings) -> WebClient:
    """A client that connects to this machine, too."""
    return WebClient("Test/1", allow_local=True, request_seconds=5.0)


if __name__ == "__main__":
    vars(bootstrap)["open_web"] = open_local_web
    main()
