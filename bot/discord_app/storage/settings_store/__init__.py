"""What each server has set, kept in SQLite in the data folder. Nothing that anybody asks is in it."""

from bot.discord_app.storage.settings_store.database import StoreError
from bot.discord_app.storage.settings_store.guilds import GuildStore
from bot.discord_app.storage.settings_store.model import DEFAULTS, Cooldown, GuildSettings

__all__ = ["DEFAULTS", "Cooldown", "GuildSettings", "GuildStore", "StoreError"]
