"""Responses to interactions: repeated while Discord waits for them, and taken once."""

from __future__ import annotations

import logging

import discord
import pytest
from discord.webhook.async_ import async_context

from bot.discord_app.discord_py.interaction_responses import (
    ResponseAdapter,
    edit_response,
    repeat_responses,
)
from tests.loopback import Loopback

from .conftest import Connect

CALLBACK = "/interactions/*/callback"


async def test_discord_py_responds_through_the_adapter_of_the_running_task(
    server: Loopback, connect: Connect
) -> None:
    """Tasks that are started afterwards have it; it asks for no copy of the message."""
    repeat_responses()
    assert isinstance(async_context.get(), ResponseAdapter)
    async with connect():
        asked = await server.slash(server.ada, server.channel, "echo", text="words")
    assert asked.text == "words"
    (sent,) = [each for each in server.requests if each.path.endswith("/callback")]
    assert "with_response" not in sent.query


@pytest.mark.parametrize("status", [503, None], ids=["503", "cut line"])
async def test_a_response_that_is_lost_is_sent_again_and_taken_once(
    server: Loopback, connect: Connect, status: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    repeat_responses()
    with caplog.at_level(logging.INFO, logger="bot.discord_app.discord_py"):
        async with connect():
            server.faults.lose("POST", CALLBACK, status)
            asked = await server.slash(server.ada, server.channel, "echo", text="words")
            await server.state.changes.wait_until(
                lambda: sum(each.path.endswith("/callback") for each in server.requests) == 2,
                "the repetition",
            )
    assert asked.text == "words"
    assert asked.follow_ups == []
    assert caplog.messages == ["Discord has a response to this interaction already"]


async def test_a_response_is_changed_to_plain_text_without_previews(
    server: Loopback, connect: Connect
) -> None:
    """discord.py's own way of changing it can't say so."""
    async with connect() as client:

        @client.tree.command()
        async def later(interaction: discord.Interaction) -> None:
            """Says it later."""
            await interaction.response.defer(thinking=True)
            await edit_response(interaction, content="https://wiki.example/", suppress_embeds=True)

        await client.tree.sync()
        asked = await server.slash(server.ada, server.channel, "later")
        assert asked.message is not None
        assert asked.text == "https://wiki.example/"
        assert asked.message.flags == discord.MessageFlags(suppress_embeds=True).value
    assert server.refusals == []


async def test_by_default_discord_py_asks_for_a_copy_of_the_message(
    server: Loopback, connect: Connect
) -> None:
    """The reason for `params`: where discord.py stops to do so, this can go."""
    async with connect():
        await server.slash(server.ada, server.channel, "echo", text="words")
    (sent,) = [each for each in server.requests if each.path.endswith("/callback")]
    assert sent.query["with_response"] == "1"
