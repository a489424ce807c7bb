"""Settings that are more than a word or a number: shards, a process's share of them, a database's address."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.settings_file import SettingsError

MOST_SHARDS = 10_000
"""Shards in a range: more than any bot has."""

LONGEST_SHARDS = 20
"""Characters of a shard, or of a range of them."""


def shard_numbers(value: Any) -> tuple[int, ...]:
    """The shards of `0,1` or `0-3`, in order. Raises ValueError."""
    parts = value.split(",") if isinstance(value, str) else value
    numbers: set[int] = set()
    for part in parts:
        # Lists in a list, joined by aliases, would grow without bound as text.
        shown = str(part).strip() if isinstance(part, str | int) else "a list in a list"
        if len(shown) > LONGEST_SHARDS:
            raise ValueError(
                f"{shown[:LONGEST_SHARDS] + '…'!r} is no shard; write numbers such as 0,1 or 0-3"
            )
        first, _, last = shown.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            raise ValueError(f"{shown!r} is no shard; write numbers such as 0,1 or 0-3")
        if int(last or first) - int(first) not in range(MOST_SHARDS):
            raise ValueError(f"{shown!r} is no range of shards; write it as 0-3")
        numbers.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(numbers))


def process_share(value: str) -> tuple[int, int]:
    """The number of a process, from 0, and how many there are, of `2/8`. Raises ValueError."""
    number, slash, count = value.partition("/")
    if not slash or not number.isdecimal() or not count.isdecimal() or len(value) > LONGEST_SHARDS:
        raise ValueError("must be such as 2/8, the third of eight processes")
    if not int(number) < int(count) <= MOST_SHARDS:
        raise ValueError(f"there is no process {number} of {count}; they are counted from 0")
    return int(number), int(count)


def postgres_address(value: str) -> str:
    """The address of a database of PostgreSQL. Raises ValueError, whose text doesn't hold it."""
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("postgresql", "postgres") and bool(parts.hostname)
        fits = fits and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits:
        raise ValueError("must be an address such as postgresql://footnote@db.example/footnote")
    return value


def process_of_host(environ: Mapping[str, str], count: str, origin: str) -> str:
    """The share of a process whose host's name ends with its number, as a StatefulSet's do: `footnote-2`."""
    name = environ.get("HOSTNAME") or socket.gethostname()
    number = name.partition(".")[0].rpartition("-")[2]
    if not (number.isascii() and number.isdecimal()):
        raise SettingsError(
            f"{origin}: the host's name {name!r} doesn't end with a number, such as footnote-2; set process"
        )
    return f"{int(number)}/{count}"


def holds_articles(folder: Path) -> bool:
    """Whether a file lies below `folder` that articles may be read from."""
    names = (name for _, _, files in os.walk(folder, followlinks=True) for name in files)
    return any(name.lower().endswith((".md", ".zim")) and not name.startswith(".") for name in names)
