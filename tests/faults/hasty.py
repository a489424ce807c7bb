"""`footnote` with less patience, for tests that can't wait: the same program, some of its times shortened."""

from __future__ import annotations

from bot.cli import main
from bot.discord_app import client
from bot.discord_app.discord_py import gateway, transport
from bot.discord_app.storage.settings_store import guilds

if __name__ == "__main__":
    transport.REQUEST = 0.6
    transport.MESSAGE = transport.INTERACTION = 1.5
    gateway.AFTER_GARBAGE = 0.1
    client.HEARTBEAT_TIMEOUT = 1.0
    guilds.RETRY = 0.3
    main()
