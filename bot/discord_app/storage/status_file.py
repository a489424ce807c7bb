"""The status file, which says whether the running bot is connected to Discord.

The bot writes it, `footnote health` reads it. This module must not import discord: whatever watches the
container runs it every few seconds.
"""

from __future__ import annotations

import json
import math
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.settings import Settings

FILE = "health.json"


def status_path(data: Path, process: str = "") -> Path:
    """The status file in a data folder. Each of several processes has one, by its name."""
    return data / (f"health-{process}.json" if process else FILE)


REFRESH = 10.0
"""Seconds after which the running bot writes its state again."""

STALE = 30.0
"""Seconds after which a state is outdated: the event loop hangs, or the process is gone."""


SLACK = 1.0
"""Seconds that a state may lie in the future: clocks are adjusted by less than that."""

MOST_CHARACTERS = 10_000
"""Characters that are read; a state has a hundred."""


class StatusFile:
    """The file in the data folder in which the running bot says whether it is connected."""

    def __init__(self, data: Path, process: str = "") -> None:
        self.path = status_path(data, process)

    def write(self, *, ready: bool, now: float | None = None) -> None:
        """Write the state and the time (seconds since the epoch) atomically.

        Raises OSError where the data folder can't be written; creates the folder where it is missing.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        state = {"ready": ready, "at": round(time.time() if now is None else now, 3), "pid": os.getpid()}
        fresh = self.path.with_name(f".{self.path.name}.new")
        fresh.write_text(json.dumps(state) + "\n", encoding="utf-8")
        fresh.replace(self.path)

    def remove(self) -> None:
        """Delete the file: the bot has stopped. Where it can't be deleted, it becomes outdated."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def check(settings: Settings, now: float | None = None) -> str | None:
    """What is wrong, in one line; None where the running bot is connected to Discord."""
    path = status_path(settings.data, settings.process_name)
    try:
        ready, written = _state(path)
    except FileNotFoundError:
        return f"not running: {path} isn't there; start “footnote run” with the same data folder"
    except OSError as error:
        return f"{path} can't be read ({error.strerror}); make the data folder readable"
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return f"{path} doesn't hold a bot's state; stop the bot, delete the file, start the bot"
    age = (time.time() if now is None else now) - written
    if age < -SLACK:
        return f"{path} was written {-age:.0f} seconds in the future; see whether the clock was set back"
    if age > STALE:
        return f"not running, or hanging: last sign of life {age:.0f} seconds ago"
    return None if ready else "running, but not connected to Discord"


def _state(path: Path) -> tuple[bool, float]:
    """Whether the bot is ready, and when that was written. Raises OSError and, for other text, ValueError."""
    with path.open(encoding="utf-8") as file:
        state: Any = json.loads(file.read(MOST_CHARACTERS))
    ready, written = state["ready"], float(state["at"])
    if not isinstance(ready, bool) or not math.isfinite(written):
        raise ValueError("no state")
    return ready, written
