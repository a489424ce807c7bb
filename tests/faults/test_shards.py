"""One bot as several processes: each server is answered by the one that has its shard, once."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from tests.loopback import Channel, Loopback
from tests.wire.process import TOKEN, command, environment, running

from .answers import ANSWER, QUESTION, answered_once

SHARDS = 4


def places(discord: Loopback) -> list[Channel]:
    """Two servers on each shard, with a channel in each."""
    found: list[Channel] = []
    for number in range(2 * SHARDS):
        guild = discord.world.add_guild(f"Hall {number}", discord.ada, guild_id=(1 << 40 | number) << 22)
        found.append(discord.world.add_channel(guild, "questions"))
    assert {(place.guild.id >> 22) % SHARDS for place in found if place.guild} == set(range(SHARDS))
    return found


async def test_shards(tmp_path: Path) -> None:
    """Side by side: discord.py waits five seconds between two shards of a process."""
    async with asyncio.TaskGroup() as both:
        both.create_task(four_shards_in_two_processes(tmp_path))
        both.create_task(as_many_shards_as_discord_advises(tmp_path))


async def four_shards_in_two_processes(tmp_path: Path) -> None:
    """A data folder for both; each tells its own health, and one's end is not the other's."""
    async with Loopback(token=TOKEN) as discord:
        discord.gateway.behaviour.shards = SHARDS
        channels = places(discord)
        first, second = (
            environment(discord, tmp_path / "data", FOOTNOTE_SHARDS=str(SHARDS), FOOTNOTE_SHARD_IDS=ids)
            for ids in ("0-1", "2,3")
        )
        async with running(second, tmp_path) as other:
            async with running(first, tmp_path) as one:
                for bot in (one, other):
                    await bot.says("Ready as")
                assert sorted(s.shard for s in discord.gateway.sessions.values()) == [
                    (shard, SHARDS) for shard in range(SHARDS)
                ]
                said = [
                    await discord.says(discord.ada, place, f"{discord.bot.mention} {QUESTION}")
                    for place in channels
                ]
                said.append(await discord.direct_message(discord.ben, QUESTION))
                for place in channels:
                    asked = await discord.slash(discord.ada, place, "ask", question=QUESTION)
                    assert ANSWER in asked.text
                for message in said:
                    await answered_once(discord, message)
                for env in (first, second):
                    assert await command("health", env=env, cwd=tmp_path) == (0, "ready\n")
                one.signal(signal.SIGTERM)
                assert await one.ends() == 0
            assert (await command("health", env=second, cwd=tmp_path))[0] == 0
            other.signal(signal.SIGTERM)
            assert await other.ends() == 0
            # Both have finished what they had to do: a second answer would be there now.
            for message in said:
                await answered_once(discord, message)
            assert discord.refusals == []
            assert "Traceback" not in one.output + other.output


async def as_many_shards_as_discord_advises(tmp_path: Path) -> None:
    """Without a setting, one process has them all."""
    async with Loopback(token=TOKEN) as discord:
        discord.gateway.behaviour.shards = 2
        env = environment(discord, tmp_path / "alone")
        async with running(env, tmp_path) as bot:
            await bot.says("Ready as")
            assert sorted(s.shard for s in discord.gateway.sessions.values()) == [(0, 2), (1, 2)]
