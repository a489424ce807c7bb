"""`footnote settings`: servers' settings as JSON lines, out of one database and into another."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.cli_import import Outcome
from bot.discord_app.storage.databases import open_database
from bot.discord_app.storage.store_errors import StoreError
from bot.discord_app.storage.transfer import TransferError, from_lines, to_lines
from bot.settings import Settings, SettingsError

BAD_INPUT = 2
INCOMPLETE = 1
"""Exit codes: the database or the file can't be used; or rows are missing in what was printed."""


def run_export(settings: Settings) -> Outcome:
    """Every server's settings as lines; what is missing, and how many there are, as errors."""
    try:
        database = open_database(settings)
        contents = asyncio.run(database.read_all())
    except (StoreError, SettingsError) as error:
        return Outcome(errors=(str(error),), code=BAD_INPUT)
    missing = [
        f"server {each}: its row can't be understood, so it is missing here" for each in contents.unreadable
    ]
    counted = f"{database.place}: {len(contents.records)} servers"
    return Outcome(tuple(to_lines(contents)), (*missing, counted), INCOMPLETE if missing else 0)


def run_import(settings: Settings, file: Path) -> Outcome:
    """Write the servers of `file` (“-” reads standard input), all or none."""
    name = "standard input" if str(file) == "-" else str(file)
    try:
        text = (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode("utf-8-sig")
        records = from_lines(text.splitlines())
        database = open_database(settings)
        if records:
            asyncio.run(database.write_all(records))
    except TransferError as error:
        return Outcome(errors=(f"{name}:{error}",), code=BAD_INPUT)
    except UnicodeDecodeError:
        return Outcome(errors=(f"{name}: is not UTF-8 text; nothing was written",), code=BAD_INPUT)
    except OSError as error:
        return Outcome(
            errors=(f"{name}: can't be read ({error.strerror}); name a readable file",), code=BAD_INPUT
        )
    except (StoreError, SettingsError) as error:
        return Outcome(errors=(str(error),), code=BAD_INPUT)
    return Outcome((f"{database.place}: {len(records)} servers written",))
