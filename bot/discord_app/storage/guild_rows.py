"""A server's settings as a row of the table `guild_settings`, and back; the same for every database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.discord_app.storage import channel_rows
from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings

Row = tuple[Any, ...]

IDS = ("channels", "only_channels", "except_channels", "only_roles", "except_roles")
"""Columns that hold ids as a list of JSON."""

SWITCHES = ("compact", "private", "threads", "plain", "reactions", "votes", "unanswered")
"""Columns that hold true or false."""

LATER: Mapping[str, str] = {
    **dict.fromkeys(SWITCHES[2:], "0"),
    **dict.fromkeys(IDS[1:], "'[]'"),
    "by_channel": "'{}'",
}
"""Columns of the second version of the settings, and what stands in each where nothing is set."""

FIRST_COLUMNS = (
    "guild_id", "channels", "passages", "compact", "private", "locale", "articles", "cooldown_count",
    "cooldown_seconds",
)  # fmt: skip

SETTINGS_NAMES = (*FIRST_COLUMNS, *LATER)
"""Columns that hold what is set."""

NAMES = (*SETTINGS_NAMES, "version", "left_at")
"""All columns, in the order of a row."""

COLUMNS = ", ".join(NAMES)
"""The same as SQL lists them."""


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
    """The row, in the order of NAMES."""
    settings = record.settings
    values: dict[str, Any] = {
        "guild_id": guild_id,
        "passages": settings.passages,
        "locale": settings.locale,
        "articles": json.dumps(sorted(settings.articles)),
        "cooldown_count": settings.cooldown and settings.cooldown.count,
        "cooldown_seconds": settings.cooldown and settings.cooldown.seconds,
        "by_channel": json.dumps(channel_rows.to_json(settings.by_channel)),
        "version": record.version,
        "left_at": record.left_at,
    }
    values |= {name: json.dumps(sorted(getattr(settings, name))) for name in IDS}
    values |= {name: getattr(settings, name) for name in SWITCHES}
    return tuple(values[name] for name in NAMES)


def from_row(row: Sequence[Any]) -> tuple[int, Record]:
    """The server's id and what is kept of it. Raises ValueError where the row can't be one of ours."""
    try:
        values = dict(zip(NAMES, row, strict=True))
        passages, locale, left = values["passages"], values["locale"], values["left_at"]
        count, seconds = values["cooldown_count"], values["cooldown_seconds"]
        switches: dict[str, Any] = {name: bool(values[name]) for name in SWITCHES}
        ids: dict[str, Any] = {name: frozenset(int(each) for each in _list(values[name])) for name in IDS}
        settings = GuildSettings(
            passages=None if passages is None else int(passages),
            locale=None if locale is None else str(locale),
            articles=frozenset(str(article) for article in _list(values["articles"])),
            cooldown=None if count is None else Cooldown(int(count), int(seconds)),
            by_channel=channel_rows.from_json(json.loads(values["by_channel"])),
            **switches,
            **ids,
        )
        record = Record(settings, int(values["version"]), None if left is None else int(left))
        return int(values["guild_id"]), record
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ValueError("not a server's settings") from error


def _list(text: str) -> list[Any]:
    value = json.loads(text)
    if not isinstance(value, list):
        raise TypeError("no list")
    return value
