"""A simulated Discord with the real bot in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle

from bot.discord_app.app import App
from bot.discord_app.client import FootnoteClient, create_client
from bot.settings import Settings
from tests.discord_app.reading_cards import buttons_of, texts_of

ARTICLES = Path(__file__).parent / "articles"

WINDMILL = """---
title: The windmill on the hill
license: CC0
---

The windmill stands on the hill above Hallowater, and was built by Josiah Brand in 1802.[^1]

[^1]: Parish register, 1802.
"""


@dataclass
class World:
    """A server with a channel, Alice in it, and the bot."""

    env: simcord.Env
    client: FootnoteClient
    guild: GuildHandle
    channel: ChannelHandle
    alice: MemberActor

    @property
    def app(self) -> App:
        """What the bot works with."""
        return self.client.app

    @property
    def mention(self) -> str:
        """The bot, mentioned."""
        assert self.client.user is not None
        return self.client.user.mention

    def last(self) -> list[str]:
        """The texts of the last message in the channel, where the bot sent it."""
        message = self.channel.last_message
        assert message is not None
        assert self.client.user is not None
        assert message.author.id == self.client.user.id, "the last message is not the bot's"
        return texts_of(self.stored(message.id)["components"])

    def stored(self, message_id: int) -> dict[str, Any]:
        """A message of the channel as Discord keeps it."""
        message = self.env.backend.get_message(self.channel.id, message_id)
        return {"components": message.components, "flags": message.flags, "reference": message.reference}


def texts_in(result: simcord.InteractionResult) -> list[str]:
    """The texts of the bot's answer to a command or a button."""
    assert result.response is not None, "the application did not respond"
    return texts_of(result.response.components)


def buttons_in(result: simcord.InteractionResult) -> dict[str, Any]:
    """The buttons of the bot's answer, by label."""
    assert result.response is not None, "the application did not respond"
    return dict(buttons_of(result.response.components))


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings as an operator leaves them, with one article of ours; two by the mark `two_articles`."""
    folder = tmp_path / "knowledge"
    shutil.copytree(ARTICLES, folder)
    if request.node.get_closest_marker("two_articles"):
        (folder / "windmill.md").write_text(WINDMILL, encoding="utf-8")
    return Settings(knowledge=folder, data=tmp_path / "data")


def build_client(settings: Settings) -> FootnoteClient:
    """The real client; the simulated Discord wants to know its shards beforehand."""
    client = create_client(settings)
    client.shard_count = 1
    return client


@pytest.fixture
def simcord_bot(settings: Settings) -> FootnoteClient:
    """The bot that simcord's own fixture starts."""
    return build_client(settings)


def build_world(env: simcord.Env, client: FootnoteClient) -> World:
    """The bot's server, with Alice."""
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    return World(env, client, guild, channel, guild.add_member(env.create_user("alice")))


@pytest.fixture
async def world(simcord_env: simcord.Env, simcord_bot: FootnoteClient) -> World:
    """Discord with the bot in it. An error that the bot swallows and no test looks at fails the test."""
    return build_world(simcord_env, simcord_bot)


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "two_articles: the bot knows two articles instead of one")
