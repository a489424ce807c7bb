"""`footnote doctor`: what a running bot needs, looked at without changing anything, here or in Discord."""

from __future__ import annotations

import asyncio
import errno
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import discord

from bot.discord_app.bootstrap import create_app
from bot.discord_app.client import FootnoteClient
from bot.discord_app.discord_py.api_addresses import use_addresses
from bot.discord_app.discord_py.sharded_client import ShardedClient
from bot.discord_app.events.commands import sync
from bot.discord_app.limits.intents_and_permissions import OPTIONAL, invite_link
from bot.discord_app.observability import logs
from bot.discord_app.observability.fatal_errors import explain
from bot.discord_app.observability.token_form import without_tokens_form
from bot.discord_app.storage.databases import open_database
from bot.discord_app.storage.sqlite_file import FILE, is_open_to_all, parts_of
from bot.discord_app.storage.store_errors import CorruptError, StoreError
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

    async def close(self) -> None:
        """End the connections to Discord alone: a bot's end also deletes what is old in the database."""
        await ShardedClient.close(self)


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
    folder = settings.data
    try:
        is_there = _can_be_written(folder)
    except OSError as error:
        yield Finding(
            f"data folder: {folder} can't be written ({error.strerror}); make it writable for this"
            " user, or name another one (setting “data”, or FOOTNOTE_DATA)",
            to_fix=True,
        )
        return
    state = "can be written" if is_there else "isn't there yet; “footnote run” will make it"
    yield Finding(f"data folder: {folder} {state}")
    yield from _open_files(folder / FILE)
    try:
        yield asyncio.run(_servers_settings(settings))
    except CorruptError as error:
        yield Finding(
            f"servers' settings: {error}; put a backup in its place, with no -wal and -shm beside it, or let"
            " “footnote run” put it aside, save what can be read, and begin a new one (docs/OPERATIONS.md)",
            to_fix=True,
        )
    except (StoreError, SettingsError) as error:
        yield Finding(f"servers' settings: {error}", to_fix=True)


def _open_files(database: Path) -> Iterator[Finding]:
    """Files of the data folder that others may read: what people asked and moderators set is in them."""
    copies = sorted(database.parent.glob(f"{database.name}.*"))
    files = [file for file in (*parts_of(database), *copies) if file.is_file() and is_open_to_all(file)]
    if files:
        names = " ".join(file.name for file in files)
        yield Finding(
            f"data folder: every user of this machine may read {names}, where people's questions may stand;"
            f" in {database.parent}: chmod 600 {names}",
            to_fix=True,
        )


def _can_be_written(folder: Path) -> bool:
    """Whether the folder is there, and files can be written in it; raises OSError where they can't be.

    Of one that isn't there: whether it could be made.
    """
    nearest = next(each for each in (folder, *folder.absolute().parents) if os.path.lexists(each))
    if nearest == folder:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"footnote doctor")
        return True
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return False


async def _servers_settings(settings: Settings) -> Finding:
    database = open_database(settings)
    try:
        found = await database.inspect()
    finally:
        await database.close()
    if not found.may_update:
        return Finding(
            f"servers' settings: {database.place}: this user may not make or change tables, as “footnote run”"
            " has to; let it create tables in its schema, and own those that are there",
            to_fix=True,
        )
    text = f"servers' settings: {found.servers} servers have some"
    if found.update is not None:
        version, newest = found.update
        will = f"bring its tables from version {version} to {newest}" if version else "make its tables"
        text += f"; “footnote run” will {will} in {database.place}"
    return Finding(text)


def _discord(settings: Settings) -> list[Finding]:
    try:
        token = settings.token().get_secret_value()
    except SettingsError as error:
        return [Finding(f"token: {error}", to_fix=True)]
    logs.set_up("ERROR", token)
    use_addresses(settings.discord_api_url, settings.discord_gateway_url)
    found = asyncio.run(_visit(settings, token))
    malformed = without_tokens_form(token, settings.token_place)
    if malformed and not any(finding.text.startswith("token:") for finding in found):
        return [Finding(f"token: {malformed}", to_fix=True), *found]
    return found


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
        found.append(Finding(f"Discord: {explain(error, settings.token_place)}", to_fix=True))
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
