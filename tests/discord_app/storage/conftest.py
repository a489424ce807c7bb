"""Both databases: a file of SQLite in a folder, and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.discord_app.storage import postgres_database, sqlite_file
from bot.discord_app.storage.postgres_address import PostgresAddress
from bot.discord_app.storage.postgres_database import PostgresDatabase
from bot.discord_app.storage.settings_database import SettingsDatabase
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from tests.postgres import PostgresServer

Opener = Callable[[], SettingsDatabase]
"""Opens one and the same database again, as another process would."""


Empty = Callable[[], AbstractContextManager[Opener]]
"""Makes an empty database."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not what is tested here: a second, as the bot has it, may pass there."""
    for module in (sqlite_file, postgres_database):
        monkeypatch.setattr(module, "PATIENCE", 30.0)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server that tests share; each takes a database of its own."""
    with PostgresServer() as server:
        yield server


@contextmanager
def empty_sqlite(postgres: PostgresServer | None) -> Iterator[Opener]:
    """An empty folder."""
    assert postgres is None
    with TemporaryDirectory() as folder:
        yield lambda: SQLiteDatabase(Path(folder))


@contextmanager
def empty_postgres(postgres: PostgresServer | None) -> Iterator[Opener]:
    """An empty database of the server."""
    assert postgres is not None
    with postgres.database_now() as name:
        address = PostgresAddress.of(postgres.url(name))
        yield lambda: PostgresDatabase(address)


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest) -> Empty:
    """A new, empty database of either kind at each call."""
    if request.param == "sqlite":
        return lambda: empty_sqlite(None)
    server = request.getfixturevalue("postgres")
    return lambda: empty_postgres(server)


@pytest.fixture
def opener(empty: Empty) -> Iterator[Opener]:
    """One empty database."""
    with empty() as found:
        yield found
