"""The permissions that the bot needs in a channel, and which of them it lacks there."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import discord

from bot.discord_app.cards import notice
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker

MOST_TOLD = 10_000
"""People and channels remembered as already told."""

Place = discord.abc.GuildChannel | discord.Thread


def needed_in(place: Place | None) -> tuple[str, ...]:
    """The permissions that the bot needs in this channel, by discord.py's names."""
    threads = isinstance(place, discord.Thread | discord.ForumChannel)
    sending = "send_messages_in_threads" if threads else "send_messages"
    return "view_channel", sending, "read_message_history"


def missing(place: Place | None, granted: discord.Permissions) -> tuple[str, ...]:
    """The permissions that the bot lacks in `place`, where it has `granted`, by discord.py's names."""
    if granted.administrator:
        return ()
    return tuple(name for name in needed_in(place) if not getattr(granted, name))


class Hints:
    """Tells people privately what the bot lacks in a channel, each of them once a channel."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[int, int | None], None] = OrderedDict()

    async def give(self, interaction: discord.Interaction[Any]) -> None:
        """After the answer to a command, say what is missing here for answers to messages."""
        asker = (interaction.user.id, interaction.channel_id)
        lacking = missing_here(interaction)
        if not lacking or asker in self._told:
            return
        self._told[asker] = None
        if len(self._told) > MOST_TOLD:
            self._told.popitem(last=False)
        words = for_asker(interaction)
        text = words(wording.LACKS_HERE).format(
            permissions=", ".join(words(wording.PERMISSIONS[name]) for name in lacking)
        )
        await interaction.followup.send(view=notice(text), ephemeral=True)


def is_member(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot is a member of the server where the interaction happens."""
    return interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id) is not None


def missing_here(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """The permissions that the bot lacks in the channel of an interaction, by discord.py's names.

    Empty where it isn't a member.
    """
    if not is_member(interaction):
        return ()
    place = interaction.channel
    if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
        return ()
    return missing(place, interaction.app_permissions)
