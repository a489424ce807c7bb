"""Unexpected errors: the log gets a traceback under an id, the asker an apology with this id."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.cards import Accent, notice
from bot.discord_app.discord_py.http_requests import TRANSIENT
from bot.discord_app.observability.request_context import current_request, new_request_id
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker

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


async def apologise(interaction: discord.Interaction[Any], error: BaseException, where: str) -> None:
    """Record `error` and tell the one who pressed or typed, privately."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        _log.warning(
            "A command arrived that isn't known in this form; Discord may hold an older list",
            extra={"kind": "commands"},
        )
        await tell(interaction, for_asker(interaction)(wording.COMMAND_CHANGED))
        return
    if isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION:
        too_late(where)
        return
    if isinstance(error, TRANSIENT):
        _log.warning(
            "%s: the answer could not be sent (%s)", where, describe(error), extra={"kind": "unsent"}
        )
        return
    text = for_asker(interaction)(wording.ERROR)
    await tell(interaction, text.format(id=record(error, where)))


def too_late(where: str) -> None:
    """Log that an answer comes, or would come, after Discord has stopped waiting."""
    _log.warning(
        "%s: Discord no longer waited for the answer; the machine or network is slow",
        where,
        extra={"kind": "late"},
    )


UNKNOWN_INTERACTION = 10062
"""https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"""


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Tell the one who pressed or typed, privately."""
    card = notice(text, Accent.ERROR)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=card, ephemeral=True)
        else:
            await interaction.response.send_message(view=card, ephemeral=True)
    except (discord.HTTPException, *TRANSIENT) as refused:
        _log.warning("An apology could not be sent (%s)", describe(refused), extra={"kind": "unsent"})
