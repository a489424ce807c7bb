"""What a server can set, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PASSAGES = 10
"""As many as an operator may set (`Settings.passages`)."""

MOST_CHANNELS = 25
"""As many as a select menu takes.
https://docs.discord.com/developers/components/reference#channel-select"""


@dataclass(frozen=True, slots=True)
class Cooldown:
    """One person gets at most `count` answers in a channel within `seconds`; no limit where `count` is 0."""

    count: int = 5
    seconds: int = 30

    def __post_init__(self) -> None:
        """Raises ValueError where a number makes no sense."""
        if not 0 <= self.count <= 1000 or not 1 <= self.seconds <= 86_400:
            raise ValueError(f"no cooldown: {self.count} in {self.seconds} s")


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """One server's settings. What isn't set is as the operator has it.

    `channels`: ids of the answer channels. `passages`: in an answer, at the most; None as the operator set
    it. `compact`: cards show the answering sentences alone. `private`: commands are answered for the asker
    alone. `locale`: the language of the bot's own words, such as `pt-BR`; None the server's own.
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
        """Raises ValueError where a value can't be."""
        if self.passages is not None and not 1 <= self.passages <= MOST_PASSAGES:
            raise ValueError(f"no number of passages: {self.passages}")
        if len(self.channels) > MOST_CHANNELS:
            raise ValueError(f"too many answer channels: {len(self.channels)}")


DEFAULTS = GuildSettings()
"""A server where nobody has set anything, and direct messages."""
