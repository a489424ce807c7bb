"""The database's schema, version by version. `PRAGMA user_version` holds the version of a file.

A migration that has been released is never changed: a new one follows it.
"""

from __future__ import annotations

from collections.abc import Sequence

MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """
        CREATE TABLE guild_settings (
            guild_id INTEGER PRIMARY KEY,
            channels TEXT NOT NULL DEFAULT '[]',
            passages INTEGER,
            compact INTEGER NOT NULL DEFAULT 0 CHECK (compact IN (0, 1)),
            private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1)),
            locale TEXT,
            articles TEXT NOT NULL DEFAULT '[]',
            cooldown_count INTEGER,
            cooldown_seconds INTEGER
        )
        """,
    ),
)
"""Statements that bring a file from version i to i + 1."""

VERSION = len(MIGRATIONS)
"""The version of the schema that this program reads and writes."""
