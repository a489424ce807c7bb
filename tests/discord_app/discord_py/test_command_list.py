"""The commands as Discord lists them and as discord.py sends them."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord_app.discord_py.command_list import command_payloads, fetch_commands
from tests.loopback import Loopback

from .conftest import Connect


class Shout(app_commands.Translator):
    """Translates into capitals."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _: app_commands.TranslationContextTypes
    ) -> str | None:
        is_description = " " in string.message
        return string.message.upper() if locale is discord.Locale.german and is_description else None


async def test_payloads_are_what_a_sync_sends(server: Loopback, connect: Connect) -> None:
    async with connect() as client:
        for translator in (None, Shout()):
            await client.tree.set_translator(translator)
            await client.tree.sync()
            sent = [each.body for each in server.requests if each.method == "PUT"][-1]
            assert await command_payloads(client.tree) == sent


async def test_translations_are_fetched_which_discord_py_leaves_out(
    connect: Connect,
) -> None:
    async with connect() as client:
        await client.tree.set_translator(Shout())
        await client.tree.sync()
        (fetched,) = await fetch_commands(client.tree)
        assert fetched["name"] == "echo"
        assert fetched["description_localizations"] == {"de": "SAYS IT AGAIN."}
        (plain,) = await client.tree.fetch_commands()
        assert not plain.description_localizations
