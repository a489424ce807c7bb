"""The log: one handler on standard error, lines for people, no secrets."""

from __future__ import annotations

import logging
import re
import sys

from bot.discord_app.failures import describe

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
        if not self._verbose and record.exc_info and record.name.startswith("discord"):
            # discord.py logs each failed attempt to connect with a page of traceback, and tries again.
            error = record.exc_info[1]
            record = logging.makeLogRecord(record.__dict__ | {"exc_info": None, "exc_text": None})
            described = describe(error) if error else "no exception"
            record.msg, record.args = f"{record.getMessage()} ({described})", None
        line = _INTERACTION_TOKEN.sub(r"\1\2[token]", super().format(record))
        return line.replace(self._token, "[token]") if self._token else line


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
