"""How many questions were answered, day by day, and which were not, for servers that want a list of them.

Counts are numbers alone. The list is kept only where a server has switched it on: the words of a question
without who asked it, for DAYS_KEPT days, MOST_KEPT of them. Nothing reads it but the list itself.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.discord_app.storage.guild_rows import Row
from bot.discord_app.storage.settings_database import Statement
from bot.discord_app.storage.store_errors import StoreError

_log = logging.getLogger(__name__)

DAY = 86_400
DAYS_KEPT = 30
"""Days for which counts, and questions that nothing answered, are kept."""

MOST_KEPT = 200
"""Questions that are kept of a server; the oldest makes room for a new one."""

FLUSH = 60.0
"""Seconds after which counts are written, and what couldn't be erased is tried again."""

MOST_WAITING = 10_000
"""Deletions that wait for a database that is away; more than that are of the oldest questions."""

CountName = Literal["answered", "closest", "nothing", "helpful", "unhelpful"]

_ADD = (
    "INSERT INTO daily_counts (guild_id, day, name, value) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (guild_id, day, name) DO UPDATE SET value = daily_counts.value + excluded.value"
)
_COUNTS = "SELECT day, name, value FROM daily_counts WHERE guild_id = $1 AND day > $2"
_KEEP = (
    "INSERT INTO unanswered_questions (guild_id, channel_id, message, question, day, parent_id)"
    " SELECT CAST($1 AS bigint), CAST($2 AS bigint), CAST($3 AS text), CAST($4 AS text), CAST($5 AS bigint),"
    " CAST($6 AS bigint)"
    " WHERE NOT EXISTS (SELECT 1 FROM unanswered_questions"
    " WHERE guild_id = CAST($1 AS bigint) AND message = CAST($3 AS text) AND question = CAST($4 AS text))"
)
_TRIM = (
    "DELETE FROM unanswered_questions WHERE guild_id = $1 AND number NOT IN"
    " (SELECT number FROM unanswered_questions WHERE guild_id = $1 ORDER BY number DESC LIMIT $2)"
)
_LIST = (
    "SELECT number, question, day, channel_id FROM unanswered_questions"
    " WHERE guild_id = $1 AND day > $2 ORDER BY number DESC LIMIT $3"
)
_ERASE = "DELETE FROM unanswered_questions WHERE guild_id = $1 AND number = $2"
_ERASE_ALL = "DELETE FROM unanswered_questions WHERE guild_id = $1"
_ERASE_MESSAGE = "DELETE FROM unanswered_questions WHERE guild_id = $1 AND message = $2"
_ERASE_CHANNEL = (
    "DELETE FROM unanswered_questions WHERE guild_id = $1 AND (channel_id = $2 OR parent_id = $2)"
)
_EXPIRE = "DELETE FROM unanswered_questions WHERE day <= $1"
_EXPIRE_COUNTS = "DELETE FROM daily_counts WHERE day <= $1"

Execute = Callable[..., Awaitable[list[Row]]]
"""`GuildStore.execute`: does statements in one transaction, and returns the rows of the last one."""


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that nothing answered. `day`: since the epoch, in UTC."""

    number: int
    question: str = field(repr=False)
    day: int
    channel_id: int


class QuestionLog:
    """The counts and the list, in the database of servers' settings.

    `clock` gives seconds since the epoch. Only `listed`, `counts`, `erase` and `erase_all` raise StoreError.
    """

    def __init__(self, execute: Execute, clock: Callable[[], float] = time.time) -> None:
        self._execute = execute
        self._clock = clock
        self._counted: Counter[tuple[int, int, str]] = Counter()
        """What isn't written yet: (server, day, name) → how many."""
        self._to_erase: dict[Statement, None] = {}
        """Deletions that aren't done yet."""
        self._expired_on = 0
        self._failing = False

    @property
    def today(self) -> int:
        """The number of the day since the epoch, in UTC."""
        return int(self._clock() // DAY)

    # Counts

    def count(self, guild_id: int, name: CountName, by: int = 1, *, day: int | None = None) -> None:
        """Count something that happened in a server, today unless another day is named.

        It is written within a minute.
        """
        self._counted[guild_id, self.today if day is None else day, name] += by

    async def counts(self, guild_id: int, days: int) -> Mapping[int, Mapping[str, int]]:
        """What was counted on each of the last `days` days: day → name → how many."""
        await self._write()
        since = self.today - days
        found: dict[int, dict[str, int]] = {day: {} for day in range(since + 1, self.today + 1)}
        for day, name, value in await self._execute((_COUNTS, (guild_id, since))):
            found.setdefault(int(day), {})[str(name)] = max(int(value), 0)
        return found

    # The list

    async def keep(
        self, guild_id: int, channel: tuple[int, int | None], message_id: int, questions: Sequence[str]
    ) -> None:
        """Keep questions of one message that nothing answered. What can't be kept is told to the log.

        `channel`: its id, and for a thread that of the channel in which it was begun.
        """
        channel_id, parent_id = channel
        digest, today = _digest(message_id), self.today
        kept = [(_KEEP, (guild_id, channel_id, digest, each, today, parent_id)) for each in questions]
        if kept:
            await self._try(*kept, (_TRIM, (guild_id, MOST_KEPT)))

    async def listed(self, guild_id: int) -> list[KeptQuestion]:
        """A server's questions, the latest first."""
        await self._write()
        rows = await self._execute((_LIST, (guild_id, self.today - DAYS_KEPT, MOST_KEPT)))
        return [KeptQuestion(int(row[0]), str(row[1]), int(row[2]), int(row[3])) for row in rows]

    async def erase(self, guild_id: int, number: int) -> None:
        """Erase one question of a server."""
        await self._execute((_ERASE, (guild_id, number)))

    async def erase_all(self, guild_id: int) -> None:
        """Erase every question of a server."""
        await self._execute((_ERASE_ALL, (guild_id,)))

    async def forget_guild(self, guild_id: int) -> None:
        """Erase every question of a server that the bot left; later, where it can't be done now."""
        await self._erase_soon([(_ERASE_ALL, (guild_id,))])

    async def forget_messages(self, guild_id: int, message_ids: Collection[int]) -> None:
        """Erase the questions of messages that are gone; later, where it can't be done now."""
        await self._erase_soon([(_ERASE_MESSAGE, (guild_id, _digest(each))) for each in message_ids])

    async def forget_channel(self, guild_id: int, channel_id: int) -> None:
        """Erase the questions of a channel that is gone; later, where it can't be done now."""
        await self._erase_soon([(_ERASE_CHANNEL, (guild_id, channel_id))])

    async def _erase_soon(self, statements: Sequence[Statement]) -> None:
        for statement in statements[: MOST_WAITING - len(self._to_erase)]:
            self._to_erase[statement] = None
        await self.flush()

    # Writing

    async def keep_written(self) -> None:
        """Write what is counted, and erase what is old, until cancelled."""
        while True:
            await asyncio.sleep(FLUSH)
            await self.flush()

    async def flush(self) -> None:
        """Write what is waiting; where that fails, it waits on."""
        try:
            await self._write()
        except StoreError as error:
            self._tell(error)

    async def _write(self) -> None:
        # Taken away before they are written, so that nobody writes them a second time meanwhile.
        counted, self._counted = self._counted, Counter()
        erased = list(self._to_erase)
        statements: list[Statement] = [(_ADD, (*key, value)) for key, value in counted.items() if value]
        statements += erased
        today = self.today
        if self._expired_on != today:
            before = today - DAYS_KEPT
            statements += [(_EXPIRE, (before,)), (_EXPIRE_COUNTS, (before,))]
        if not statements:
            return
        try:
            await self._execute(*statements)
        except BaseException:
            self._counted.update(counted)
            raise
        self._failing, self._expired_on = False, today
        for statement in erased:
            self._to_erase.pop(statement, None)

    async def _try(self, *statements: Statement) -> None:
        try:
            await self._execute(*statements)
        except StoreError as error:
            self._tell(error)

    def _tell(self, error: StoreError) -> None:
        """Log it once, until something could be written again."""
        if self._failing:
            _log.debug("Still not: %s", error)
        else:
            _log.warning(
                "What is counted and listed of questions can't be written now: %s",
                error,
                extra={"kind": "settings"},
            )
        self._failing = True


def _digest(message_id: int) -> str:
    """What stands for a message in the list: nobody finds from it who asked, but its deletion finds it."""
    return hashlib.sha256(str(message_id).encode()).hexdigest()[:24]
