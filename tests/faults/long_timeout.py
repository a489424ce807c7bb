"""`footnote` that waits for Discord to take a response as long as it takes."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app.discord_py import interaction_responses

if __name__ == "__main__":
    interaction_responses.RESPONSE_TIMEOUT = 600.0
    main()
