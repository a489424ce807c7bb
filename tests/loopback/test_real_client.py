"""discord.py's real client against the loopback: the wire works, both ways."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from . import Loopback

TOKEN = "MTA.loopback.token"


class Echo(discord.Client):
    """The smallest bot that uses what ours uses."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        wanted = intents or discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=wanted, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.resumes = 0

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No pause of five seconds before a second IDENTIFY."""

    async def setup_hook(self) -> None:
        @self.tree.command()
        @app_commands.allowed_installs(guilds=True, users=True)
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        async def echo(interaction: discord.Interaction, text: str, slowly: bool = False) -> None:
            """Says it again."""
            if slowly:
                await interaction.response.defer(ephemeral=True)
                await interaction.edit_original_response(view=Card(text))
                await interaction.followup.send("and done", ephemeral=True)
            else:
                await interaction.response.send_message(view=Card(text))

        @echo.autocomplete("text")
        async def texts(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{current}!", value=current)]

        @self.tree.context_menu(name="Repeat")
        async def repeat(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(view=Card(message.content))

        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)
        if message.author != self.user and message.content:
            await message.reply(view=Card(message.content))

    async def on_resumed(self) -> None:
        self.resumes += 1


class Card(discord.ui.LayoutView):
    """A text and a button that changes it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.add_item(discord.ui.Container(discord.ui.TextDisplay(text), discord.ui.Separator(), Again()))


class Again(discord.ui.ActionRow[Card]):
    @discord.ui.button(label="Again", custom_id="again")
    async def again(self, interaction: discord.Interaction, _: discord.ui.Button[Card]) -> None:
        await interaction.response.edit_message(view=Card("again"))


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Loopback, Echo]]:
    async with Loopback(token=TOKEN) as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        client = Echo()
        running = asyncio.create_task(client.start(TOKEN))
        await server.ready()
        yield server, client
        await client.close()
        await running


async def test_syncs_and_answers(wire: tuple[Loopback, Echo]) -> None:
    server, _ = wire
    assert [command["name"] for command in server.world.commands] == ["echo", "Repeat"]

    asked = await server.slash(server.ada, server.channel, "echo", text="words")

    assert asked.text == "words"
    assert asked.message is not None
    assert not asked.message.ephemeral
    assert server.refusals == []
    print(asked.message.text)
