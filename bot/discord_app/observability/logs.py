"""The log: one handler on standard error, for people or as JSON lines; no secrets, nobody's words.

At level DEBUG, discord.py tells every event and every request with all that people wrote; of those, only
kind, number and size are logged.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal

from bot.discord_app.observability.failures import describe, traceback_without_words
from bot.discord_app.observability.occasion import current

_INTERACTION_TOKEN = re.compile(
    r"(/(?:interactions|webhooks)/[0-9]+/)[^/\s?]+"
    r"|(['\"]token['\"]: ?['\"])[^'\"]+"  # in an event or a request that discord.py logs whole at DEBUG
)

HANDLER = "footnote"
"""The handler's name, by which a second call finds it."""


class _Formatter(logging.Formatter):
    """Hides the bot's token and the tokens of interactions; tells discord.py's errors in one line."""

    def __init__(self, token: str, *, verbose: bool) -> None:
        super().__init__()
        self._token = token
        self._verbose = verbose

    def hidden(self, text: str) -> str:
        """The text without any token."""
        text = _INTERACTION_TOKEN.sub(r"\1\2[token]", text)
        return text.replace(self._token, "[token]") if self._token else text

    def message_of(self, record: logging.LogRecord) -> str:
        """What it says."""
        if not record.name.startswith("discord"):
            return self.hidden(record.getMessage())
        message = _bare(record).getMessage()
        if record.exc_info and not self._verbose:
            # discord.py logs each failed attempt to connect with a page of traceback, and tries again.
            message += f" ({describe(record.exc_info[1]) if record.exc_info[1] else 'no exception'})"
        return self.hidden(message)

    def traceback_of(self, record: logging.LogRecord) -> str:
        """The traceback, without messages that could repeat a person's words; empty where there is none."""
        lines, error = str(getattr(record, "traceback", "")), record.exc_info and record.exc_info[1]
        if error and (self._verbose or not record.name.startswith("discord")):
            lines = f"Traceback (most recent call last):\n{''.join(traceback_without_words(error)).rstrip()}"
        return self.hidden(lines)


class _ForPeople(_Formatter):
    """Time, level, place, the id of what was asked if anything was, and what happened."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, its traceback below."""
        message, asked = self.message_of(record), current()
        about = f" [{asked.id}]" if asked and asked.id not in message else ""
        time = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        line = f"{time} {record.levelname:7} {record.name}{about}: {message}"
        below = self.traceback_of(record)
        return f"{line}\n{below}" if below else line


class _AsJson(_Formatter):
    """An object a line, for programs that gather logs."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with those fields that it has."""
        asked = current()
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message_of(record),
            "interaction": asked.id if asked else None,
            "kind": getattr(record, "kind", None),
            "exception": self.traceback_of(record) or None,
        }
        # Plain ASCII, so that it is the same in every locale.
        return json.dumps({name: value for name, value in fields.items() if value is not None})


def _bare(record: logging.LogRecord) -> logging.LogRecord:
    """A copy of a record of discord.py in which no event and no body of a request stands in full."""
    bare = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
    if isinstance(record.args, Mapping):
        bare.args = (_gist(record.args),)
    elif record.args:
        bare.args = tuple(_gist(each) for each in record.args)
    return bare


def _gist(value: object) -> object:
    """What may be told of a value: of an event its kind and number, of other content its size."""
    if isinstance(value, Mapping):
        return {name: value[name] for name in ("op", "t", "s") if name in value} or f"({len(value)} fields)"
    if isinstance(value, list | tuple):
        return f"({len(value)} entries)"
    if isinstance(value, bytes) or (isinstance(value, str) and value.lstrip()[:1] in ("{", "[", '"')):
        return f"({len(value)} characters)"
    return value


def matters(record: logging.LogRecord) -> bool:
    """Whether a record says anything: two warnings at every start are about voice, which no text bot uses."""
    return "voice will NOT be supported" not in str(record.msg)


def set_up(level: str, token: str = "", form: Literal["text", "json"] = "text") -> None:
    """Log our own lines from `level` on, those of libraries from WARNING on (all where `level` is DEBUG)."""
    verbose = level == "DEBUG"
    least = logging.getLevelNamesMapping()[level]
    handler = logging.StreamHandler(sys.stderr)
    handler.name = HANDLER
    handler.setFormatter((_AsJson if form == "json" else _ForPeople)(token, verbose=verbose))
    handler.addFilter(matters)
    handler.addFilter(lambda record: record.levelno >= least or not record.name.startswith("bot"))
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if each.name == HANDLER]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    # Problems are counted, too, where they aren't shown.
    logging.getLogger("bot").setLevel(min(least, logging.WARNING))
