"""The simulated Discord of the cards' tests, for conversations."""

from tests.discord_app.conftest import simcord_bot, world

__all__ = ["simcord_bot", "world"]
