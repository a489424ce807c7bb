"""How often one person is answered in a channel: a number of times within a number of seconds."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Protocol

import discord

from bot.discord_app.cards import notice
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker
from bot.discord_app.words.languages import ENGLISH, Words

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient

MOST_KEPT = 10_000
"""Askers remembered at a time; the one who asked longest ago is forgotten first."""


class Rate(Protocol):
    """At most `count` answers within `seconds`; no limit where `count` is 0."""

    @property
    def count(self) -> int: ...

    @property
    def seconds(self) -> int: ...


class Cooldowns:
    """When each asker was last answered, in memory, bounded in number.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(self, clock: Callable[[], float], *, most: int = MOST_KEPT) -> None:
        self._clock = clock
        self._most = most
        self._answered: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._told: OrderedDict[Hashable, float] = OrderedDict()

    def take(self, asker: Hashable, rate: Rate) -> float:
        """Count an answer for `asker`: 0 where it may be given, else the seconds that are left to wait."""
        if not rate.count:
            return 0.0
        now = self._clock()
        answered = self._answered.setdefault(asker, deque())
        self._answered.move_to_end(asker)
        while answered and now - answered[0] >= rate.seconds:
            answered.popleft()
        if len(answered) >= rate.count:
            # The oldest of the last `count` answers must have passed: a moderator may have lowered the count.
            return rate.seconds - (now - answered[-rate.count])
        answered.append(now)
        while len(self._answered) > self._most:
            self._answered.popitem(last=False)
        return 0.0

    def may_tell(self, asker: Hashable, seconds: float) -> bool:
        """Whether to tell `asker` of the wait of `seconds`: once, until it is over."""
        now = self._clock()
        if self._told.get(asker, now) > now:
            return False
        self._told[asker] = now + seconds
        self._told.move_to_end(asker)
        while len(self._told) > self._most:
            self._told.popitem(last=False)
        return True

    def __len__(self) -> int:
        return len(self._answered)


def wait_card(seconds: float, words: Words = ENGLISH) -> discord.ui.LayoutView:
    """That somebody has to wait, and how long."""
    return notice(words(wording.WAIT).format(seconds=math.ceil(seconds)))


async def asked_to_wait(interaction: discord.Interaction[FootnoteClient]) -> bool:
    """Count a command's answer. Where it may not be given yet, tell the asker so privately: True."""
    seconds = interaction.client.seconds_to_wait(
        interaction.user.id, interaction.channel_id, interaction.guild_id
    )
    if seconds:
        await interaction.response.send_message(
            view=wait_card(seconds, for_asker(interaction)), ephemeral=True
        )
    return bool(seconds)
