"""`footnote` that looks for changed articles only when the system tells of a change."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app.events import article_watcher

if __name__ == "__main__":
    article_watcher.POLL_INTERVAL = 3_600_000
    main()
