"""Answer channels through the wire: the intent, what was set before a restart, and leaving a server."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.storage.sqlite_database import SQLiteDatabase
from tests.loopback import Loopback
from tests.loopback.protocol import GUILDS, MESSAGE_CONTENT

from .process import TOKEN, environment, running

QUESTION = "When was the Fourth International founded?"
ANSWER = "established in France in 1938"


async def choose_channel(discord: Loopback, data: Path) -> None:
    """As a moderator did before the bot was last stopped."""
    store = GuildStore(SQLiteDatabase(data))
    await store.load()
    await store.change(
        discord.guild.id, lambda settings: replace(settings, channels=frozenset({discord.channel.id}))
    )


async def test_answers_without_a_mention_where_it_can_and_only_there(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with Loopback(token=TOKEN) as discord:
        await choose_channel(discord, data)
        discord.gateway.behaviour.allowed_intents |= MESSAGE_CONTENT
        env = environment(discord, data, FOOTNOTE_ANSWER_CHANNELS="true")
        async with running(env, tmp_path) as bot:
            await bot.connects(discord)
            other = discord.world.add_channel(discord.guild, "other")
            await discord.says(discord.ada, other, QUESTION)
            for words in ("hello", "How do I bake bread?", "lol"):
                await discord.says(discord.ben, discord.channel, words)
            said = await discord.says(discord.ada, discord.channel, QUESTION)

            assert ANSWER in (await discord.reply(said)).text
            ours = [m for c in (other, discord.channel) for m in c.messages if m.author is discord.bot]
            assert len(ours) == 1
            assert ours[0].mentions == []
            assert QUESTION not in bot.output

            # Discord takes the bot out of the server: what was set there is noted to go.
            number = discord.guild.id
            await discord.gateway.dispatch(
                "GUILD_DELETE", lambda _: {"id": str(number)}, intent=GUILDS, guild_id=number
            )
            await discord.reply(await discord.direct_message(discord.ada, QUESTION))
            bot.signal(signal.SIGTERM)
            assert await bot.ends() == 0
        with closing(sqlite3.connect(data / "footnote.sqlite3")) as connection:
            (left_at,) = connection.execute("SELECT left_at FROM guild_settings").fetchone()
        assert left_at is not None
        assert discord.refusals == []


async def test_an_outage_of_the_server_takes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with Loopback(token=TOKEN) as discord:
        await choose_channel(discord, data)
        async with running(environment(discord, data), tmp_path) as bot:
            await bot.connects(discord)
            number = discord.guild.id
            await discord.gateway.dispatch(
                "GUILD_DELETE",
                lambda _: {"id": str(number), "unavailable": True},
                intent=GUILDS,
                guild_id=number,
            )
            await discord.reply(await discord.direct_message(discord.ada, QUESTION))
        store = GuildStore(SQLiteDatabase(data))
        await store.load()
        assert store.settings_in(discord.guild.id).channels == {discord.channel.id}


async def test_without_the_operators_switch_nothing_privileged_is_asked_for(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with Loopback(token=TOKEN) as discord:
        await choose_channel(discord, data)
        async with running(environment(discord, data), tmp_path) as bot:
            await bot.connects(discord)
            (session,) = discord.gateway.sessions.values()
            assert not session.intents & MESSAGE_CONTENT
            await discord.says(discord.ada, discord.channel, QUESTION)
            await discord.reply(await discord.direct_message(discord.ada, QUESTION))
            assert not any(message.author is discord.bot for message in discord.channel.messages)


async def test_an_intent_that_is_not_granted_ends_the_start_in_one_line(tmp_path: Path) -> None:
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, tmp_path / "data", FOOTNOTE_ANSWER_CHANNELS="true")
        async with running(env, tmp_path) as bot:
            assert await bot.ends() == 78
        assert "Discord doesn't grant an intent" in bot.output.splitlines()[-1]
        assert "Traceback" not in bot.output


async def test_a_settings_file_that_is_broken_stops_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "footnote.sqlite3").write_bytes(b"not a database " * 300)
    async with (
        Loopback(token=TOKEN) as discord,
        running(environment(discord, data), tmp_path) as bot,
    ):
        await bot.connects(discord)
        answer = await discord.reply(await discord.direct_message(discord.ada, QUESTION))
        assert ANSWER in answer.text
        assert bot.output.count("footnote.sqlite3.corrupt-") == 1
        assert "Traceback" not in bot.output
    assert [file.name for file in data.glob("*.corrupt-*")] != []
