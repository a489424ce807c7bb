"""What a moderator does: look at the settings, and let answers be seen by their askers alone."""

from __future__ import annotations

from tests.loopback import Interaction, Loopback, Message
from tests.loopback.permissions import Permission

from .watching import ANSWER, QUESTION

NOT_KEPT = "This couldn't be kept, so that nothing has changed."


def everybody_may(discord: Loopback) -> None:
    """Let everybody manage the server."""
    discord.guild.everyone |= Permission.MANAGE_GUILD


async def panel(discord: Loopback) -> Message:
    """The settings panel, shown anew."""
    message = (await discord.slash(discord.ada, discord.channel, "settings")).message
    assert message is not None
    return message


async def make_private(discord: Loopback) -> Interaction:
    """A moderator lets answers be seen by their askers alone."""
    return await discord.click(discord.ada, await panel(discord), "settings:answers:private")


async def is_private(discord: Loopback) -> bool:
    """Whether answers are; each is there once."""
    asked = await discord.slash(discord.ben, discord.channel, "ask", question=QUESTION)
    assert ANSWER in asked.text
    assert asked.message is not None
    assert asked.follow_ups == []
    return asked.message.ephemeral
