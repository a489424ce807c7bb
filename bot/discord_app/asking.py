"""Who asks and where, and what they talked of a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.answering import Answer, Conversations


@dataclass(frozen=True, slots=True)
class Asked:
    """The ids of an asker, of the channel (of a thread its parent, too), and of the server, if any."""

    user: int
    channel: int
    parent: int | None
    guild: int | None

    @classmethod
    def by_message(cls, message: discord.Message) -> Asked:
        """Who wrote `message`, and where."""
        parent = getattr(message.channel, "parent_id", None)
        return cls(message.author.id, message.channel.id, parent, server_of(message))

    @classmethod
    def by_interaction(cls, interaction: discord.Interaction[Any]) -> Asked:
        """Who used a command, and where."""
        parent = getattr(interaction.channel, "parent_id", None)
        return cls(interaction.user.id, interaction.channel_id or 0, parent, interaction.guild_id)


def server_of(message: discord.Message) -> int | None:
    """The id of the server in which the message stands; None for a direct message."""
    # A server that Discord calls unavailable may be unknown here, so that only the channel tells.
    return message.guild.id if message.guild else getattr(message.channel, "guild_id", None)


class Talks:
    """What each asker was last answered in each channel, in memory and for ten minutes.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._conversations = Conversations()

    def context(self, asked: Asked) -> str:
        """What a question may leave unsaid: here, or in the channel from which this thread was begun."""
        now = self._clock()
        here = self._conversations.context((asked.channel, asked.user), now)
        if here or asked.parent is None:
            return here
        return self._conversations.context((asked.parent, asked.user), now)

    def remember(self, asked: Asked, answer: Answer) -> None:
        """Keep what the asker's next question there may leave unsaid."""
        self._conversations.remember((asked.channel, asked.user), answer.context, self._clock())


def must_be_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether Discord shows an answer to its asker alone, whatever we say.

    So it is in a server where the bot is no member and the asker may not use external apps.
    https://docs.discord.com/developers/resources/application#installation-context
    """
    return (
        interaction.guild_id is not None
        and interaction.is_user_integration()
        and not interaction.is_guild_integration()
        and not interaction.permissions.use_external_apps
    )
