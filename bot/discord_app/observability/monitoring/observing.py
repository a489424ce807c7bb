"""What happens that is worth counting, told as it happens. Where no port is set, nobody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.answering import Answer

Way = Literal["mention", "direct_message", "answer_channel", "slash_command", "message_command"]
"""How a question came in. A reply to the bot counts as a mention."""


class Observer:
    """Is told what happens, and does nothing with it."""

    def answered(self, way: Way, answer: Answer) -> None:
        """Discord has taken an answer, or the word that there is none."""

    def put_off(self, way: Way) -> None:
        """Somebody asked more than the cooldown allows."""

    def disconnected(self, shard: int) -> None:
        """A shard has lost the gateway."""

    def resumed(self, shard: int) -> None:
        """A shard goes on where it was cut off."""

    def identified(self, shard: int) -> None:
        """A shard has begun a session: at the start, or where none could be resumed."""

    def reloaded(self, failed: int, broken: int) -> None:
        """Articles were read anew: `failed` couldn't be for the first time, `broken` are so by now."""
