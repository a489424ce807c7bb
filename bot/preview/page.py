"""The page: the bot's client in simcord's simulated Discord, served on the loopback interface alone."""

from __future__ import annotations

import asyncio
import tempfile
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import simcord

from bot.discord_app.client import FootnoteClient, create_client
from bot.discord_app.observability import logs
from bot.discord_app.run import on_signals
from bot.preview.message_history import follow
from bot.preview.people import BOT, direct, in_server
from bot.preview.requirements import PreviewError
from bot.settings import Settings

TICK = 20.0
"""Seconds between two corrections of the simulated Discord's clock, by which messages show their minute."""


def serve(settings: Settings, *, port: int | None, server: bool, browser: bool) -> None:
    """Serve the page until Ctrl-C, SIGTERM, or the end of the session on the page itself."""
    # The log is for what goes wrong: an invite link or a list of commands would only puzzle here.
    logs.set_up("WARNING" if settings.log_level == "INFO" else settings.log_level)
    # What is set on the page is tried out; the data folder is the real bot's.
    with tempfile.TemporaryDirectory(prefix="footnote-preview-") as data:
        alone = settings.model_copy(update={"data": Path(data), "shards": 1, "shard_ids": ()})
        asyncio.run(_serve(create_client(alone), port=port, server=server, browser=browser))


async def _serve(client: FootnoteClient, *, port: int | None, server: bool, browser: bool) -> None:
    stop = asyncio.Event()
    on_signals(stop)
    async with simcord.run(client, check_errors=False) as env, _page(env, port=port, server=server) as page:
        how = f"Write @{BOT} and a question" if server else "Write a question"
        print(page.url)
        print(
            f"{how}, or “/” for a command. The address works on this machine only. Ctrl-C ends it.",
            flush=True,
        )
        if browser:
            # A browser in the terminal would keep this waiting; as a daemon it can't hold up the end.
            threading.Thread(target=webbrowser.open, args=(page.url,), daemon=True).start()
        waits = [asyncio.create_task(each) for each in (stop.wait(), page.wait_closed(), _keep_time(env))]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in waits:
            task.cancel()
        for ended in await asyncio.gather(*waits, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended


@asynccontextmanager
async def _page(env: simcord.Env, *, port: int | None, server: bool) -> AsyncIterator[simcord.Preview]:
    await _set_clock(env)
    if env.bot.user is not None:
        await env.bot.user.edit(username=BOT)
    chat = await (in_server if server else direct)(env)
    preview = env.preview(
        chat.channel, viewers=chat.people, layout="channel", timezone=_timezone(), port=port
    )
    follow(preview)
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(preview)
        except simcord.SetupError as error:
            taken = f"127.0.0.1:{port}: can't be listened on; name another port with --port"
            raise PreviewError(taken if port else str(error)) from error
        yield preview


async def _set_clock(env: simcord.Env) -> None:
    """Let the simulated Discord, whose time stands still, have the time of this machine."""
    await env.advance_time(max((datetime.now(UTC) - env.now()).total_seconds(), 0.0))


async def _keep_time(env: simcord.Env) -> None:
    while True:
        await asyncio.sleep(TICK)
        try:
            await _set_clock(env)
        except (simcord.SetupError, TimeoutError):  # somebody does something just now: at the next tick
            continue


def _timezone() -> str:
    """The zone of this machine by its distance from UTC; names of zones aren't known everywhere."""
    offset = datetime.now().astimezone().utcoffset()
    hours, rest = divmod(offset.total_seconds() if offset else 0.0, 3600)
    # In these names the sign is the other way round: Etc/GMT-2 is two hours ahead.
    return "UTC" if rest or not -12 <= hours <= 14 else f"Etc/GMT{-int(hours):+d}"
