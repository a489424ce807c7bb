"""People, places and the application as JSON: objects of Discord's API, made from what is stored."""

from __future__ import annotations

from datetime import UTC, datetime

from .refusals import Payload
from .world import (
    DISCORD_EPOCH_MS,
    Channel,
    ChannelKind,
    Guild,
    User,
    World,
)


def when(snowflake: int) -> str:
    """The time that stands in an id."""
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000, UTC).isoformat()


def user(someone: User) -> Payload:
    """https://docs.discord.com/developers/resources/user#user-object"""
    return {
        "id": str(someone.id),
        "username": someone.name,
        "global_name": None if someone.bot else someone.name.title(),
        "discriminator": "0000" if someone.bot else "0",
        "avatar": None,
        "bot": someone.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user(bot: User) -> Payload:
    """The bot as it sees itself."""
    own = {"mfa_enabled": True, "locale": bot.locale, "verified": True, "email": None, "premium_type": 0}
    return user(bot) | own


def member(someone: User, guild: Guild, *, permissions: int | None = None, whole: bool = True) -> Payload:
    """https://docs.discord.com/developers/resources/guild#guild-member-object"""
    result: Payload = {
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": when(guild.id),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    if whole:
        result["user"] = user(someone)
    if permissions is not None:
        result["permissions"] = str(int(permissions))
    return result


TEAM = 987_654_321
"""The id of the team that owns the application, and of the account that stands for it."""


def team(world: World) -> Payload:
    """https://docs.discord.com/developers/topics/teams#data-models-team-object"""
    return {
        "id": str(TEAM),
        "name": "The team",
        "icon": None,
        "owner_user_id": str(world.owner.id),
        "members": [
            {
                "membership_state": member.state,
                "team_id": str(TEAM),
                "user": user(member.user),
                "role": member.role,
                "permissions": ["*"],
            }
            for member in world.team
        ],
    }


def application(world: World) -> Payload:
    """https://docs.discord.com/developers/resources/application#application-object"""
    return {
        "id": str(world.application_id),
        "name": world.name,
        "icon": None,
        "description": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": world.application_flags,
        "flags_new": str(world.application_flags),
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(world.owner) if not world.team else user(world.bot) | {"id": str(TEAM)},
        "team": team(world) if world.team else None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": sum(u.installed for u in world.users.values()),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["applications.commands", "bot"],
    }


def channel(place: Channel) -> Payload:
    """https://docs.discord.com/developers/resources/channel#channel-object"""
    last = place.messages[-1].id if place.messages else None
    result: Payload = {
        "id": str(place.id),
        "type": int(place.kind),
        "flags": 0,
        "last_message_id": str(last) if last else None,
    }
    if place.parent is not None:
        return result | {"guild_id": str(place.guild and place.guild.id), "name": place.name} | _thread(place)
    if place.guild is None:
        result["recipients"] = [user(someone) for someone in place.recipients if not someone.bot]
        if place.kind is ChannelKind.GROUP_DM:
            result |= {"name": None, "icon": None, "owner_id": str(place.recipients[0].id)}
        return result
    overwrite = {"id": str(place.guild.id), "type": 0, "allow": str(place.allow), "deny": str(place.deny)}
    return result | {
        "guild_id": str(place.guild.id),
        "name": place.name,
        "position": place.guild.channels.index(place),
        "permission_overwrites": [overwrite],
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
    }


def thread(place: Channel, owner: User) -> Payload:
    """A thread as it is told of when it is begun; `owner` began it."""
    return channel(place) | {"owner_id": str(owner.id)}


def _thread(place: Channel) -> Payload:
    metadata = {
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": when(place.id),
        "locked": False,
        "create_timestamp": when(place.id),
    }
    return {
        "parent_id": str(place.parent and place.parent.id),
        "owner_id": str(place.id),
        "message_count": len(place.messages),
        "member_count": 1,
        "rate_limit_per_user": 0,
        "thread_metadata": metadata,
    }


def guild(server: Guild) -> Payload:
    """https://docs.discord.com/developers/resources/guild#guild-object"""
    everyone = {
        "id": str(server.id),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0,
        "permissions": str(server.everyone),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": str(server.id),
        "name": server.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": str(server.members[0].id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [everyone],
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": server.locale,
        "nsfw_level": 0,
    }


def guild_create(server: Guild, bot: User) -> Payload:
    """https://docs.discord.com/developers/events/gateway-events#guild-create"""
    return guild(server) | {
        "joined_at": when(server.id),
        "large": False,
        "unavailable": False,
        "member_count": len(server.members),
        # Without the members intent a bot gets itself and those in voice.
        "members": [member(bot, server)],
        "channels": [channel(place) for place in server.channels],
        "threads": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
