"""What is counted, in a simulated Discord; and that nothing of it is loaded where no port is set."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from prometheus_client.registry import CollectorRegistry

from bot.discord_app.client import FootnoteClient
from bot.discord_app.observability.metrics import KINDS, counting
from bot.discord_app.observability.observer import Observer
from bot.discord_app.storage.guild_settings import Cooldown
from bot.settings import Settings, SettingsError, load_settings
from tests.discord_app.conftest import World, build_client

ASKED = "when was the tide mill built?"


@pytest.fixture
def simcord_bot(settings: Settings) -> FootnoteClient:
    """The bot of an operator who has switched answer channels on."""
    return build_client(settings.model_copy(update={"answer_channels": True}))


def answers(registry: CollectorRegistry, way: str, outcome: str) -> float | None:
    """How many of these there were."""
    return registry.get_sample_value("footnote_answers_total", {"way": way, "outcome": outcome})


def test_a_bot_without_a_port_loads_none_of_it() -> None:
    code = (
        "import sys; import bot.discord_app.run; from bot.discord_app.client import create_client; "
        "from bot.settings import load_settings; "
        "create_client(load_settings(environ={})); "
        "sys.exit(str({'prometheus_client', 'aiohttp.web', 'http.server'} & set(sys.modules) or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr.strip() == ""


async def test_a_request_to_wait_is_no_answer(world: World) -> None:
    await world.app.store.change(world.guild.id, lambda kept: replace(kept, cooldown=Cooldown(2, 60)))
    with counting(world.client.state, world.client.observe) as registry:
        for _ in range(3):
            await world.alice.slash(world.channel, "ask", question=ASKED)
        assert answers(registry, "slash_command", "answered") == 2
        assert answers(registry, "slash_command", "cooldown") == 1
        await world.alice.send(world.channel, f"{world.mention} {ASKED}")
        assert answers(registry, "mention", "cooldown") == 1
        assert answers(registry, "mention", "answered") == 0


async def test_answer_channels_are_a_way_of_their_own(world: World) -> None:
    client = world.client
    channels = frozenset({world.channel.id})
    await client.app.store.change(world.guild.id, lambda kept: replace(kept, channels=channels))
    with counting(client.state, client.observe) as registry:
        await world.alice.send(world.channel, ASKED)
        await world.alice.send(world.channel, "What a fine day it is for a walk along the river")
        assert answers(registry, "answer_channel", "answered") == 1
        assert answers(registry, "answer_channel", "refused") == 0  # there it is silent
        assert answers(registry, "mention", "answered") == 0


async def test_every_kind_is_there_from_the_start(settings: Settings) -> None:
    """So that the first one is a growth that an alert sees."""
    client = build_client(settings)
    with counting(client.state, client.observe) as registry:
        for kind in KINDS:
            assert registry.get_sample_value("footnote_problems_total", {"kind": kind}) == 0


def test_an_observer_wants_nothing(settings: Settings) -> None:
    assert type(build_client(settings).app.observer) is Observer
    assert settings.monitoring_port is None
    assert settings.monitoring_host == "127.0.0.1"


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_ports_that_cannot_be(port: str) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_MONITORING_PORT: "):
        load_settings(environ={"FOOTNOTE_MONITORING_PORT": port})
