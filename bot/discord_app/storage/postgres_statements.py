"""The SQL by which PostgreSQL keeps servers' settings. All of it is ours: values are parameters."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

from bot.discord_app.storage.guild_rows import COLUMNS, NAMES, Row
from bot.discord_app.storage.postgres_connection import Connection
from bot.discord_app.storage.settings_database import Statement

READ_ALL = f"SELECT {COLUMNS} FROM guild_settings"  # noqa: S608
READ_SHARE = f"{READ_ALL} WHERE (guild_id >> 22) % $1 = ANY($2::bigint[])"
READ = f"{READ_ALL} WHERE guild_id = ANY($1::bigint[])"
READ_TO_CHANGE = f"{READ_ALL} WHERE guild_id = $1 FOR UPDATE"
TAKE_TURN = "SELECT pg_advisory_xact_lock($1)"
SAVE = (
    f"INSERT INTO guild_settings ({COLUMNS})"  # noqa: S608
    f" VALUES ({', '.join(f'${number}' for number, _ in enumerate(NAMES, 1))})"
    " ON CONFLICT (guild_id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in NAMES[1:])
)
MARK = (
    "UPDATE guild_settings SET left_at = CASE WHEN $2::bigint IS NULL THEN NULL"
    " ELSE coalesce(left_at, $2) END WHERE guild_id = ANY($1::bigint[])"
)
DELETE = "DELETE FROM guild_settings WHERE guild_id = $1"
PUT_ASIDE = (
    "INSERT INTO unreadable_guild_settings (guild_id, contents)"
    " SELECT guild_id, to_jsonb(kept) FROM guild_settings kept WHERE guild_id = ANY($1::bigint[])"
)
NOTIFY = "SELECT pg_notify($1, $2)"
VERSION = "SELECT nextval('guild_settings_version')"


async def execute_all(connection: Connection, statements: Sequence[Statement]) -> list[Row]:
    """Do these statements in one transaction: the rows of the last one."""
    rows: list[asyncpg.Record] = []
    async with connection.transaction():
        for sql, values in statements:
            rows = await connection.fetch(sql, *values)
    return [tuple(row) for row in rows]
