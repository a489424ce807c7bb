"""The settings that a server can change, as plain data. Nothing that anybody asks is in them."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PASSAGES = 10
"""The most passages in an answer, as for the operator's setting (`Settings.passages`)."""

MOST_CHANNELS = 25
"""The most answer channels: as many as a select menu takes.
https://docs.discord.com/developers/components/reference#channel-select"""


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


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """One server's settings. Where a server sets nothing, the operator's settings hold.

    `channels`: ids of the answer channels. `passages`: in an answer, at the most; None as the operator set
    it. `compact`: cards show only the answering sentences. `private`: only the asker sees the answer to a
    command. `locale`: the language of the bot's own words, such as `pt-BR`; None the server's own.
    `articles`: ids of those that answer here; empty means all. `cooldown`: None as the operator set it.
    """

    channels: frozenset[int] = frozenset()
    passages: int | None = None
    compact: bool = False
    private: bool = False
    locale: str | None = None
    articles: frozenset[str] = frozenset()
    cooldown: Cooldown | None = None

    def __post_init__(self) -> None:
        """Raises ValueError where a value is out of range."""
        if self.passages is not None and not 1 <= self.passages <= MOST_PASSAGES:
            raise ValueError(f"no number of passages: {self.passages}")
        if len(self.channels) > MOST_CHANNELS:
            raise ValueError(f"too many answer channels: {len(self.channels)}")


DEFAULTS = GuildSettings()
"""A server where nobody has set anything, and direct messages."""
