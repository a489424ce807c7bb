"""Who is in the simulated Discord, and where they talk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import discord
import simcord
from simcord.actors import MemberActor, MessageLike
from simcord.builders import ChannelHandle, UserHandle

BOT = "Footnote"

GREETING = "Hello!"
"""Has a short answer, from the real bot, that tells what to ask."""

_NAMED = re.compile(rf"@{BOT}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Chat:
    """A channel that the page shows, and the people as whom it can be used, the first one first."""

    channel: ChannelHandle
    people: Sequence[MemberActor | UserHandle]


class Member(MemberActor):
    """Somebody in the server. “@Footnote” in what they write is a mention, as Discord's own page makes it."""

    async def send(
        self,
        channel: ChannelHandle,
        content: str = "",
        *,
        reply_to: MessageLike | None = None,
        attachments: Sequence[tuple[str, bytes]] = (),
    ) -> discord.Message:
        """Write a message."""
        bot = self._env.bot.user
        if bot is not None:
            content = _NAMED.sub(bot.mention, content)
        return await super().send(channel, content, reply_to=reply_to, attachments=attachments)


async def direct(env: simcord.Env) -> Chat:
    """Somebody in a direct message to the bot, where every message is a question. They have greeted it."""
    you = env.create_user("you", global_name="You")
    await you.send_dm(GREETING)
    return Chat(you.dm_channel, [you])


async def in_server(env: simcord.Env) -> Chat:
    """A channel of a server, with its owner, who may use /settings, and a guest. The owner has greeted it."""
    owner = env.create_user("you", global_name="You")
    guild = env.create_guild("Preview", owner=owner)
    channel = guild.create_text_channel("ask", topic=f"Write @{BOT} and a question, or / for a command")
    guest = env.create_user("guest", global_name="Guest")
    guild.add_member(guest)
    people = [Member(env, guild, owner), Member(env, guild, guest)]
    await people[0].send(channel, f"@{BOT} {GREETING}")
    return Chat(channel, people)
