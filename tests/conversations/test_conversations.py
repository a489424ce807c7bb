"""Each conversation of `files/`, on the simulated Discord; those for the wire over the loopback too."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
import pytest_asyncio

from bot.settings import Settings
from tests.conversations.over_the_wire import WirePlace
from tests.conversations.script import Conversation, conversations, play
from tests.conversations.simulated import SimulatedPlace
from tests.discord_app.conftest import ARTICLES, WINDMILL, World
from tests.loopback import Loopback
from tests.wire.process import TOKEN, BotProcess, environment, running

ALL = list(conversations())
WIRED = [each for each in ALL if each.wire]


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings as an operator leaves them, in the setting that the conversation names."""
    conversation: Conversation = request.node.callspec.params["conversation"]
    folder = tmp_path / "knowledge"
    shutil.copytree(ARTICLES, folder)
    if conversation.setting == "two_articles":
        (folder / "windmill.md").write_text(WINDMILL, encoding="utf-8")
    reads = conversation.setting.endswith("intent")
    return Settings(knowledge=folder, data=tmp_path / "data", answer_channels=reads, cooldown_answers=0)


@pytest.mark.parametrize("conversation", ALL, ids=lambda each: each.name)
async def test_what_must_come_comes(
    conversation: Conversation, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if conversation.setting.startswith("role"):
        role = world.guild.create_role("Footnote")
        monkeypatch.setattr(discord.Guild, "self_role", property(lambda guild: guild.get_role(role.id)))
    await play(conversation, SimulatedPlace(world))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wire() -> AsyncIterator[Loopback]:
    async with Loopback(token=TOKEN) as server:
        yield server
        assert server.refusals == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(wire: Loopback, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotProcess]:
    folder: Path = tmp_path_factory.mktemp("bot")
    env = environment(wire, folder / "data", FOOTNOTE_KNOWLEDGE=str(ARTICLES))
    async with running(env, folder) as process:
        await process.connects(wire)
        yield process


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("conversation", WIRED, ids=lambda each: each.name)
async def test_it_comes_over_the_wire_as_well(
    conversation: Conversation, wire: Loopback, bot: BotProcess
) -> None:
    channel = wire.world.add_channel(wire.guild, f"talk-{WIRED.index(conversation)}")
    assert not bot.ended
    await play(conversation, WirePlace(wire, channel))


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 25
    assert len(WIRED) >= 6
    assert len({each.name for each in ALL}) == len(ALL)
