"""The Discord client: it listens, has a life, and hands events on."""

from __future__ import annotations

import asyncio
import logging
import math
import sys
from typing import Any

import discord

from bot.discord_app.app import App
from bot.discord_app.bootstrap import create_app
from bot.discord_app.components.handler import ComponentHandler
from bot.discord_app.discord_py.sharded_client import ShardedClient
from bot.discord_app.events.commands.tree import FootnoteTree
from bot.discord_app.events.messages import MessageHandler
from bot.discord_app.limits.identifies import StartLimit
from bot.discord_app.limits.intents_and_permissions import intents, invite_link
from bot.discord_app.observability import failures
from bot.discord_app.observability.observer import BotState, Observer
from bot.discord_app.storage.settings_database import ShardShare
from bot.discord_app.storage.shard_agreement import agree_on_shards, keep_shards
from bot.settings import Settings

_log = logging.getLogger(__name__)

HEARTBEAT_TIMEOUT = 60.0
"""Seconds without a word from the gateway after which its line counts as dead; it beats every 41."""

SHARD_CONNECT_TIMEOUT = 900.0
"""Seconds for a shard to connect, its wait for a turn to identify included."""

SHARDS_REFRESH = 30.0
"""Seconds after which other processes are told again how many shards there are."""

GUILDS_PAUSE = 0.5
"""Seconds without a further server after which all are taken to be there; only the log waits for them."""


class FootnoteClient(ShardedClient):
    """Footnote's connection to Discord. It connects only when started."""

    def __init__(self, app: App) -> None:
        settings = app.settings
        super().__init__(
            gateway_url=settings.discord_gateway_url,
            intents=intents(answer_channels=settings.answer_channels),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            heartbeat_timeout=HEARTBEAT_TIMEOUT,
            guild_ready_timeout=GUILDS_PAUSE,
            shard_count=settings.shards,
            shard_ids=list(settings.shard_ids) or None,
            shard_connect_timeout=SHARD_CONNECT_TIMEOUT,
        )
        self.app = app
        self.tree = FootnoteTree(self, app)
        self._messages = MessageHandler(app)
        self._components = ComponentHandler(app)

    # State

    @property
    def connected(self) -> bool:
        """Whether it can answer: the gateway is ready on every shard, and there are articles."""
        return self.problem is None

    @property
    def problem(self) -> str | None:
        """Why it can't answer just now, in a few words; None where it can."""
        if not self.is_ready():
            return "not connected to Discord"
        if shards := self.app.outages.shards:
            return f"not connected to Discord on shard {', '.join(map(str, sorted(shards)))}"
        return None if self.app.library.articles else "without any article"

    def state(self) -> BotState:
        """How it is doing now, for monitoring."""
        library, outages = self.app.library, self.app.outages
        return BotState(
            problem=self.problem,
            guilds=len(self.guilds),
            articles=len(library.articles),
            passages=library.passage_count,
            latencies={
                shard: seconds
                for shard, seconds in self.latencies
                if math.isfinite(seconds) and shard not in outages.shards
            },
        )

    def observe(self, observer: Observer) -> None:
        """Tell `observer` what happens from now on."""
        self.app.observer = observer

    @property
    def _share(self) -> ShardShare:
        """The shards of this process."""
        return ShardShare(self.shard_count or 1, frozenset(self.shard_ids or ()))

    def _is_in(self, guild_id: int) -> bool:
        """Whether the bot is in a server of this process's shards, as far as Discord has told it."""
        return self.get_guild(guild_id) is not None

    # Life

    async def setup_hook(self) -> None:
        """Between login and connection: read the servers' settings, sync the commands."""
        await self._divide_shards()
        await self.app.store.load(self._share)
        await self.tree.translate()
        self.app.command_ids = await self.tree.sync_if_changed()

    async def _divide_shards(self) -> None:
        """Take this process's shards where it is one of several that divide them."""
        settings = self.app.settings
        if settings.process_share is None:
            return
        number, processes = settings.process_share
        count = settings.shards
        if count is None:
            advised = max(await self.advised_shards(), processes)
            count = await agree_on_shards(self.app.store, advised)
        self.shard_count = count
        self.shard_ids = list(range(number * count // processes, (number + 1) * count // processes))
        _log.info(
            "Process %d of %d: shards %d to %d of %d",
            number,
            processes,
            self.shard_ids[0],
            self.shard_ids[-1],
            count,
        )

    async def keep_shards(self) -> None:
        """Let the number of shards hold for processes that start while this one runs, until cancelled."""
        while True:
            await asyncio.sleep(SHARDS_REFRESH)
            if self.app.settings.process is not None:
                await keep_shards(self.app.store, self.shard_count or 1)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        """Wait until the shard may identify. discord.py calls this."""
        await self.app.identifies.wait(shard_id or 0, self._start_limit)

    async def _start_limit(self) -> StartLimit:
        limits = await self.fetch_session_start_limits()
        return StartLimit(limits.max_concurrency, limits.remaining, limits.reset_after / 1000)

    async def on_ready(self) -> None:
        """Every shard is connected; happens again after some reconnections."""
        self.app.outages.changed.set()
        count = len(self.guilds)
        _log.info("Ready as %s in %d %s", self.user, count, "server" if count == 1 else "servers")
        _log.info("To invite it: %s", invite_link(self.application_id))
        await self.app.store.reconcile(self.application_id or 0, self._is_in)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot left a server, or was removed: what was set there is kept for 30 days. Not in an outage."""
        self.app.in_flight.add_current()
        await self.app.store.forget(guild.id)
        if self.app.settings_in(guild.id).unanswered:
            await self.app.questions.forget_guild(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is in a server, perhaps again: what was set there holds."""
        await self.app.store.remember(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is back after an outage: what was set there holds."""
        await self.app.store.remember(guild.id)

    async def close(self) -> None:
        """End the connections to Discord and to the database."""
        await super().close()
        await self.app.questions.flush()
        await self.app.store.close()

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard lost its connection; discord.py reconnects."""
        _log.info("Shard %d lost the gateway; connecting anew", shard_id)
        if self.app.outages.begin(shard_id):
            self.app.observer.disconnected(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """A shard has begun a session."""
        self.app.observer.identified(shard_id)
        self.app.outages.end(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard has resumed its session."""
        _log.info("Shard %d is on the gateway again, with nothing missed", shard_id)
        self.app.observer.resumed(shard_id)
        self.app.outages.end(shard_id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Log what went wrong in an event; there is nobody to tell."""
        error = sys.exc_info()[1]
        if error is not None:
            failures.record(error, event_method)

    # What people do. Commands come in by the tree.

    async def on_message(self, message: discord.Message) -> None:
        """Answer where the message speaks to the bot."""
        if self.user is not None:
            await self._messages.handle(message, self.user.id)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer anew where a question was changed."""
        if self.user is not None:
            await self._messages.handle_edit(payload.message, self.user.id, self)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take an answer along whose question was deleted."""
        await self._messages.handle_deletion(payload.guild_id, (payload.message_id,), self)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers along whose questions were deleted together."""
        await self._messages.handle_deletion(payload.guild_id, payload.message_ids, self)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone with its messages."""
        await self._messages.handle_channel_deletion(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread is gone with its messages."""
        await self._messages.handle_channel_deletion(payload.guild_id, payload.thread_id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Respond where somebody used a button or a menu."""
        await self._components.handle(interaction)


def create_client(settings: Settings) -> FootnoteClient:
    """The client with all services for these settings. Raises LibraryError where an article can't be used."""
    return FootnoteClient(create_app(settings))
