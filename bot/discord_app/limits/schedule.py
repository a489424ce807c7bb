"""Who works on the event loop next, and who is told first that the answer takes longer.

Discord waits three seconds for a response to an interaction: an answer, or the word that one will follow,
which costs a part of an answer. Where hundreds come at once, or the machine is slow, the last ones can't be
answered in time: then those who have waited longest are acknowledged before anybody else is answered. Where
that isn't needed it would only take time from the answers, and is left out.
"""

from __future__ import annotations

import asyncio
import contextvars
import heapq
import itertools
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

PATIENCE = 3.0
"""Seconds for which Discord waits for a response.
https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback"""

LATEST = 2.3
"""Seconds after which the last one is to be acknowledged: what is left is for the way to Discord and back."""

SOON = 1.0
"""Seconds after which an answer counts as slow: Discord is told that it will come, where nobody has work."""

FIRST_PACE = 0.004
"""Seconds that a turn takes on a machine that nothing is known of yet."""

PACES = 32
"""Turns over which the pace is smoothed: a look for garbage is no slow machine."""

MOST_PACES = 4
"""A turn counts as this many at the most: in the first ones hundreds of events are read, which passes."""

SHARE = 1 / 3
"""What an acknowledgement takes of a turn; a quarter was measured, where no connection had to be opened."""


class Acknowledgement:
    """That Discord is told of an answer that will follow: in time, and before anything else is sent."""

    def __init__(
        self, schedule: Schedule, received: float, send: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        self.received = received
        self._schedule, self._send = schedule, send
        self._context = contextvars.copy_context()
        self._sending: asyncio.Task[None] | None = None

    @property
    def is_too_late(self) -> bool:
        """Whether Discord no longer waits, and was told nothing."""
        return self._sending is None and self._schedule.age(self) > PATIENCE

    async def settle(self) -> bool:
        """Begin no more. Whether Discord was told before; raises what it raised where that failed."""
        self._schedule.drop(self)
        if self._sending is None:
            return False
        await asyncio.wait([self._sending])  # a request is never cancelled from outside
        self._sending.result()
        return True

    def begin(self) -> None:
        """Tell Discord."""
        self._sending = asyncio.create_task(self._send(), context=self._context)
        self._sending.add_done_callback(lambda task: task.cancelled() or task.exception())


class Schedule:
    """Lets one task work in each round of the event loop, whoever has waited longest first.

    Between two of them the loop reads what has come in, so that nobody waits unseen, and sends what is to be
    sent. `clock` gives seconds and never runs backwards.
    """

    def __init__(self, clock: Callable[[], float], age: Callable[[], float]) -> None:
        """`age`: seconds since the event of the running task came in."""
        self._clock, self._age = clock, age
        self._numbers = itertools.count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._unacknowledged: OrderedDict[Acknowledgement, None] = OrderedDict()
        self._pace, self._began = FIRST_PACE, 0.0
        self._is_free = True
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    async def turn(self) -> None:
        """Wait until the running task may work: at once where nobody else does."""
        if self._is_free:
            self._is_free = False
            self._begin_turn()
        else:
            turn = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (self._received(), next(self._numbers), turn))
            await turn

    def expect(self, send: Callable[[], Coroutine[Any, Any, None]]) -> Acknowledgement:
        """Have Discord told by `send` in time, unless that is settled before, or the running task ends."""
        acknowledgement = Acknowledgement(self, self._received(), send)
        self._unacknowledged[acknowledgement] = None
        if (task := asyncio.current_task()) is not None:
            task.add_done_callback(lambda _: self.drop(acknowledgement))
        if self._is_free:
            self._set_timer()
        return acknowledgement

    def age(self, acknowledgement: Acknowledgement) -> float:
        """Seconds since the event came in that it is about."""
        return self._clock() - acknowledgement.received

    def drop(self, acknowledgement: Acknowledgement) -> None:
        """Have Discord told nothing from now on."""
        self._unacknowledged.pop(acknowledgement, None)

    def _received(self) -> float:
        return self._clock() - self._age()

    def _begin_turn(self) -> None:
        self._began = self._clock()
        asyncio.get_running_loop().call_soon(self._end_turn)

    def _end_turn(self) -> None:
        taken = min(self._clock() - self._began, MOST_PACES * self._pace)
        self._pace += (taken - self._pace) / PACES
        self._next()

    def _next(self) -> None:
        """Say what happens in the next round."""
        if self._seconds_left() <= 0:
            self._acknowledge()
        elif (turn := self._next_turn()) is not None:
            turn.set_result(None)
            self._begin_turn()
        elif self._unacknowledged and self._age_of_first() >= SOON:
            self._acknowledge()
        else:
            self._is_free = True
            self._set_timer()

    def _next_turn(self) -> asyncio.Future[None] | None:
        while self._waiting:
            *_, turn = heapq.heappop(self._waiting)
            if not turn.done():  # its task was cancelled
                return turn
        return None

    def _acknowledge(self) -> None:
        first, _ = self._unacknowledged.popitem(last=False)
        first.begin()
        asyncio.get_running_loop().call_soon(self._next)

    def _age_of_first(self) -> float:
        return self.age(next(iter(self._unacknowledged)))

    def _seconds_left(self) -> float:
        """Until all who wait have to be acknowledged, one after the other, so that the last is in time."""
        if not self._unacknowledged:
            return LATEST
        return LATEST - self._age_of_first() - len(self._unacknowledged) * self._pace * SHARE

    def _set_timer(self) -> None:
        """Look again when somebody is to be acknowledged, although nothing else happens."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._unacknowledged:
            seconds = min(self._seconds_left(), SOON - self._age_of_first())
            self._timer = asyncio.get_running_loop().call_later(max(seconds, 0.0), self._look)

    def _look(self) -> None:
        self._timer = None
        if self._is_free:
            self._is_free = False
            self._next()
