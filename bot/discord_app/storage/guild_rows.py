"""A server's settings as a row of the table `guild_settings`, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings

Row = tuple[Any, ...]

COLUMNS = "guild_id, channels, passages, compact, private, locale, articles, cooldown_count, cooldown_seconds"

SELECT = {
    order: f"SELECT {COLUMNS} FROM guild_settings ORDER BY guild_id {order}"  # noqa: S608 - all of it is ours
    for order in ("ASC", "DESC")
}

SAVE = f"INSERT OR REPLACE INTO guild_settings ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608

DELETE = "DELETE FROM guild_settings WHERE guild_id = ?"


def to_row(guild_id: int, settings: GuildSettings) -> Row:
    """The row, in the order of COLUMNS."""
    return (
        guild_id,
        json.dumps(sorted(settings.channels)),
        settings.passages,
        int(settings.compact),
        int(settings.private),
        settings.locale,
        json.dumps(sorted(settings.articles)),
        settings.cooldown and settings.cooldown.count,
        settings.cooldown and settings.cooldown.seconds,
    )


def from_row(row: Sequence[Any]) -> tuple[int, GuildSettings]:
    """The server's id and its settings. Raises ValueError where the row can't be one of ours."""
    try:
        guild_id, channels, passages, compact, private, locale, articles, count, seconds = row
        return int(guild_id), GuildSettings(
            channels=frozenset(int(channel) for channel in json.loads(channels)),
            passages=None if passages is None else int(passages),
            compact=bool(compact),
            private=bool(private),
            locale=None if locale is None else str(locale),
            articles=frozenset(str(article) for article in json.loads(articles)),
            cooldown=None if count is None else Cooldown(int(count), int(seconds)),
        )
    except (TypeError, ValueError) as error:
        raise ValueError("not a server's settings") from error
