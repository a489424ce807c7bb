"""What the bot needs in a channel, and what of it is missing there."""

from __future__ import annotations

import discord

from bot.discord_app.words import wording

Place = discord.abc.GuildChannel | discord.Thread


def needed_in(place: Place | None) -> dict[str, str]:
    """The permissions that count in this channel: discord.py's name → Discord's English one for people."""
    threads = isinstance(place, discord.Thread | discord.ForumChannel)
    sending = "send_messages_in_threads" if threads else "send_messages"
    return {name: wording.PERMISSIONS[name] for name in ("view_channel", sending, "read_message_history")}


def missing(place: Place | None, granted: discord.Permissions) -> tuple[str, ...]:
    """Discord's English names of the permissions that the bot lacks in `place`, where it has `granted`."""
    if granted.administrator:
        return ()
    return tuple(shown for name, shown in needed_in(place).items() if not getattr(granted, name))


def is_member(interaction: discord.Interaction) -> bool:
    """Whether the bot is a member of the server where the interaction happens."""
    return interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id) is not None


def missing_here(interaction: discord.Interaction) -> tuple[str, ...]:
    """What the bot lacks in the channel of an interaction; nothing where it isn't a member."""
    if not is_member(interaction):
        return ()
    place = interaction.channel
    if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
        return ()
    return missing(place, interaction.app_permissions)
