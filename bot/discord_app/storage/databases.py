"""Which database keeps servers' settings: PostgreSQL where one is named, else a file in the data folder."""

from __future__ import annotations

from bot.discord_app.storage.settings_database import SettingsDatabase
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from bot.settings import Settings, SettingsError


def open_database(settings: Settings) -> SettingsDatabase:
    """The database that the settings name, connected to nothing yet.

    Raises SettingsError where what it needs isn't installed.
    """
    if settings.database is None:
        return SQLiteDatabase(settings.data)
    try:
        from bot.discord_app.storage.postgres_database import PostgresDatabase
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"database: PostgreSQL needs {error.name}; install it with: pip install 'footnote-bot[postgres]'"
        ) from None
    from bot.discord_app.storage.postgres_address import PostgresAddress

    url = settings.database.get_secret_value()
    return PostgresDatabase(PostgresAddress.of(url, settings.database_password_file))
