"""Where a question comes from: who asked, in which channel, in which server."""

from __future__ import annotations

from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class Origin:
    """Ids: of the user, the channel, the channel in which a thread was begun, and the server.

    `parent_id` is None outside threads, `guild_id` is None in direct messages.
    """

    user_id: int
    channel_id: int
    parent_id: int | None
    guild_id: int | None

    @classmethod
    def of_message(cls, message: discord.Message) -> Origin:
        """The author of `message`, and where it was written."""
        parent_id = getattr(message.channel, "parent_id", None)
        return cls(message.author.id, message.channel.id, parent_id, guild_id_of(message))

    @classmethod
    def of_interaction(cls, interaction: discord.Interaction) -> Origin:
        """The user of a command or a component, and where it was used."""
        parent_id = getattr(interaction.channel, "parent_id", None)
        return cls(interaction.user.id, interaction.channel_id or 0, parent_id, interaction.guild_id)


def guild_id_of(message: discord.Message) -> int | None:
    """The id of the server in which the message was written; None for a direct message."""
    # The server may be unknown here while Discord calls it unavailable; then only the channel names it.
    return message.guild.id if message.guild else getattr(message.channel, "guild_id", None)
