"""The log: one handler on standard error, lines for people, no secrets, nobody's words.

At level DEBUG, discord.py tells every event and every request with all that people wrote; of those, only
kind, number and size are logged.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any

from bot.discord_app.failures import describe, traceback_without_words

FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"

_INTERACTION_TOKEN = re.compile(
    r"(/(?:interactions|webhooks)/[0-9]+/)[^/\s?]+"
    r"|(['\"]token['\"]: ?['\"])[^'\"]+"  # in an event or a request that discord.py logs whole at DEBUG
)

HANDLER = "footnote"
"""The handler's name, by which a second call finds it."""


class _Formatter(logging.Formatter):
    """Hides the bot's token and the tokens of interactions; tells discord.py's errors in one line."""

    def __init__(self, token: str, *, verbose: bool) -> None:
        super().__init__(FORMAT, "%Y-%m-%d %H:%M:%S")
        self._token = token
        self._verbose = verbose

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, its traceback below where it is ours or everything is logged."""
        if record.name.startswith("discord"):
            record = _bare(record)
            if record.exc_info and not self._verbose:
                # discord.py logs each failed attempt to connect with a page of traceback, and tries again.
                error = record.exc_info[1]
                described = describe(error) if error else "no exception"
                record.msg, record.args, record.exc_info = f"{record.getMessage()} ({described})", None, None
        line = _INTERACTION_TOKEN.sub(r"\1\2[token]", super().format(record))
        return line.replace(self._token, "[token]") if self._token else line

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """The traceback, without messages that could repeat a person's words."""
        if ei[1] is None:
            return ""
        return "Traceback (most recent call last):\n" + "".join(traceback_without_words(ei[1])).rstrip()


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


def _matters(record: logging.LogRecord) -> bool:
    # Two warnings at every start, about voice, which a bot of text doesn't use.
    return "voice will NOT be supported" not in record.getMessage()


def set_up(level: str, token: str = "") -> None:
    """Log our own lines from `level` on, those of libraries from WARNING on (all where `level` is DEBUG)."""
    verbose = level == "DEBUG"
    handler = logging.StreamHandler(sys.stderr)
    handler.name = HANDLER
    handler.setFormatter(_Formatter(token, verbose=verbose))
    handler.addFilter(_matters)
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if each.name == HANDLER]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    logging.getLogger("bot").setLevel(level)
