"""What this small Discord holds: an application, people, guilds, channels, messages, interactions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from time import time

from .components import buttons, texts
from .message_rules import EPHEMERAL, LOADING
from .permissions import EVERYONE, IN_BOT_DM, NOT_INSTALLED, Permission
from .refusals import Payload

DISCORD_EPOCH_MS = 1_420_070_400_000
"""https://docs.discord.com/developers/reference#snowflakes"""


class ChannelKind(IntEnum):
    """https://docs.discord.com/developers/resources/channel#channel-object-channel-types"""

    GUILD_TEXT = 0
    DM = 1
    GROUP_DM = 3
    PUBLIC_THREAD = 11


class InteractionKind(IntEnum):
    """https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object"""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4


@dataclass(eq=False)
class User:
    """A person, or the bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    installed: bool = False
    """Whether the person installed the application for themself (user install)."""
    closed_to_messages: bool = False
    """Whether direct messages from the bot are refused."""

    @property
    def mention(self) -> str:
        """What stands in a text to mention them."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class TeamMember:
    """Somebody in the team that owns the application. `state`: 1 invited, 2 accepted.

    https://docs.discord.com/developers/topics/teams#data-models-team-member-object
    """

    user: User
    role: str = "developer"
    state: int = 2


@dataclass(eq=False)
class Guild:
    """A server. `has_bot` is whether the bot was invited."""

    id: int
    name: str
    has_bot: bool = True
    available: bool = True
    """Whether Discord can serve it: in an outage, a connecting bot only hears that it exists."""
    everyone: int = int(EVERYONE)
    locale: str = "en-US"
    members: list[User] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)


@dataclass(eq=False)
class Channel:
    """A text channel of a guild, a thread begun in the channel `parent`, or direct messages."""

    id: int
    kind: ChannelKind
    name: str = ""
    guild: Guild | None = None
    recipients: tuple[User, ...] = ()
    allow: int = 0
    deny: int = 0
    """The channel's permission overwrite for @everyone; for a thread, its parent's."""
    parent: Channel | None = None
    messages: list[Message] = field(default_factory=list)


@dataclass(eq=False)
class Message:
    """A message as it is stored. What tests read of it are the properties."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    components: list[Payload] = field(default_factory=list)
    embeds: list[Payload] = field(default_factory=list)
    attachments: list[Payload] = field(default_factory=list)
    flags: int = 0
    reply_to: Message | None = None
    mentions: list[User] = field(default_factory=list)
    """Whom the message mentions and so notifies: everyone that `allowed_mentions` lets through."""
    mentions_everyone: bool = False
    edited: bool = False
    deleted: bool = False
    interaction: Interaction | None = None
    nonce: str | None = None
    reactions: list[str] = field(default_factory=list)
    """The bot's own."""

    @property
    def text(self) -> str:
        """The words shown: the content and every text display, a line break between two."""
        return "\n".join(filter(None, [self.content, *texts(self.components)]))

    @property
    def buttons(self) -> list[Payload]:
        """The buttons, in reading order."""
        return buttons(self.components)

    @property
    def ephemeral(self) -> bool:
        """Whether only the asker sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says that the bot is thinking."""
        return bool(self.flags & LOADING)


@dataclass(eq=False)
class Interaction:
    """A command used, a component clicked, or an autocomplete asked for, and what came of it."""

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    data: Payload
    started: float
    """On the server's clock, in seconds."""
    source: Message | None = None
    """The message whose component was clicked."""
    owners: dict[str, str] = field(default_factory=dict)
    """Who installed the application, as `authorizing_integration_owners` says it."""
    callback: Payload | None = None
    """The first response's body as the bot sent it; None while there is none."""
    message: Message | None = None
    """The message that the first response made or changed."""
    follow_ups: list[Message] = field(default_factory=list)

    @property
    def choices(self) -> list[Payload]:
        """What autocomplete offered."""
        return list(((self.callback or {}).get("data") or {}).get("choices") or ())

    @property
    def answered(self) -> bool:
        """Whether the first response is there, loads no more, and is followed where it was removed."""
        first = self.message
        if self.callback is None or first is None or not first.loading:
            return self.callback is not None
        return first.deleted and bool(self.follow_ups)

    @property
    def text(self) -> str:
        """The words of the message that answers it; empty where there is none."""
        return self.message.text if self.message else ""


class World:
    """The whole state, and the ids that hold it together."""

    def __init__(self, token: str, clock: Callable[[], float], *, name: str = "Footnote") -> None:
        self.token, self.clock, self.name = token, clock, name
        self._last_id = 0
        self.application_id = self.new_id()
        self.bot = User(self.application_id, name, bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Payload] = []
        self.owner = self.bot
        """Who owns the application; of a team, who made it."""
        self.team: list[TeamMember] = []
        """The members of the team that owns the application; empty where one person does."""
        self.application_flags = 0
        """As the developer portal's switches set them.
        https://docs.discord.com/developers/resources/application#application-object-application-flags"""

    def new_id(self) -> int:
        """A fresh snowflake; later ones are larger."""
        self._last_id = max(self._last_id + 1, (int(time() * 1000) - DISCORD_EPOCH_MS) << 22)
        return self._last_id

    def add_user(self, name: str, *, installed: bool = False, locale: str = "en-US") -> User:
        """A new person."""
        user = User(self.new_id(), name, installed=installed, locale=locale)
        self.users[user.id] = user
        return user

    def add_guild(
        self, name: str, *members: User, has_bot: bool = True, guild_id: int | None = None
    ) -> Guild:
        """A new guild, without channels. Its id decides on its shard."""
        guild = Guild(
            guild_id or self.new_id(), name, has_bot, members=[*members, *([self.bot] if has_bot else [])]
        )
        self.guilds[guild.id] = guild
        return guild

    def add_channel(self, guild: Guild, name: str, *, deny: int = 0) -> Channel:
        """A new text channel in a guild."""
        channel = Channel(self.new_id(), ChannelKind.GUILD_TEXT, name, guild, deny=int(deny))
        guild.channels.append(channel)
        self.channels[channel.id] = channel
        return channel

    def direct(self, *people: User) -> Channel:
        """The direct messages between these people (the bot counts); made at the first call."""
        for channel in self.channels.values():
            if channel.recipients and set(channel.recipients) == set(people):
                return channel
        kind = ChannelKind.DM if len(people) == 2 else ChannelKind.GROUP_DM
        channel = Channel(self.new_id(), kind, recipients=people)
        self.channels[channel.id] = channel
        return channel

    def permissions(self, channel: Channel) -> Permission:
        """What the bot may do in a channel."""
        if channel.guild is None:
            return IN_BOT_DM if self.bot in channel.recipients else NOT_INSTALLED
        if not channel.guild.has_bot:
            return NOT_INSTALLED
        return Permission((channel.guild.everyone & ~channel.deny) | channel.allow)

    def sees(self, channel: Channel) -> bool:
        """Whether the bot gets this channel's messages."""
        if channel.guild is None:
            return self.bot in channel.recipients
        return channel.guild.has_bot and bool(self.permissions(channel) & Permission.VIEW_CHANNEL)

    def message(self, message_id: int) -> Message | None:
        """A stored message by its id; None where it is gone or never was."""
        return next((m for m in self.messages() if m.id == message_id and not m.deleted), None)

    def messages(self) -> Iterator[Message]:
        """Every message of every channel."""
        for channel in self.channels.values():
            yield from channel.messages

    def mentioned(self, text: str, allowed: Payload | None) -> list[User]:
        """Whom a text notifies, `allowed_mentions` considered (None: everybody in it)."""
        found = [self.users[int(n)] for n in re.findall(r"<@!?(\d+)>", text) if int(n) in self.users]
        people = list(dict.fromkeys(found))
        if allowed is None or "users" in (allowed.get("parse") or ()):
            return people
        named = {int(user) for user in allowed.get("users") or ()}
        return [user for user in people if user.id in named]
