"""The settings that a server can change, as plain data. Nothing that anybody asks is in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace

MOST_PASSAGES = 10
"""The most passages in an answer, as for the operator's setting (`Settings.passages`)."""

MOST_CHANNELS = 25
"""The most channels of one kind: as many as a select menu takes.
https://docs.discord.com/developers/components/reference#channel-select"""

MOST_ROLES = 25
"""The most roles of one kind, for the same reason."""

MOST_OWN = 25
"""The most channels with settings of their own."""

MOST_ANSWERS = 1000
"""The most answers that a cooldown may allow."""


@dataclass(frozen=True, slots=True)
class Cooldown:
    """One person gets at most `count` answers in a channel within `seconds`; no limit where `count` is 0."""

    count: int = 5
    seconds: int = 30

    def __post_init__(self) -> None:
        """Raises ValueError where a number is out of range."""
        if not 0 <= self.count <= MOST_ANSWERS or not 1 <= self.seconds <= 86_400:
            raise ValueError(f"no cooldown: {self.count} in {self.seconds} s")

    def wider(self, times: int) -> Cooldown:
        """So many times as many answers within the same time."""
        return replace(self, count=min(self.count * times, MOST_ANSWERS))


def _check_passages(count: int | None) -> None:
    if count is not None and not 1 <= count <= MOST_PASSAGES:
        raise ValueError(f"no number of passages: {count}")


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What holds in one channel instead of the server's settings of the same names.

    None, or no articles: as in the server.
    """

    passages: int | None = None
    compact: bool | None = None
    private: bool | None = None
    threads: bool | None = None
    plain: bool | None = None
    locale: str | None = None
    articles: frozenset[str] = frozenset()
    cooldown: Cooldown | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where a value is out of range."""
        _check_passages(self.passages)


AS_SERVER = ChannelSettings()
"""A channel without settings of its own."""

CHANNEL_NAMES = tuple(each.name for each in fields(ChannelSettings))


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """One server's settings. Where a server sets nothing, the operator's settings hold.

    `channels`: ids of the answer channels. `passages`: in an answer, at the most; None as the operator set
    it. `compact`: cards show only the answering sentences. `private`: only the asker sees the answer to a
    command. `locale`: the language of the bot's own words, such as `pt-BR`; None the server's own.
    `articles`: ids of those that answer here; empty means all. `cooldown`: None as the operator set it.

    `threads`: messages are answered in a thread of their own. `plain`: answers are ordinary Markdown.
    `reactions`: who asks too soon gets a reaction instead of a reply. `votes`: answers have 👍 and 👎.
    `unanswered`: questions that nothing answers are listed for those who manage the server.

    `only_channels`, `except_channels`: ids of the channels in which the bot answers alone, or doesn't.
    `only_roles`, `except_roles`: ids of roles whose members are answered alone, or aren't; both empty for
    everybody. `by_channel`: what differs in a channel, by its id.
    """

    channels: frozenset[int] = frozenset()
    passages: int | None = None
    compact: bool = False
    private: bool = False
    locale: str | None = None
    articles: frozenset[str] = frozenset()
    cooldown: Cooldown | None = None
    threads: bool = False
    plain: bool = False
    reactions: bool = False
    votes: bool = False
    unanswered: bool = False
    only_channels: frozenset[int] = frozenset()
    except_channels: frozenset[int] = frozenset()
    only_roles: frozenset[int] = frozenset()
    except_roles: frozenset[int] = frozenset()
    by_channel: Mapping[int, ChannelSettings] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Raises ValueError where a value is out of range."""
        _check_passages(self.passages)
        for channels in (self.channels, self.only_channels, self.except_channels):
            if len(channels) > MOST_CHANNELS:
                raise ValueError(f"too many channels: {len(channels)}")
        for roles in (self.only_roles, self.except_roles):
            if len(roles) > MOST_ROLES:
                raise ValueError(f"too many roles: {len(roles)}")
        if len(self.by_channel) > MOST_OWN:
            raise ValueError(f"too many channels with settings of their own: {len(self.by_channel)}")

    def in_channel(self, channel_id: int, parent_id: int | None = None) -> GuildSettings:
        """The settings in a channel; in a thread without any of its own, those of the channel `parent_id`."""
        own = self.by_channel.get(channel_id) or self.by_channel.get(parent_id or 0)
        if own is None:
            return self
        chosen = {name: getattr(own, name) for name in CHANNEL_NAMES}
        return replace(
            self, **{name: value for name, value in chosen.items() if value not in (None, frozenset())}
        )

    def with_channel(self, channel_id: int, own: ChannelSettings) -> GuildSettings:
        """The same with these settings of a channel's own. Raises ValueError where there are too many."""
        others = {channel: kept for channel, kept in self.by_channel.items() if channel != channel_id}
        return replace(self, by_channel=others if own == AS_SERVER else others | {channel_id: own})

    def with_own_of(self, channel_ids: Collection[int]) -> GuildSettings:
        """The same without what channels other than these have of their own."""
        kept = {channel: own for channel, own in self.by_channel.items() if channel in channel_ids}
        return self if len(kept) == len(self.by_channel) else replace(self, by_channel=kept)

    def answers_in(self, channel_id: int, parent_id: int | None = None) -> bool:
        """Whether the bot answers in a channel. A thread belongs to the channel in which it was begun."""
        here = {channel_id, parent_id}
        return not here & self.except_channels and (not self.only_channels or bool(here & self.only_channels))

    def answers_to(self, role_ids: Collection[int]) -> bool:
        """Whether the bot answers somebody with these roles, the server's own (everybody's) among them."""
        roles = frozenset(role_ids)
        return not roles & self.except_roles and (not self.only_roles or bool(roles & self.only_roles))


DEFAULTS = GuildSettings()
"""A server where nobody has set anything, and direct messages."""
