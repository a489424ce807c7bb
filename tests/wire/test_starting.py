"""How the bot starts, and the one line that it ends with where it can't."""

from __future__ import annotations

import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.loopback import Loopback

from .process import TOKEN, Environment, closed_port, command, environment, running


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server


async def test_ready_invite_and_health(discord: Loopback, tmp_path: Path) -> None:
    """From before the start to after the end, through a cut line; each as people start it."""
    env = environment(discord, tmp_path / "data")

    async def health() -> tuple[int, str]:
        return await command("health", env=env, cwd=tmp_path, python=sys.executable)

    assert (await health())[0] == 1
    async with running(env, tmp_path, python=sys.executable) as bot:
        await bot.says("To invite it: https://discord.com/oauth2/authorize?client_id=")
        invite = bot.output.partition("To invite it: ")[2].splitlines()[0]
        assert f"client_id={discord.world.application_id}" in invite
        assert "scope=bot+applications.commands" in invite
        assert "permissions=274877975552" in invite  # see, send, send in threads, read the history
        assert await health() == (0, "ready\n")

        await discord.gateway.drop()
        await discord.state.changes.wait_until(lambda: discord.gateway.resumed == 1, "the bot to resume")
        assert (await discord.reply(await discord.direct_message(discord.ada, "What is Trotskyism?"))).text
        assert await health() == (0, "ready\n")

        bot.signal(signal.SIGTERM)
        assert await bot.ends() == 0
    code, told = await health()
    assert code == 1
    assert told.startswith("not running")
    assert "Traceback" not in bot.output


async def test_commands_are_told_only_where_they_differ(discord: Loopback, tmp_path: Path) -> None:
    async def start() -> int:
        """Start once more: how often the commands have been told so far."""
        async with running(environment(discord, tmp_path / "data"), tmp_path) as bot:
            await bot.connects(discord)
        await discord.state.changes.wait_until(lambda: not discord.gateway.ready, "the bot to be gone")
        return sum(request.method == "PUT" for request in discord.requests)

    assert await start() == 1
    assert {item["name"] for item in discord.world.commands} >= {"ask", "cite", "citations", "source", "help"}
    for item in discord.world.commands:
        for_moderators = item["name"] in ("settings", "unanswered")
        expected = ([0], [0]) if for_moderators else ([0, 1, 2], [0, 1])
        assert (item["contexts"], item["integration_types"]) == expected
    assert await start() == 1
    discord.world.commands[0]["description"] = "Something that we no longer say"
    assert await start() == 2
    assert discord.refusals == []


async def test_the_log_of_everything_hides_the_token_too(discord: Loopback, tmp_path: Path) -> None:
    env = environment(discord, tmp_path / "data", FOOTNOTE_LOG_LEVEL="DEBUG")
    async with running(env, tmp_path) as bot:
        await bot.connects(discord)
        asked = await discord.slash(discord.ada, discord.channel, "ask", question="What is Trotskyism?")
        await bot.says("/[token]/callback")  # discord.py tells it at this level
    assert TOKEN not in bot.output
    assert asked.token not in bot.output


def broken_article(folder: Path) -> Environment:
    """A folder with an article whose marker has no footnote."""
    articles = folder / "articles"
    articles.mkdir()
    (articles / "broken.md").write_text("---\ntitle: A\nlicense:\n  name: MIT\n---\n\nWords.[^9]\n")
    return {"FOOTNOTE_KNOWLEDGE": str(articles)}


REFUSED_STARTS: dict[str, tuple[Environment, str]] = {
    "no token": ({"DISCORD_TOKEN": ""}, "DISCORD_TOKEN is not set"),
    "a blank token": ({"DISCORD_TOKEN": " \n"}, "DISCORD_TOKEN is not set"),
    "a wrong token": ({"DISCORD_TOKEN": "wrong.Token.indeed"}, "refuses the token"),
    "two tokens": ({"DISCORD_TOKEN": "wrong.Token\nanother.Token"}, "DISCORD_TOKEN holds"),
    "a token of other letters": ({"DISCORD_TOKEN": "wröng.Tøken"}, "refuses the token"),
    "no token file": (
        {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": "/nowhere/token"},
        "DISCORD_TOKEN_FILE: /nowhere/token can't be read",
    ),
    "a bad setting": ({"FOOTNOTE_PASSAGES": "many"}, "FOOTNOTE_PASSAGES"),
    "no articles": ({"FOOTNOTE_KNOWLEDGE": "/nowhere"}, "/nowhere"),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED_STARTS.values(), ids=REFUSED_STARTS)
async def test_it_says_in_one_line_why_it_does_not_start(
    discord: Loopback, tmp_path: Path, changes: Environment, words: str
) -> None:
    env = environment(discord, tmp_path / "data", **changes)

    async with running(env, tmp_path) as bot:
        code = await bot.ends()

    assert code == (78 if "refuses" in words else 2)
    assert words in bot.output
    assert len(bot.output.strip().splitlines()) == 1, bot.output
    assert "Traceback" not in bot.output
    for part in changes.get("DISCORD_TOKEN", TOKEN).split():
        assert part not in bot.output


async def test_a_refused_token_of_a_file_is_told_with_its_file(discord: Loopback, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("wrong.Token.indeed\n", "utf-8")
    env = environment(discord, tmp_path / "data", DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(file))
    async with running(env, tmp_path) as bot:
        code = await bot.ends()
    _, told = await command("doctor", env=env, cwd=tmp_path)
    assert code == 78
    for said in (bot.output, told):
        assert f"into {file} (DISCORD_TOKEN_FILE)" in said


async def test_a_broken_article_is_named_with_its_line(discord: Loopback, tmp_path: Path) -> None:
    env = environment(discord, tmp_path / "data", **broken_article(tmp_path))
    async with running(env, tmp_path) as bot:
        code = await bot.ends()
    checked, told = await command("check", env=env, cwd=tmp_path)

    assert (code != 0, checked) == (True, 1)
    assert "broken.md:7" in bot.output
    assert bot.output.strip() in told  # in the same words
    assert "Traceback" not in bot.output


async def test_an_intent_that_is_not_granted(discord: Loopback, tmp_path: Path) -> None:
    discord.gateway.behaviour.allowed_intents = 0
    async with running(environment(discord, tmp_path / "data"), tmp_path) as bot:
        code = await bot.ends()
    assert code == 78
    assert discord.gateway.closes == [4014]
    refusal = [line for line in bot.output.splitlines() if "intent" in line]
    assert len(refusal) == 1
    assert "https://discord.com/developers/applications" in refusal[0]
    assert "Traceback" not in bot.output


async def test_refused_commands_do_not_keep_it_from_answering(discord: Loopback, tmp_path: Path) -> None:
    discord.faults.answer(
        "PUT", "/applications/*/commands", 403, {"message": "Missing Access", "code": 50001}
    )
    async with running(environment(discord, tmp_path / "data"), tmp_path) as bot:
        await bot.connects(discord)
        assert (await discord.reply(await discord.direct_message(discord.ada, "What is Trotskyism?"))).text
        await bot.says("50001")
    assert "Traceback" not in bot.output


async def test_discord_being_slow_for_a_moment(discord: Loopback, tmp_path: Path) -> None:
    discord.faults.rate_limit("GET", "/users/@me", retry_after=0.2)
    discord.faults.rate_limit("GET", "/gateway/bot", retry_after=0.2, everywhere=True)
    async with running(environment(discord, tmp_path / "data"), tmp_path) as bot:
        await bot.connects(discord)
    assert discord.requests[0].status == 429


NO_NETWORK = pytest.mark.parametrize(
    "host", ["127.0.0.1", "discord.invalid"], ids=["no network", "no name server"]
)


@NO_NETWORK
async def test_a_network_that_is_not_there(discord: Loopback, tmp_path: Path, host: str) -> None:
    """It says so in a line and ends."""
    address = f"http://{host}:{closed_port()}/api/v10"
    env = environment(discord, tmp_path / "data", FOOTNOTE_DISCORD_API_URL=address)
    code, output = await command("run", env=env, cwd=tmp_path)
    assert code == 1
    assert output.startswith("Discord can't be reached")
    assert len(output.splitlines()) == 1
    assert TOKEN not in output


@NO_NETWORK
async def test_a_network_that_is_not_there_yet(discord: Loopback, tmp_path: Path, host: str) -> None:
    """With patience it says so in a line, tries again, and stops when it is told to."""
    env = environment(
        discord,
        tmp_path / "data",
        FOOTNOTE_DISCORD_API_URL=f"http://{host}:{closed_port()}/api/v10",
        FOOTNOTE_PATIENCE="60",
    )
    async with running(env, tmp_path) as bot:
        await bot.says("Discord can't be reached")
        assert len(bot.output.splitlines()) == 1
        assert "trying again in 2 seconds" in bot.output
        bot.signal(signal.SIGTERM)
        code = await bot.ends()
    assert code == 0
    assert "Traceback" not in bot.output
    assert TOKEN not in bot.output


async def test_a_gateway_that_is_not_there_yet(discord: Loopback, tmp_path: Path) -> None:
    """The HTTP API answers, the gateway doesn't: it tries again, tells so, and stops when it is told to."""
    env = environment(
        discord, tmp_path / "data", FOOTNOTE_DISCORD_GATEWAY_URL=f"ws://127.0.0.1:{closed_port()}/"
    )
    async with running(env, tmp_path) as bot:
        await bot.says("Retrying")
        health = await command("health", env=env, cwd=tmp_path)
        bot.signal(signal.SIGTERM)
        code = await bot.ends()
    assert health == (1, "running, but not connected to Discord\n")
    assert code == 0
    assert "Traceback" not in bot.output


async def test_a_variable_that_sets_nothing_is_told(discord: Loopback, tmp_path: Path) -> None:
    """Most likely its name is a slip; an orchestrator may have made it, so the bot runs all the same."""
    env = environment(discord, tmp_path / "data", FOOTNOTE_PASAGES="1")
    async with running(env, tmp_path) as bot:
        await bot.says("FOOTNOTE_PASAGES: no such setting")
        await bot.connects(discord)
