"""`footnote` with short timeouts and pauses, so that tests needn't wait for the real ones."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app import client
from bot.discord_app.discord_py import gateway_connection, http_requests, interaction_responses
from bot.discord_app.storage import guild_store

if __name__ == "__main__":
    http_requests.REQUEST_TIMEOUT = 0.6
    http_requests.MESSAGE_TIMEOUT = interaction_responses.RESPONSE_TIMEOUT = 1.5
    gateway_connection.AFTER_GARBAGE = 0.1
    client.HEARTBEAT_TIMEOUT = 1.0
    guild_store.FIRST_PAUSE = guild_store.LONGEST_PAUSE = 0.3
    main()
