"""What Discord has been told of an interaction whose answer takes longer, and the answer in its place."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import discord

from bot.discord_app.cards.plain_message import PlainMessage, Reply
from bot.discord_app.discord_py.http_requests import retry
from bot.discord_app.discord_py.interaction_responses import edit_response
from bot.discord_app.limits.schedule import Schedule

CHANGE_SECONDS = 30.0
"""Seconds for which a change of a message that is there is tried again."""

_KEY = "deferral"
"""In the extras of an interaction."""


class Deferral:
    """That an interaction is acknowledged where it isn't answered soon.

    `private`: the bot is shown as thinking, to the user alone or to everybody, and what is sent next takes
    its place; None where nothing is shown, and the message of a button stays as it is.
    """

    def __init__(self, interaction: discord.Interaction, schedule: Schedule, *, private: bool | None) -> None:
        self._interaction, self._private = interaction, private
        self._acknowledgement = schedule.expect(self._defer)
        self._is_filled = False
        interaction.extras[_KEY] = self

    @staticmethod
    async def open_one(interaction: discord.Interaction) -> Deferral | None:
        """The deferral that the next answer fills; None where it is the first response, or one of several."""
        deferral: Deferral | None = interaction.extras.get(_KEY)
        if deferral is None or not await deferral._acknowledgement.settle() or deferral._is_filled:
            return None
        return deferral

    @property
    def is_too_late(self) -> bool:
        """Whether Discord no longer waits for a response."""
        return self._acknowledgement.is_too_late

    async def _defer(self) -> None:
        shown = self._private is not None
        await self._interaction.response.defer(ephemeral=bool(self._private), thinking=shown)

    async def fill(self, reply: Reply, *, private: bool) -> int | None:
        """Send `reply` as the answer, which only the user sees where `private` is true: its id, if known."""
        sent = await self._fill(reply, private=private)
        self._is_filled = True
        return sent

    async def _fill(self, reply: Reply, *, private: bool) -> int | None:
        interaction, content = self._interaction, contents(reply)
        if self._private is not None and (self._private or not private):
            with suppress(discord.NotFound):  # who may remove it has done so
                return await retry(lambda: edit_response(interaction, **content), CHANGE_SECONDS)
            return None
        if self._private is not None:  # who sees a message can't be changed
            with suppress(discord.NotFound):
                await interaction.delete_original_response()
        return (await interaction.followup.send(**content, ephemeral=private, wait=True)).id

    async def replace(self, card: discord.ui.LayoutView) -> None:
        """Show `card` in place of the message whose component was used."""
        with suppress(discord.NotFound):
            await retry(lambda: self._interaction.edit_original_response(view=card), CHANGE_SECONDS)
        self._is_filled = True


def contents(reply: Reply) -> dict[str, Any]:
    """What discord.py is given to send `reply`."""
    if not isinstance(reply, PlainMessage):
        return {"view": reply}
    rows = {} if reply.rows is None else {"view": reply.rows}
    return {"content": reply.content, "suppress_embeds": True, **rows}
