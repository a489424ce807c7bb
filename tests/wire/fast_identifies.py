"""`footnote` whose shards wait less for their turn to identify; the loopback is told the same."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app.limits import identifies

WINDOW = 0.5
"""Seconds that a loopback asks for."""

DELAY = 0.7
"""Seconds that an identify may be under way longer than the next one, on a busy machine."""

if __name__ == "__main__":
    identifies.WINDOW = WINDOW + DELAY
    main()
