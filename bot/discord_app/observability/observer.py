"""What happens in the bot that is worth counting, and the state that it is in.

This module imports nothing that takes time: it is there whether or not anything is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.answering import Answer

Way = Literal["mention", "direct_message", "answer_channel", "slash_command", "message_command", "button"]
"""How a question came in. A reply to the bot counts as a mention."""


@dataclass(frozen=True, slots=True)
class BotState:
    """How the bot is doing at one moment.

    `problem`: why it can't answer just now, in a few words; None where it can. `latencies`: shard → seconds
    from heartbeat to acknowledgement, for shards that are connected and have measured one.
    """

    problem: str | None
    guilds: int
    articles: int
    passages: int
    latencies: Mapping[int, float]


GetState = Callable[[], BotState]


class Observer:
    """Is told what happens, and does nothing with it: the base class of what counts."""

    def answered(self, way: Way, answer: Answer) -> None:
        """Discord has accepted an answer, or the reply that there is none."""

    def put_off(self, way: Way) -> None:
        """Somebody asked more than the cooldown allows."""

    def disconnected(self, shard: int) -> None:
        """A shard has lost the gateway."""

    def resumed(self, shard: int) -> None:
        """A shard has resumed its session."""

    def identified(self, shard: int) -> None:
        """A shard has begun a session: at the start, or where the last one couldn't be resumed."""

    def reloaded(self, failed: int, broken: int) -> None:
        """Articles were read again: `failed` problems are new, `broken` are there in all."""
