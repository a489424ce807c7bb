"""Discord's list of commands is only written where it differs from ours."""

from __future__ import annotations

import logging
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.discord_app.client import FootnoteClient
from bot.discord_app.events.commands.sync import normalised
from bot.settings import Settings
from tests.discord_app.conftest import World, build_client

COMMANDS = {
    "ask", "cite", "citations", "source", "read", "articles", "help", "settings", "Answer from the article",
    "unanswered", "verify", "Check quotations", "library",
}  # fmt: skip


def writes(world: World) -> int:
    """How often the list was written."""
    return sum(entry.method == "PUT" for entry in world.env.http_requests)


async def test_a_second_start_changes_nothing_and_knows_the_ids(world: World, settings: Settings) -> None:
    assert writes(world) == 1
    again = build_client(settings)
    await world.env.restart_bot(again)
    assert writes(world) == 1
    assert set(again.app.command_ids) == COMMANDS
    assert again.app.command_ids == world.app.command_ids


async def test_what_discord_adds_and_leaves_out_is_no_difference(world: World, settings: Settings) -> None:
    for command in world.env.backend.commands[None].values():
        command |= {"version": "1", "nsfw": False, "dm_permission": False, "name_localizations": None,
                    "handler": None, "contexts": command["contexts"][::-1]}  # fmt: skip
        for option in command["options"]:
            option |= {"name_localizations": None}
            if option.get("required") is False:
                del option["required"]
        if not command["options"]:
            del command["options"]
    await world.env.restart_bot(build_client(settings))
    assert writes(world) == 1


@pytest.mark.parametrize(
    "change", ["description", "translation", "option", "contexts", "missing", "superfluous"]
)
async def test_any_difference_writes_the_list_once(world: World, settings: Settings, change: str) -> None:
    known = world.env.backend.commands[None]
    ask = known["ask", 1]
    if change == "description":
        ask["description"] = "Something older"
    elif change == "translation":
        ask["options"][0]["description_localizations"]["de"] = "Etwas Älteres"
    elif change == "option":
        ask["options"][0]["max_length"] = 10
    elif change == "contexts":
        ask["contexts"] = [0]
    elif change == "missing":
        del known["help", 1]
    else:
        known["old", 1] = ask | {"name": "old"}
    await world.env.restart_bot(build_client(settings))
    assert writes(world) == 2
    assert {name for name, _ in world.env.backend.commands[None]} == COMMANDS
    await world.env.restart_bot(build_client(settings))
    assert writes(world) == 2


async def test_a_command_of_another_kind_is_compared_too(settings: Settings) -> None:
    async def about(_: discord.Interaction[FootnoteClient], __: discord.Message) -> None:
        """Somebody's message command."""

    def with_menu() -> FootnoteClient:
        client = build_client(settings)
        client.tree.add_command(app_commands.ContextMenu(name="Answer", callback=about))
        return client

    async with simcord.run(with_menu()) as env:
        await env.restart_bot(with_menu())
        assert ("Answer", 3) in env.backend.commands[None]
        assert sum(entry.method == "PUT" for entry in env.http_requests) == 1


async def test_the_bot_serves_where_discord_refuses_the_list(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    client = build_client(settings)
    env = simcord.Env(client)
    env.inject_error("GET", "/applications/*/commands", status=403, code=50001)
    with caplog.at_level(logging.WARNING, logger="bot"):
        await env.start()
    try:
        assert "Discord refused the commands (HTTP 403, code 50001)" in caplog.text
        assert client.app.mention("ask") == "**/ask**"
        assert client.is_ready()
    finally:
        await env.shutdown()


def test_defaults_are_no_difference() -> None:
    bare: dict[str, Any] = {"name": "a", "description": "b"}
    full = bare | {"type": 1, "options": [], "nsfw": False, "dm_permission": True, "id": "7",
                   "default_member_permissions": None}  # fmt: skip
    assert normalised([bare]) == normalised([full])
    assert normalised([bare | {"default_member_permissions": 8}]) == normalised(
        [bare | {"default_member_permissions": "8"}]
    )
    assert normalised([bare | {"options": [{"name": "x", "type": 4, "min_value": 0}]}]) != normalised(
        [bare | {"options": [{"name": "x", "type": 4}]}]
    )
