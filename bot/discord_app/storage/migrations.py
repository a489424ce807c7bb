"""The database's schema, version by version, for SQLite and PostgreSQL.

A file of SQLite holds its version in `PRAGMA user_version`, PostgreSQL in the table `footnote_schema`. A
migration that has been released is never changed: a new one follows it.
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
    (
        "ALTER TABLE guild_settings ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE guild_settings ADD COLUMN left_at INTEGER",
        "CREATE TABLE last_version (value INTEGER NOT NULL)",
        "INSERT INTO last_version VALUES (0)",
        """
        CREATE TABLE unreadable_guild_settings (
            put_aside_at INTEGER NOT NULL,
            guild_id, channels, passages, compact, private, locale, articles,
            cooldown_count, cooldown_seconds, version, left_at
        )
        """,
    ),
    (
        *(
            f"ALTER TABLE guild_settings ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0"
            f" CHECK ({name} IN (0, 1))"
            for name in ("threads", "plain", "reactions", "votes", "unanswered")
        ),
        *(
            f"ALTER TABLE guild_settings ADD COLUMN {name} TEXT NOT NULL DEFAULT '[]'"
            for name in ("only_channels", "except_channels", "only_roles", "except_roles")
        ),
        "ALTER TABLE guild_settings ADD COLUMN by_channel TEXT NOT NULL DEFAULT '{}'",
        *(
            f"ALTER TABLE unreadable_guild_settings ADD COLUMN {name}"
            for name in (
                "threads", "plain", "reactions", "votes", "unanswered", "only_channels", "except_channels",
                "only_roles", "except_roles", "by_channel",
            )
        ),
        """
        CREATE TABLE unanswered_questions (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            guild_id INTEGER NOT NULL,
            channel_id INTEGER NOT NULL,
            parent_id INTEGER,
            message TEXT NOT NULL,
            question TEXT NOT NULL,
            day INTEGER NOT NULL
        )
        """,
        "CREATE INDEX unanswered_by_guild ON unanswered_questions (guild_id, message)",
        """
        CREATE TABLE daily_counts (
            guild_id INTEGER NOT NULL,
            day INTEGER NOT NULL,
            name TEXT NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (guild_id, day, name)
        ) WITHOUT ROWID
        """,
    ),
)  # fmt: skip
"""Statements that bring a file of SQLite from version i to i + 1."""

VERSION = len(MIGRATIONS)
"""The version of the schema that this program reads and writes."""

POSTGRES_MIGRATIONS: Sequence[Sequence[str]] = (
    (
        """
        CREATE TABLE guild_settings (
            guild_id bigint PRIMARY KEY,
            channels text NOT NULL DEFAULT '[]',
            passages integer,
            compact boolean NOT NULL DEFAULT false,
            private boolean NOT NULL DEFAULT false,
            locale text,
            articles text NOT NULL DEFAULT '[]',
            cooldown_count integer,
            cooldown_seconds integer,
            version bigint NOT NULL DEFAULT 0,
            left_at bigint
        )
        """,
        "CREATE SEQUENCE guild_settings_version",
        """
        CREATE TABLE unreadable_guild_settings (
            put_aside_at timestamptz NOT NULL DEFAULT now(),
            guild_id bigint NOT NULL,
            contents jsonb NOT NULL
        )
        """,
        "CREATE TABLE identify_turns (bucket integer PRIMARY KEY, next_at timestamptz NOT NULL)",
        """
        CREATE TABLE shard_plan (
            id integer PRIMARY KEY CHECK (id = 1), shards integer NOT NULL, seen_at timestamptz NOT NULL
        )
        """,
    ),
    (
        *(
            f"ALTER TABLE guild_settings ADD COLUMN {name} boolean NOT NULL DEFAULT false"
            for name in ("threads", "plain", "reactions", "votes", "unanswered")
        ),
        *(
            f"ALTER TABLE guild_settings ADD COLUMN {name} text NOT NULL DEFAULT '[]'"
            for name in ("only_channels", "except_channels", "only_roles", "except_roles")
        ),
        "ALTER TABLE guild_settings ADD COLUMN by_channel text NOT NULL DEFAULT '{}'",
        """
        CREATE TABLE unanswered_questions (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            guild_id bigint NOT NULL,
            channel_id bigint NOT NULL,
            parent_id bigint,
            message text NOT NULL,
            question text NOT NULL,
            day bigint NOT NULL
        )
        """,
        "CREATE INDEX unanswered_by_guild ON unanswered_questions (guild_id, message)",
        """
        CREATE TABLE daily_counts (
            guild_id bigint NOT NULL,
            day bigint NOT NULL,
            name text NOT NULL,
            value bigint NOT NULL,
            PRIMARY KEY (guild_id, day, name)
        )
        """,
    ),
)
"""Statements that bring a database of PostgreSQL from version i to i + 1."""

POSTGRES_VERSION = len(POSTGRES_MIGRATIONS)
"""The version of the schema in PostgreSQL that this program reads and writes."""
