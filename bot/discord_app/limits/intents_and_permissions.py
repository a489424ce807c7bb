"""The gateway intents and the permissions that the bot asks for, and the link by which it is invited."""

from __future__ import annotations

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""All that the bot needs in a server: to see a channel, to answer there, and to answer as a reply."""

OPTIONAL = discord.Permissions(create_public_threads=True, add_reactions=True)
"""What it can use besides, where a server switches on threads of their own for answers, or reactions."""

SCOPES = ("bot", "applications.commands")


def intents(*, answer_channels: bool = False) -> discord.Intents:
    """The events that the gateway sends: servers, and messages there and in direct messages.

    Answer channels need the text of messages that don't mention the bot, which is a privileged intent.
    """
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = intents.dm_messages = True
    intents.message_content = answer_channels
    return intents


def invite_link(application_id: int | None, *, besides: discord.Permissions | None = None) -> str:
    """Where a server's owner adds the bot, with exactly the permissions it needs, and those `besides`."""
    permissions = PERMISSIONS if besides is None else PERMISSIONS | besides
    return discord.utils.oauth_url(application_id or 0, permissions=permissions, scopes=SCOPES)
