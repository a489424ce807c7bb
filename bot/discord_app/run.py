"""`footnote run`: start, serve, stop; and what is said where it can't start."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import discord

from bot.discord_app.client import FootnoteClient, create_client
from bot.discord_app.discord_py.api_addresses import use_addresses
from bot.discord_app.discord_py.gateway_connection import EventHooks, use_own_connections
from bot.discord_app.discord_py.http_requests import TRANSIENT
from bot.discord_app.discord_py.interaction_responses import repeat_responses
from bot.discord_app.events.article_download import fetch_articles, follow_archive
from bot.discord_app.events.article_updater import keep_updated
from bot.discord_app.events.article_watcher import watch_articles
from bot.discord_app.observability import failures, logs
from bot.discord_app.observability.fatal_errors import explain, is_lasting
from bot.discord_app.observability.freed_memory import free_at_once, give_back
from bot.discord_app.observability.monitoring import MonitoringError, monitored
from bot.discord_app.observability.request_context import begin_request
from bot.discord_app.storage.status_file import REFRESH, StatusFile
from bot.library import LibraryError
from bot.settings import Settings, SettingsError
from bot.sources.web.article_archive import ArchiveError

_log = logging.getLogger(__name__)

FINISH = 5.0
"""Seconds that answers in flight get when the bot is told to stop."""

CLOSE = 3.0
"""Seconds that the connection's orderly end may take."""

GARBAGE = (5000, 5, 2)
"""When Python looks for garbage: after so many new objects, among older ones every so many times, among all
every so many times of those. discord.py's cards are rings that nothing else frees, and with Python's own
(2000, 10, 10) a burst of answers stays in memory for the next one to pile on: 2 MB for every 500."""

SWITCH_INTERVAL = 0.0001
"""Seconds after which a thread that reads articles lets the event loop go on, in place of Python's own 0.005:
an answer, which stands back a hundred times, would wait as often."""

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
"""Seconds between attempts to reach Discord at the start; each pause is twice the one before."""

BAD_INPUT = 2
"""Exit code for settings or articles that can't be used, as everywhere in the command line."""

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors of a disk that is full: no reason not to answer, unlike a folder that was never writable."""

FAILED = 1
"""Exit code where Discord, the network or the machine is in the way, which may pass."""

MISCONFIGURED = 78
"""Exit code where Discord refuses the token, an intent or the shards: `EX_CONFIG` of sysexits.h."""

Problem = tuple[str, int]
"""What went wrong in one line for a person, and the exit code."""


def run(settings: Settings) -> int:
    """Answer in Discord until stopped by SIGTERM or SIGINT. Returns the exit code."""
    free_at_once()
    status = StatusFile(settings.data, settings.process_name)
    try:
        token = settings.token().get_secret_value()
        logs.set_up(settings.log_level, token, settings.log_format)
        asyncio.run(fetch_articles(settings))
        if refusal := _begin(status, settings):  # before minutes go into what couldn't be kept
            return _refuse(refusal, BAD_INPUT)
        client = create_client(settings)
        give_back([])
    except (SettingsError, LibraryError) as error:
        status.remove()
        return _refuse(str(error), BAD_INPUT)
    except ArchiveError as error:
        return _refuse(str(error), FAILED)
    use_addresses(settings.discord_api_url, settings.discord_gateway_url)
    use_own_connections(EventHooks(begin_request, failures.record, failures.describe))
    try:
        problem = asyncio.run(_serve_monitored(client, token, status))
    finally:
        status.remove()
    return _refuse(*problem) if problem else 0


def _begin(status: StatusFile, settings: Settings) -> str | None:
    """Write that the bot isn't ready yet. Why the data folder can't be used; None where it can."""
    try:
        status.write(ready=False)
    except OSError as error:
        if error.errno not in FULL:
            return (
                f"{settings.data}: the data folder can't be written ({error.strerror}); make it writable for"
                " this user, or name another one (setting “data”, or FOOTNOTE_DATA)"
            )
        _log.error(_UNWRITABLE, status.path, error.strerror, extra={"kind": "health_file"})
    return None


def _refuse(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


async def _serve_monitored(client: FootnoteClient, token: str, status: StatusFile) -> Problem | None:
    settings = client.app.settings
    try:
        async with monitored(
            settings.monitoring_host, settings.monitoring_port, client.state, client.observe
        ):
            return await _serve(client, token, status)
    except MonitoringError as error:
        return str(error), FAILED


async def _serve(client: FootnoteClient, token: str, status: StatusFile) -> Problem | None:
    """Serve until told to stop. What went wrong; None after an orderly stop."""
    loop, threads, stop = asyncio.get_running_loop(), ThreadPoolExecutor(), asyncio.Event()
    loop.set_default_executor(threads)
    on_signals(stop)
    repeat_responses()
    gc.collect()
    gc.freeze()  # what is here now stays: no reason to look through it again and again
    gc.set_threshold(*GARBAGE)
    sys.setswitchinterval(SWITCH_INTERVAL)
    connection = asyncio.create_task(_connect(client, token))
    signalled = asyncio.create_task(stop.wait())
    status_writer = asyncio.create_task(_keep_status(client, status))
    app = client.app
    followers = (
        watch_articles(app),
        follow_archive(app),
        app.store.keep_current(),
        app.questions.keep_written(),
        client.keep_shards(),
        keep_updated(app.settings, app.changing_articles),
    )
    following = [asyncio.create_task(each) for each in followers]
    await asyncio.wait([connection, signalled, status_writer], return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        _log.info("Stopping")
        if left := await client.app.in_flight.finish(FINISH):
            _log.warning("%d answers could not be finished", left, extra={"kind": "unsent"})
    await _close(client)
    tasks = [connection, status_writer, signalled, *following]
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    # The loop waits at its end for the threads that it knows: see `ending.leave`.
    threads.shutdown(wait=False, cancel_futures=True)
    loop.set_default_executor(ThreadPoolExecutor(1))
    if stop.is_set():
        return None
    failed = next((each for each in results[:2] if isinstance(each, Exception)), None)
    if failed is None:
        return "Discord ended the connection; start again", FAILED
    return explain(failed, app.settings.token_place), MISCONFIGURED if is_lasting(failed) else FAILED


async def _connect(client: FootnoteClient, token: str) -> None:
    """Log in and serve until the client is closed.

    Where Discord or the network may come back, the start is tried again for as long as the setting
    `patience` says; by default not at all, so that whoever starts the bot hears at once what is wrong.
    """
    deadline = asyncio.get_running_loop().time() + client.app.settings.patience

    async def log_in() -> None:
        client.renew_connections()
        try:
            await client.login(token)
        except BaseException:
            await client.close_connections()
            raise

    await _retry(client, log_in, deadline)
    await _retry(client, client.connect, deadline)


async def _retry(client: FootnoteClient, step: Callable[[], Awaitable[None]], deadline: float) -> None:
    """Run `step`, again after errors that pass until `deadline`, by the loop's clock. Raises the last one."""
    now = asyncio.get_running_loop().time
    pause = FIRST_PAUSE
    while True:
        try:
            return await step()
        except (*TRANSIENT, discord.GatewayNotFound) as error:
            if client.is_closed() or now() >= deadline:
                raise
            why = explain(error, client.app.settings.token_place)
            _log.warning("%s; trying again in %.0f seconds", why, pause, extra={"kind": "gateway"})
        await asyncio.sleep(min(pause, max(deadline - now(), 0.0)))
        pause = min(2 * pause, LONGEST_PAUSE)


def on_signals(stop: asyncio.Event) -> None:
    """Set `stop` when the process is told to end: by Ctrl-C or SIGTERM."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))


async def _close(client: FootnoteClient) -> None:
    try:
        async with asyncio.timeout(CLOSE):
            await client.close()
    except TimeoutError:
        _log.warning(
            "Discord didn't end the connection within %.0f seconds", CLOSE, extra={"kind": "gateway"}
        )
        await client.close_connections()


_UNWRITABLE = "%s can't be written (%s); the bot answers, but “footnote health” can't tell so"


async def _keep_status(client: FootnoteClient, status: StatusFile) -> None:
    """Write the state when it changes, and as a sign of life every REFRESH seconds."""
    logged = False
    while True:
        try:
            status.write(ready=client.connected)
            logged = False
        except OSError as error:
            if not logged:
                _log.error(_UNWRITABLE, status.path, error.strerror, extra={"kind": "health_file"})
            logged = True
        try:
            async with asyncio.timeout(REFRESH):
                await client.app.outages.changed.wait()
        except TimeoutError:
            continue
        client.app.outages.changed.clear()
