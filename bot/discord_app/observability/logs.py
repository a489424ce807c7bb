"""The log: one handler on standard error, as text or as JSON lines, without secrets and users' text.

At level DEBUG, discord.py logs every event and every request with all that people wrote; of those, only kind,
number and size are kept.
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
from bot.discord_app.observability.request_context import current_request

_INTERACTION_TOKEN = re.compile(
    r"(/(?:interactions|webhooks)/[0-9]+/)[^/\s?]+"
    r"|(['\"]token['\"]: ?['\"])[^'\"]+"  # in an event or a request that discord.py logs whole at DEBUG
)

HANDLER = "footnote"
"""The handler's name, by which a second call finds it."""


class _Formatter(logging.Formatter):
    """Hides the bot's token and those of interactions; shortens discord.py's errors to one line."""

    def __init__(self, token: str, *, verbose: bool) -> None:
        super().__init__()
        self._token = token
        self._verbose = verbose

    def hidden(self, text: str) -> str:
        """The text with every token replaced."""
        text = _INTERACTION_TOKEN.sub(r"\1\2[token]", text)
        return text.replace(self._token, "[token]") if self._token else text

    def message_of(self, record: logging.LogRecord) -> str:
        """The record's message."""
        if not record.name.startswith("discord"):
            return self.hidden(record.getMessage())
        message = _without_content(record).getMessage()
        if record.exc_info and not self._verbose:
            # discord.py logs each failed attempt to connect with a page of traceback, and tries again.
            message += f" ({describe(record.exc_info[1]) if record.exc_info[1] else 'no exception'})"
        return self.hidden(message)

    def traceback_of(self, record: logging.LogRecord) -> str:
        """The traceback, without messages that could repeat users' text; empty where there is none."""
        lines, error = str(getattr(record, "traceback", "")), record.exc_info and record.exc_info[1]
        if error and (self._verbose or not record.name.startswith("discord")):
            lines = f"Traceback (most recent call last):\n{''.join(traceback_without_words(error)).rstrip()}"
        return self.hidden(lines)


class _TextFormatter(_Formatter):
    """Time, level, logger, the id of the request if there is one, and what happened."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, its traceback below."""
        message, request = self.message_of(record), current_request()
        about = f" [{request.id}]" if request and request.id not in message else ""
        time = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        line = f"{time} {record.levelname:7} {record.name}{about}: {message}"
        below = self.traceback_of(record)
        return f"{line}\n{below}" if below else line


class _JsonFormatter(_Formatter):
    """A JSON object a line, for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with those fields that it has."""
        request = current_request()
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message_of(record),
            "interaction": request.id if request else None,
            "kind": getattr(record, "kind", None),
            "exception": self.traceback_of(record) or None,
        }
        # Plain ASCII, so that it is the same in every locale.
        return json.dumps({name: value for name, value in fields.items() if value is not None})


def _without_content(record: logging.LogRecord) -> logging.LogRecord:
    """A copy of a record of discord.py without the content of events and of requests."""
    copy = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
    if isinstance(record.args, Mapping):
        copy.args = (_summary(record.args),)
    elif record.args:
        copy.args = tuple(_summary(each) for each in record.args)
    return copy


def _summary(value: object) -> object:
    """What may be logged of a value: of an event its kind and number, of other content its size."""
    if isinstance(value, Mapping):
        return {name: value[name] for name in ("op", "t", "s") if name in value} or f"({len(value)} fields)"
    if isinstance(value, list | tuple):
        return f"({len(value)} entries)"
    if isinstance(value, bytes) or (isinstance(value, str) and value.lstrip()[:1] in ("{", "[", '"')):
        return f"({len(value)} characters)"
    return value


def is_relevant(record: logging.LogRecord) -> bool:
    """Whether an operator needs a record; two warnings at every start, about voice, concern no text bot."""
    return "voice will NOT be supported" not in str(record.msg)


def set_up(level: str, token: str = "", form: Literal["text", "json"] = "text") -> None:
    """Log our own lines from `level` on, those of libraries from WARNING on (all where `level` is DEBUG)."""
    verbose = level == "DEBUG"
    least = logging.getLevelNamesMapping()[level]
    handler = logging.StreamHandler(sys.stderr)
    handler.name = HANDLER
    handler.setFormatter((_JsonFormatter if form == "json" else _TextFormatter)(token, verbose=verbose))
    handler.addFilter(is_relevant)
    handler.addFilter(lambda record: record.levelno >= least or not record.name.startswith("bot"))
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if each.name == HANDLER]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    # Problems are counted, too, where they aren't shown.
    logging.getLogger("bot").setLevel(min(least, logging.WARNING))
