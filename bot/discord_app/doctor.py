"""`footnote doctor`: what a running bot needs, looked at without changing anything in Discord."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

import aiohttp
import discord

from bot.discord_app.bootstrap import create_app
from bot.discord_app.client import FootnoteClient
from bot.discord_app.discord_py.api_addresses import use_addresses
from bot.discord_app.events.commands import sync
from bot.discord_app.limits.intents_and_permissions import OPTIONAL, invite_link
from bot.discord_app.observability import logs
from bot.discord_app.observability.fatal_errors import explain
from bot.discord_app.storage.databases import open_database
from bot.discord_app.storage.store_errors import StoreError
from bot.library import Library, check_library
from bot.settings import Settings, SettingsError
from bot.sources.zim.zim_files import ZimFiles


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `to_fix`: it says what has to be fixed."""

    text: str
    to_fix: bool = False

    def __str__(self) -> str:
        """As it is printed."""
        return f"{'fix' if self.to_fix else 'ok':4}  {self.text}"


class _Visitor(FootnoteClient):
    """The client, logged in to look around: it tells Discord no commands and never connects."""

    async def setup_hook(self) -> None:
        """Change nothing in Discord."""
        await self.tree.translate()


def examine(settings: Settings) -> list[Finding]:
    """Everything that was found, in the order in which it is best fixed. Never shows the token."""
    return [*_articles(settings), *_data(settings), *_discord(settings)]


def _articles(settings: Settings) -> Iterator[Finding]:
    problems = [problem for problem in check_library(settings.knowledge, ZimFiles()) if not problem.warning]
    for problem in problems:
        yield Finding(str(problem), to_fix=True)
    if not problems:
        yield Finding(f"articles: all in {settings.knowledge} can be used")


def _data(settings: Settings) -> Iterator[Finding]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data) as probe:
            probe.write(b"footnote doctor")
    except OSError as error:
        yield Finding(
            f"data folder: {settings.data} can't be written ({error.strerror}); make it writable for this"
            " user, or name another one (setting “data”, or FOOTNOTE_DATA)",
            to_fix=True,
        )
        return
    yield Finding(f"data folder: {settings.data} can be written")
    try:
        count = asyncio.run(_count(settings))
    except (StoreError, SettingsError) as error:
        yield Finding(f"servers' settings: {error}", to_fix=True)
    else:
        yield Finding(f"servers' settings: {count} servers have some")


async def _count(settings: Settings) -> int:
    database = open_database(settings)
    try:
        return await database.inspect()
    finally:
        await database.close()


def _discord(settings: Settings) -> list[Finding]:
    try:
        token = settings.token().get_secret_value()
    except SettingsError as error:
        return [Finding(f"token: {error}", to_fix=True)]
    logs.set_up("ERROR", token)
    use_addresses(settings.discord_api_url, settings.discord_gateway_url)
    return asyncio.run(_visit(settings, token))


async def _visit(settings: Settings, token: str) -> list[Finding]:
    client = _Visitor(create_app(settings, Library(())))
    found: list[Finding] = []
    try:
        await client.login(token)
        found.append(Finding(f"token: Discord knows it as {client.user} (id {client.application_id})"))
        found.append(_intents(settings, client.application_flags))
        found.append(await _commands(client))
        found.append(Finding(f"to invite it: {invite_link(client.application_id)}"))
        link = invite_link(client.application_id, besides=OPTIONAL)
        found.append(Finding(f"… with what threads and reactions need, where a server sets them: {link}"))
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        found.append(Finding(f"Discord: {explain(error)}", to_fix=True))
    finally:
        await client.close()
    return found


def _intents(settings: Settings, flags: discord.ApplicationFlags) -> Finding:
    # The second stands for an application that Discord hasn't verified, in up to 100 servers.
    granted = flags.gateway_message_content or flags.gateway_message_content_limited
    if not settings.answer_channels:
        return Finding("intents: none that is privileged is needed")
    if granted:
        return Finding("intents: Message Content Intent is on, as answer channels need it")
    return Finding(
        "intents: answer channels need the Message Content Intent; switch it on at"
        " https://discord.com/developers/applications (your application, Bot, Privileged Gateway Intents),"
        " or set answer_channels to false",
        to_fix=True,
    )


async def _commands(client: FootnoteClient) -> Finding:
    names = await sync.differing(client.tree)
    if not names:
        return Finding("commands: Discord's list is up to date")
    return Finding(f"commands: “footnote run” will tell Discord anew: {', '.join(names)}")
