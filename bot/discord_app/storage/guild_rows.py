"""A server's settings as a row of the table `guild_settings`, and back; the same for every database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings

Row = tuple[Any, ...]

SETTINGS_COLUMNS = (
    "guild_id, channels, passages, compact, private, locale, articles, cooldown_count, cooldown_seconds"
)

COLUMNS = f"{SETTINGS_COLUMNS}, version, left_at"


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a server.

    `version`: another one after each change, in the whole database; a process that finds another version than
    it knows learns that a second process has changed the row. `left_at`: when the bot left the server, in
    seconds since the epoch; None while it is there.
    """

    settings: GuildSettings
    version: int = 0
    left_at: int | None = None


def to_row(guild_id: int, record: Record) -> Row:
    """The row, in the order of COLUMNS."""
    settings = record.settings
    return (
        guild_id,
        json.dumps(sorted(settings.channels)),
        settings.passages,
        settings.compact,
        settings.private,
        settings.locale,
        json.dumps(sorted(settings.articles)),
        settings.cooldown and settings.cooldown.count,
        settings.cooldown and settings.cooldown.seconds,
        record.version,
        record.left_at,
    )


def from_row(row: Sequence[Any]) -> tuple[int, Record]:
    """The server's id and what is kept of it. Raises ValueError where the row can't be one of ours."""
    try:
        guild_id, channels, passages, compact, private, locale, articles, count, seconds, version, left = row
        settings = GuildSettings(
            channels=frozenset(int(channel) for channel in _list(channels)),
            passages=None if passages is None else int(passages),
            compact=bool(compact),
            private=bool(private),
            locale=None if locale is None else str(locale),
            articles=frozenset(str(article) for article in _list(articles)),
            cooldown=None if count is None else Cooldown(int(count), int(seconds)),
        )
        return int(guild_id), Record(settings, int(version), None if left is None else int(left))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ValueError("not a server's settings") from error


def _list(text: str) -> list[Any]:
    value = json.loads(text)
    if not isinstance(value, list):
        raise TypeError("no list")
    return value
