"""The permissions that the bot needs in a channel, and which of them it lacks there."""

from __future__ import annotations

import discord

Channel = discord.abc.GuildChannel | discord.Thread


def needed_in(channel: Channel | None) -> tuple[str, ...]:
    """The permissions that the bot needs in this channel, by discord.py's names."""
    threads = isinstance(channel, discord.Thread | discord.ForumChannel)
    sending = "send_messages_in_threads" if threads else "send_messages"
    return "view_channel", sending, "read_message_history"


def missing(channel: Channel | None, granted: discord.Permissions) -> tuple[str, ...]:
    """The permissions that the bot lacks in `channel`, where it has `granted`, by discord.py's names."""
    if granted.administrator:
        return ()
    return tuple(name for name in needed_in(channel) if not getattr(granted, name))


def is_member(interaction: discord.Interaction) -> bool:
    """Whether the bot is a member of the server where the interaction happens."""
    return interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id) is not None


def missing_here(interaction: discord.Interaction) -> tuple[str, ...]:
    """The permissions that the bot lacks in the channel of an interaction, by discord.py's names.

    Empty where it isn't a member.
    """
    if not is_member(interaction):
        return ()
    channel = interaction.channel
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return ()
    return missing(channel, interaction.app_permissions)
