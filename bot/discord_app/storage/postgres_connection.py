"""Connections to PostgreSQL: opened in time, at the present schema, their errors in an operator's words.

PostgreSQL itself must be reached, or a pooler in session mode: LISTEN and advisory locks belong to a session.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from bot.discord_app.storage import migrations
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.store_errors import BusyError, DisconnectedError, StoreError

PATIENCE = 1.0
"""Seconds for a connection, and as many for a change: Discord waits three for the answer to a click."""

READING = 60.0
"""Seconds for reading all settings, and for bringing the schema up to date."""

SCHEMA_LOCK = 0x666F6F74
"""The advisory lock under which one process at a time brings the schema up to date ("foot")."""

Connection = asyncpg.Connection
"""A connection, or one that a pool lends."""


async def connect(address: PostgresAddress, *, patience: float = PATIENCE) -> Connection:
    """A connection whose schema is the present one. Raises StoreError."""
    async with explained(address):
        connection = await open_connection(address, patience)
        try:
            await migrate(connection, address, patience=patience)
        except BaseException:
            connection.terminate()
            raise
        return connection


async def open_connection(address: PostgresAddress, patience: float = PATIENCE) -> Connection:
    """A connection, whatever the schema is. Raises what asyncpg raises."""
    async with asyncio.timeout(patience):
        return await asyncpg.connect(
            address.url,
            password=address.current_password(),
            timeout=patience,
            server_settings={"application_name": "footnote"},
        )


@asynccontextmanager
async def in_time(connection: Connection, patience: float) -> AsyncIterator[None]:
    """End the connection after `patience` seconds, and raise TimeoutError in place of what that brings about.

    asyncio.timeout is not enough: where the network swallows everything, whoever is cancelled in a
    transaction first waits for the server to take it back.
    """
    late = False

    def end() -> None:
        nonlocal late
        late = True
        connection.terminate()

    timer = asyncio.get_running_loop().call_later(patience, end)
    try:
        yield
    except Exception as error:
        if late:
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()


async def migrate(connection: Connection, address: PostgresAddress, *, patience: float = PATIENCE) -> None:
    """Bring the schema up to date. Raises StoreError where a newer program has written it."""
    async with in_time(connection, patience):
        if await schema_version(connection, address) == migrations.POSTGRES_VERSION:
            return
    async with in_time(connection, READING), connection.transaction():
        # Processes that start at the same time wait here, and look again.
        await connection.execute("SELECT pg_advisory_xact_lock($1)", SCHEMA_LOCK, timeout=READING)
        # “If not exists” looks anew, which to_regclass doesn't before the next transaction.
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS footnote_schema (version integer NOT NULL, application_id bigint)"
        )
        version = await schema_version(connection, address)
        if version is None:
            await connection.execute("INSERT INTO footnote_schema VALUES (0)")
        for statements in migrations.POSTGRES_MIGRATIONS[version or 0 :]:
            for statement in statements:
                await connection.execute(statement, timeout=READING)
        await connection.execute("UPDATE footnote_schema SET version = $1", migrations.POSTGRES_VERSION)


async def schema_version(connection: Connection, address: PostgresAddress) -> int | None:
    """The schema's version; None where there is none. Raises StoreError where it is a newer one."""
    if await connection.fetchval("SELECT to_regclass('footnote_schema')") is None:
        return None
    version: int | None = await connection.fetchval("SELECT version FROM footnote_schema")
    if version is not None and version > migrations.POSTGRES_VERSION:
        raise StoreError(
            f"{address.place}: was written by a newer Footnote (version {version}, not"
            f" {migrations.POSTGRES_VERSION}); install that one, or name another database"
        )
    return version


@asynccontextmanager
async def explained(address: PostgresAddress) -> AsyncIterator[None]:
    """Turn what asyncpg raises into StoreError: what is wrong, and what to do."""
    try:
        yield
    except StoreError:
        raise
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        raise store_error(address, error) from error
    except ValueError as error:
        raise StoreError(
            f"{address.place}: is no address that PostgreSQL takes; see FOOTNOTE_DATABASE"
        ) from error


_BAD_OPTION = (
    "an option of the address can't be used, or a certificate that it needs can't be read; see sslmode and"
    " sslrootcert in FOOTNOTE_DATABASE"
)


def store_error(address: PostgresAddress, error: BaseException) -> StoreError:
    """The error to raise for one of asyncpg's. Its text may hold values, which are nobody's business."""
    place = address.place
    match error:
        case TimeoutError() | asyncpg.QueryCanceledError() | asyncpg.LockNotAvailableError():
            return BusyError(f"{place}: takes too long; look at the database server, and at the way to it")
        case asyncpg.InvalidPasswordError() | asyncpg.InvalidAuthorizationSpecificationError():
            return StoreError(
                f"{place}: refuses this user or its password; put the right one into"
                " FOOTNOTE_DATABASE_PASSWORD_FILE"
            )
        case asyncpg.InvalidCatalogNameError():
            return StoreError(f"{place}: there is no such database; create it, or name another one")
        case asyncpg.InsufficientPrivilegeError():
            return StoreError(
                f"{place}: this user may not do that; let it create and change tables in its schema"
            )
        case asyncpg.DiskFullError():
            return StoreError(f"{place}: the database server's disk is full; make room")
        case asyncpg.ReadOnlySQLTransactionError():
            return StoreError(f"{place}: can only be read; name the primary server")
        case (
            asyncpg.CannotConnectNowError()
            | asyncpg.AdminShutdownError()
            | asyncpg.CrashShutdownError()
            | asyncpg.TooManyConnectionsError()
        ):
            return DisconnectedError(f"{place}: {type(error).__name__}; see whether the database server runs")
        case asyncpg.ClientConfigurationError():
            return StoreError(f"{place}: {_BAD_OPTION}")
        case FileNotFoundError() | PermissionError() if "sslrootcert=" in address.url:
            return StoreError(f"{place}: {_BAD_OPTION}")
        case ConnectionError() if error.errno is None:  # asyncpg's own: the server has no encryption
            return StoreError(
                f"{place}: doesn't take an encrypted connection; switch on “ssl” at the database server"
            )
        case asyncpg.PostgresConnectionError() | asyncpg.InterfaceError() | asyncpg.InternalClientError():
            return DisconnectedError(f"{place}: the connection ended; see whether the database server runs")
        case OSError():
            reason = error.strerror or type(error).__name__
            return DisconnectedError(f"{place}: can't be reached ({reason}); see whether the database runs")
        case asyncpg.PostgresError():
            code = error.sqlstate or "no code"
            return StoreError(
                f"{place}: refused ({type(error).__name__}, {code}); see the database server's log"
            )
        case _:
            return StoreError(f"{place}: {type(error).__name__}")
