"""What a moderator does: look at the settings, and let answers be seen by their askers alone."""

from __future__ import annotations

from tests.loopback import Channel, Interaction, Loopback, Message
from tests.loopback.permissions import Permission

from .answers import ANSWER, QUESTION

NOT_KEPT = "This couldn't be kept, so that nothing has changed."


def everybody_may(discord: Loopback) -> None:
    """Let everybody manage the server."""
    discord.guild.everyone |= Permission.MANAGE_GUILD


def another_server(discord: Loopback) -> Channel:
    """A channel of a second server, which everybody may manage too."""
    guild = discord.world.add_guild("Other", discord.ada, discord.ben)
    guild.everyone |= Permission.MANAGE_GUILD
    return discord.world.add_channel(guild, "talk")


async def panel(discord: Loopback, place: Channel | None = None) -> Message:
    """The settings panel, shown anew; of the first server, unless a channel of another is named."""
    message = (await discord.slash(discord.ada, place or discord.channel, "settings")).message
    assert message is not None
    return message


async def make_private(discord: Loopback, place: Channel | None = None) -> Interaction:
    """A moderator lets answers be seen by their askers alone."""
    return await discord.click(discord.ada, await panel(discord, place), "settings:answers:private")


async def is_private(discord: Loopback, place: Channel | None = None) -> bool:
    """Whether answers are; each is there once."""
    asked = await discord.slash(discord.ben, place or discord.channel, "ask", question=QUESTION)
    assert ANSWER in asked.text
    assert asked.message is not None
    assert asked.follow_ups == []
    return asked.message.ephemeral
