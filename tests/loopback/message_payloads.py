"""Messages and interactions as JSON."""

from __future__ import annotations

from collections.abc import Callable

from .components import Kind, numbered
from .payloads import channel, member, user, when
from .refusals import Payload
from .world import Channel, ChannelKind, Interaction, InteractionKind, Message, World

ATTACHMENT_LIMIT = 10 * 1024 * 1024
"""Bytes; https://docs.discord.com/developers/reference#uploading-files"""

DEFAULT_REPLY, PLAIN, SLASH = 19, 0, 20
"""https://docs.discord.com/developers/resources/message#message-object-message-types"""


def message(
    stored: Message, *, readable: Callable[[Message], bool] = lambda _: True, with_reference: bool = True
) -> Payload:
    """https://docs.discord.com/developers/resources/message#message-object

    What isn't `readable` comes empty, as an application without the message content intent gets it.
    """
    open_ = readable(stored)
    kind = DEFAULT_REPLY if stored.reply_to else PLAIN
    if stored.interaction is not None and stored.reply_to is None:
        kind = SLASH
    result: Payload = {
        "id": str(stored.id),
        "channel_id": str(stored.channel.id),
        "type": kind,
        "author": user(stored.author),
        "content": stored.content if open_ else "",
        "components": _components(stored.components) if open_ else [],
        "embeds": stored.embeds if open_ else [],
        "attachments": stored.attachments if open_ else [],
        "timestamp": when(stored.id),
        "edited_timestamp": when(stored.id) if stored.edited else None,
        "tts": False,
        "mention_everyone": stored.mentions_everyone,
        "mentions": [user(someone) for someone in stored.mentions],
        "mention_roles": [],
        "pinned": False,
        "flags": stored.flags,
    }
    if stored.reply_to is not None:
        result["message_reference"] = _reference(stored.reply_to)
        if with_reference:
            target = stored.reply_to
            result["referenced_message"] = (
                None if target.deleted else message(target, readable=readable, with_reference=False)
            )
    if stored.interaction is not None:
        asked = stored.interaction
        result["application_id"] = result["webhook_id"] = str(stored.author.id)
        result["interaction_metadata"] = _metadata(asked)
        if asked.kind is InteractionKind.COMMAND:
            result["interaction"] = {
                "id": str(asked.id),
                "type": int(asked.kind),
                "name": asked.data["name"],
                "user": user(asked.user),
            }
    return result


def message_event(stored: Message, *, readable: Callable[[Message], bool]) -> Payload:
    """A message as the gateway sends it: in a guild with the guild and the author's membership."""
    result = message(stored, readable=readable)
    result["channel_type"] = int(stored.channel.kind)
    if stored.channel.guild is not None:
        server = stored.channel.guild
        result |= {"guild_id": str(server.id), "member": member(stored.author, server, whole=False)}
    return result


def _components(components: list[Payload]) -> list[Payload]:
    """Components as an answer has them, with the defaults that a request may leave out."""
    defaults: dict[int, Payload] = {
        Kind.SEPARATOR: {"spacing": 1, "divider": True},
        Kind.CONTAINER: {"accent_color": None, "spoiler": False},
    }

    def filled(component: Payload) -> Payload:
        done = defaults.get(component["type"], {}) | component
        if "components" in done:
            done["components"] = [filled(child) for child in done["components"]]
        return done

    return [filled(component) for component in numbered(components)]


def _reference(target: Message) -> Payload:
    reference: Payload = {"type": 0, "channel_id": str(target.channel.id), "message_id": str(target.id)}
    if target.channel.guild is not None:
        reference["guild_id"] = str(target.channel.guild.id)
    return reference


def _metadata(asked: Interaction) -> Payload:
    metadata: Payload = {
        "id": str(asked.id),
        "type": int(asked.kind),
        "user": user(asked.user),
        "authorizing_integration_owners": asked.owners,
    }
    if asked.kind is InteractionKind.COMPONENT and asked.source is not None:
        metadata["interacted_message_id"] = str(asked.source.id)
    return metadata


def interaction(asked: Interaction, world: World) -> Payload:
    """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object"""
    place, bot_may = asked.channel, int(world.permissions(asked.channel))
    result: Payload = {
        "id": str(asked.id),
        "application_id": str(world.application_id),
        "type": int(asked.kind),
        "token": asked.token,
        "version": 1,
        "data": asked.data,
        "channel_id": str(place.id),
        "channel": channel(place) | {"permissions": str(bot_may)},
        "app_permissions": str(bot_may),
        "locale": asked.user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": asked.owners,
        "attachment_size_limit": ATTACHMENT_LIMIT,
        "context": context(place, world),
    }
    if place.guild is None:
        result["user"] = user(asked.user)
    else:
        server = place.guild
        result |= {
            "guild_id": str(server.id),
            "guild": {"id": str(server.id), "locale": server.locale, "features": []},
            "guild_locale": server.locale,
            "member": member(asked.user, server, permissions=server.everyone),
        }
    if asked.source is not None:
        result["message"] = message(asked.source)
    return result


def context(place: Channel, world: World) -> int:
    """Where an interaction happens: 0 in a guild, 1 with the bot, 2 in a private channel.

    https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object
    """
    if place.guild is not None:
        return 0
    return 1 if world.bot in place.recipients and place.kind is ChannelKind.DM else 2


def callback_response(asked: Interaction, kind: int) -> Payload:
    """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""
    told: Payload = {"id": str(asked.id), "type": int(asked.kind)}
    result: Payload = {"interaction": told}
    if asked.message is not None and kind in (4, 5, 7):
        told |= {
            "response_message_id": str(asked.message.id),
            "response_message_loading": asked.message.loading,
            "response_message_ephemeral": asked.message.ephemeral,
        }
        result["resource"] = {"type": kind, "message": message(asked.message)}
    return result
