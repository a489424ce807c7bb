"""What the settings panel says of channels, roles and permissions, as Discord has them now."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import discord

from bot.discord_app.limits.channel_permissions import missing
from bot.discord_app.limits.intents_and_permissions import invite_link
from bot.discord_app.storage.guild_settings import GuildSettings

_log = logging.getLogger(__name__)


def answer_channels(guild: discord.Guild | None, settings: GuildSettings) -> dict[int, tuple[str, ...]]:
    """The answer channels that exist, each with the permissions that the bot lacks there."""
    lacks: dict[int, tuple[str, ...]] = {}
    for channel_id in sorted(settings.channels):
        channel = guild.get_channel(channel_id) if guild else None
        if guild and channel:
            lacks[channel_id] = missing(channel, channel.permissions_for(guild.me))
    return lacks


async def existing_ids(
    guild: discord.Guild | None, settings: GuildSettings, *, roles: bool
) -> frozenset[int]:
    """The ids of those channels in the settings that there are; with `roles` those of roles, too."""
    if guild is None:
        return frozenset()
    channels = settings.only_channels | settings.except_channels | settings.by_channel.keys()
    there = {channel_id for channel_id in channels if guild.get_channel(channel_id)}
    chosen = settings.only_roles | settings.except_roles
    if roles and chosen:
        try:
            # Of most roles nothing is kept (`discord_py.guild_memory`).
            there |= chosen & {role.id for role in await guild.fetch_roles()}
        except discord.HTTPException as refused:
            _log.debug("The roles can't be asked (code %s)", refused.code)
            there |= chosen
    return frozenset(there)


def lacking(guild: discord.Guild | None, settings: GuildSettings) -> tuple[str, ...]:
    """The permissions that what is switched on needs and that the bot lacks in the server."""
    threads = settings.threads or any(own.threads for own in settings.by_channel.values())
    needed = {"create_public_threads": threads, "add_reactions": settings.reactions}
    if guild is None:
        return ()
    granted = guild.me.guild_permissions
    return tuple(name for name, needs in needed.items() if needs and not getattr(granted, name))


def link_with(application_id: int | None, guild_id: int, lacks: Sequence[str]) -> str:
    """The link by which a moderator gives the bot these permissions besides."""
    besides = discord.Permissions(**dict.fromkeys(lacks, True))
    return f"{invite_link(application_id, besides=besides)}&guild_id={guild_id}"
