"""A look at PostgreSQL that changes nothing: `connect` would bring the schema up to date."""

from __future__ import annotations

from bot.discord_app.storage import migrations
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.postgres_connection import (
    READING,
    explained,
    in_time,
    open_connection,
    schema_version,
)
from bot.discord_app.storage.settings_database import Inspection

_COUNT = "SELECT count(*) FROM guild_settings"

_MAY_MIGRATE = """
    SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
        AND NOT EXISTS (
            SELECT FROM pg_class
            WHERE oid IN (to_regclass('footnote_schema'), to_regclass('guild_settings'))
                AND NOT pg_has_role(relowner, 'USAGE')
        )
    """
"""Whether the user may make tables, and change those that are there: that takes their owner."""


async def inspect(address: PostgresAddress) -> Inspection:
    """How many servers have settings, and what a start would do. Raises StoreError."""
    async with explained(address):
        connection = await open_connection(address)
        try:
            async with in_time(connection, READING), connection.transaction(readonly=True):
                version = await schema_version(connection, address) or 0
                servers = await connection.fetchval(_COUNT) if version else 0
                if version == migrations.POSTGRES_VERSION:
                    return Inspection(servers)
                may_update = bool(await connection.fetchval(_MAY_MIGRATE))
                return Inspection(servers, (version, migrations.POSTGRES_VERSION), may_update)
        finally:
            connection.terminate()
