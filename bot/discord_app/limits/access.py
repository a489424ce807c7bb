"""What the bot asks for: of Discord what it may hear, of a server's owner the permissions that it needs."""

from __future__ import annotations

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""All that the bot needs in a server: to be there, to answer, and to answer as a reply."""

SCOPES = ("bot", "applications.commands")


def intents(*, answer_channels: bool = False) -> discord.Intents:
    """What the gateway sends: servers, and messages there and in direct messages.

    Answer channels need the text of messages that don't call the bot, which is privileged.
    """
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    wanted.message_content = answer_channels
    return wanted


def invite_link(application_id: int | None) -> str:
    """Where a server's owner adds the bot, with exactly the permissions that it needs."""
    return discord.utils.oauth_url(application_id or 0, permissions=PERMISSIONS, scopes=SCOPES)
