"""What a soak does to the bot: faults of network, Discord and machine, drawn by a seeded generator."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.settings import SHIPPED_KNOWLEDGE
from tests.loopback import Loopback

from .generated import passages
from .large import write_article

CALLBACK, MESSAGES = "/interactions/*/callback", "/channels/*/messages"

ARTICLE = "trotskyism.md"

CHANGES = ("", "\n\nA further paragraph.\n")
"""What may stand before the article's footnotes; a broken version is never answered from."""

OF_FURTHER = 2
"""Passages of a made-up article."""

MOST_CHANGED = 20
"""Made-up articles that change at a time."""

BROKEN = "\n\nBroken.[^99]\n"


class Misfortunes:
    """The faults, each a method; `outages` are those that were, in seconds of the loop's clock."""

    def __init__(self, discord: Loopback, articles: Path, chance: random.Random, further: int = 0) -> None:
        """`further`: made-up articles that stand beside the shipped one."""
        self.discord, self.articles, self.chance = discord, articles, chance
        self._texts = passages(further * OF_FURTHER)
        for number in range(further):
            self._write_further(number)
        self.outages: list[tuple[float, float]] = []
        self.is_starting: Callable[[], bool] = lambda: False
        """Whether a bot is reading the articles for the first time: nothing can start from a broken one."""

    def kinds(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Every fault by its name."""
        kinds = (
            self.cut, self.forgotten, self.reconnect, self.invalid, self.outage, self.garbage, self.lost,
            self.broken, self.limited, self.hanging, self.refused, self.article,
        )  # fmt: skip
        return {kind.__name__: kind for kind in kinds}

    async def cut(self) -> None:
        """The gateway's line is cut."""
        await self.discord.gateway.drop()

    async def forgotten(self) -> None:
        """The line is cut, and Discord has forgotten the session."""
        self.discord.gateway.behaviour.accepts_resume = False
        await self.discord.gateway.drop()
        await asyncio.sleep(2)
        self.discord.gateway.behaviour.accepts_resume = True

    async def reconnect(self) -> None:
        """Discord asks for a reconnection."""
        await self.discord.gateway.ask_to_reconnect()

    async def invalid(self) -> None:
        """The session is invalid, and can be resumed or not."""
        await self.discord.gateway.invalidate(resumable=self.chance.random() < 0.5)

    async def outage(self) -> None:
        """Discord is out of reach for some seconds, once in a while for half a minute."""
        seconds = 30 if self.chance.random() < 0.1 else self.chance.uniform(0.5, 12)
        now = asyncio.get_running_loop().time
        began = now()
        async with self.discord.outage():
            await asyncio.sleep(seconds)
        self.outages.append((began, now()))

    async def garbage(self) -> None:
        """Something that nobody understands."""
        event = '{"op": 0, "t": "MESSAGE_CREATE"}'
        frames: tuple[str | bytes, ...] = ("{", b"\x00\xff\x00\x00\xff\xff", "[]", event)
        for connection in self.discord.gateway.connections[:1]:
            await connection.send_frame(self.chance.choice(frames))

    async def lost(self) -> None:
        """Responses are lost."""
        for path in (CALLBACK, MESSAGES):
            status = self.chance.choice((None, 502, 503))
            self.discord.faults.lose("POST", path, status, times=self.chance.randint(1, 5))

    async def broken(self) -> None:
        """Discord's servers fail, or the line to them."""
        for path in (CALLBACK, MESSAGES):
            times = self.chance.randint(1, 8)
            if self.chance.random() < 0.3:
                self.discord.faults.cut("POST", path, times=times)
            else:
                status = self.chance.choice((500, 502, 503, 504))
                self.discord.faults.answer("POST", path, status, {"message": "broken"}, times=times)

    async def limited(self) -> None:
        """Rate limits, of a route or of everything."""
        everywhere = self.chance.random() < 0.3
        wait = self.chance.uniform(0.2, 3)
        self.discord.faults.rate_limit("POST", MESSAGES, retry_after=wait, everywhere=everywhere)
        self.discord.faults.rate_limit("POST", CALLBACK, retry_after=wait / 3)

    async def hanging(self) -> None:
        """A request hangs for some seconds."""
        gate = self.discord.faults.hold("POST", self.chance.choice((CALLBACK, MESSAGES)))
        await asyncio.sleep(self.chance.uniform(1, 20))
        gate.release()

    async def refused(self) -> None:
        """Discord refuses what it is sent, or has forgotten what it asked."""
        code, status = self.chance.choice(((50035, 400), (10062, 404)))
        self.discord.faults.answer("POST", CALLBACK, status, {"message": "refused", "code": code})
        self.discord.faults.answer("POST", MESSAGES, 400, {"message": "refused", "code": 50035})

    async def article(self) -> None:
        """An article is changed, broken, or fixed; of the made-up ones some change, come or go."""
        self.write(self.chance.choice((*CHANGES, BROKEN)))
        count = len(self._texts) // OF_FURTHER
        for number in self.chance.sample(range(count), min(count, MOST_CHANGED)):
            if self.chance.random() < 0.3:
                (self.articles / f"article-{number:06}.md").unlink(missing_ok=True)
            else:
                self._write_further(number, f"changed{self.chance.randrange(1000)}")

    def _write_further(self, number: int, *more: str) -> None:
        texts = self._texts[number * OF_FURTHER : (number + 1) * OF_FURTHER]
        write_article(self.articles, number, [[*words, *more] for words in texts])

    def write(self, change: str = "") -> None:
        """The shipped article, with a change before its footnotes; not broken while a bot starts."""
        if change == BROKEN and self.is_starting():
            change = ""
        (self.articles / ARTICLE).write_text(changed(change), encoding="utf-8")


def changed(change: str) -> str:
    """The shipped article's text with a change before its footnotes."""
    text = (SHIPPED_KNOWLEDGE / ARTICLE).read_text(encoding="utf-8")
    return text.replace("\n[^1]:", f"{change}\n[^1]:", 1)
