"""Servers' settings as JSON lines, an object a server, to move them between databases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.discord_app.storage.guild_rows import (
    FIRST_COLUMNS,
    IDS,
    LATER,
    SETTINGS_NAMES,
    SWITCHES,
    Record,
    from_row,
    to_row,
)
from bot.discord_app.storage.settings_database import Contents

NAMES = (*SETTINGS_NAMES, "left_at")
_FIRST_NAMES = {*FIRST_COLUMNS, "left_at"}
"""The fields that a line has had from the beginning. Where others are missing, nothing is set."""

_LISTS = (*IDS, "articles")
_JSON = (*_LISTS, "by_channel")
LONGEST = 200_000
"""Characters of a line; the longest that is written has a few thousand."""


class TransferError(Exception):
    """A line can't be read. The text is one line for a person, with the line's number."""


def to_lines(contents: Contents) -> Iterator[str]:
    """A line of JSON a server, in the order of ids, which are texts: JSON's numbers are too small."""
    for guild_id in sorted(contents.records):
        row = to_row(guild_id, contents.records[guild_id])
        values: dict[str, Any] = dict(zip(NAMES, (*row[:-2], row[-1]), strict=True))
        values["guild_id"] = str(guild_id)
        values |= {name: json.loads(values[name]) for name in _JSON}
        values |= {name: [str(each) for each in values[name]] for name in IDS}
        yield json.dumps(values)


def from_lines(lines: Iterable[str]) -> dict[int, Record]:
    """The servers that the lines hold. Raises TransferError at the first that can't be read."""
    records: dict[int, Record] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            guild_id, record = _from_line(line)
        except (ValueError, TypeError, RecursionError):
            raise TransferError(
                f"{number}: isn't a server's settings, as “footnote settings export” writes"
            ) from None
        if guild_id in records:
            raise TransferError(f"{number}: server {guild_id} stands there twice; keep one of its lines")
        records[guild_id] = record
    return records


def _from_line(line: str) -> tuple[int, Record]:
    if len(line) > LONGEST:
        raise ValueError("too long")
    values = json.loads(line)
    if not isinstance(values, dict) or not _FIRST_NAMES <= set(values) <= set(NAMES):
        raise ValueError("other fields")
    missing = LATER.keys() - values.keys()
    values |= {name: False if name in SWITCHES else json.loads(LATER[name].strip("'")) for name in missing}
    if not all(isinstance(values[name], list) for name in _LISTS):
        raise TypeError("no list")
    if not all(isinstance(values[name], bool) for name in SWITCHES):
        raise TypeError("neither true nor false")
    row = [json.dumps(values[name]) if name in _JSON else values[name] for name in NAMES]
    guild_id, record = from_row([*row[:-1], 0, row[-1]])
    if not 0 < guild_id < 2**63 or (record.left_at is not None and not 0 <= record.left_at < 2**53):
        raise ValueError("no id")
    return guild_id, record
