"""Unexpected errors: the log gets a traceback under an id, the asker an apology with this id."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import discord

from bot.discord_app.observability.request_context import current_request, new_request_id

_log = logging.getLogger(__name__)


def record(error: BaseException, where: str) -> str:
    """Log `error` and return the id under which it stands in the log: that of the request, if there is one.

    The message of an exception may hold what somebody asked. Only the messages of Discord's and the operating
    system's errors are logged; of all others, the type and the traceback.
    """
    request = current_request()
    error_id = request.id if request else new_request_id()
    lines = "".join(traceback_without_words(error)).rstrip()
    # Not as `exc_info`: any handler but ours would write the exception's own message.
    _log.error("Error %s in %s", error_id, where, extra={"kind": "unforeseen", "traceback": lines})
    return error_id


def traceback_without_words(error: BaseException) -> Iterator[str]:
    """The lines of the traceback as Python prints them, without messages that could repeat users' text."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from traceback_without_words(cause)
        yield "which led to:\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{describe(error)}\n"


def describe(error: BaseException) -> str:
    """The error's type, and its message where that can't hold users' text."""
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, discord.HTTPException):
        return f"{name}: HTTP {error.status}, code {error.code}"
    if isinstance(error, discord.ClientException | discord.GatewayNotFound):
        return f"{name}: {error}"
    return f"{name}: {error.strerror}" if isinstance(error, OSError) and error.strerror else name


def too_late(where: str) -> None:
    """Log that an answer comes, or would come, after Discord has stopped waiting."""
    _log.warning(
        "%s: Discord no longer waited for the answer; the machine or network is slow",
        where,
        extra={"kind": "late"},
    )


UNKNOWN_INTERACTION = 10062
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""
