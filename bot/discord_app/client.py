"""The Discord client: what it listens to, what it knows, and where events go."""

from __future__ import annotations

import asyncio
import logging
import math
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import discord

from bot.answering import Answer, Answerer
from bot.discord_app.asking import Asked, Talks
from bot.discord_app.cards import answer_card
from bot.discord_app.cards.buttons import PageButton, PlaceMenu, RemoveButton
from bot.discord_app.components.controls import Control
from bot.discord_app.components.panel import SettingsPanel
from bot.discord_app.components.presses import Presses
from bot.discord_app.discord_py.sharded_client import ShardedClient
from bot.discord_app.events.messages import MessageAnswerer
from bot.discord_app.events.tree import FootnoteTree
from bot.discord_app.limits.channel_permissions import Hints
from bot.discord_app.limits.cooldown import Cooldowns
from bot.discord_app.limits.in_flight import InFlight
from bot.discord_app.limits.intents_and_permissions import intents, invite_link
from bot.discord_app.observability import failures
from bot.discord_app.observability.observer import BotState, Observer
from bot.discord_app.observability.outages import Outages
from bot.discord_app.offers.offering import Offers
from bot.discord_app.storage.guild_settings import Cooldown
from bot.discord_app.storage.guild_store import GuildStore
from bot.discord_app.words.languages import Languages, Words
from bot.library import Library
from bot.settings import Settings

_log = logging.getLogger(__name__)

HEARTBEAT_TIMEOUT = 60.0
"""Seconds without a word from the gateway after which its line counts as dead; it beats every 41."""

GUILDS_PAUSE = 0.5
"""Seconds without a further server after which all are taken to be there; only the log waits for them."""


class FootnoteClient(ShardedClient):
    """Footnote in Discord. Made whole by its constructor; connects only when started.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        answerer: Answerer,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
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
        )
        self.settings = settings
        self.library = library
        self.answerer = answerer
        self.languages = Languages()
        self.store = GuildStore(settings.data)
        self.cooldowns = Cooldowns(clock)
        self.talks = Talks(clock)
        self.offers = Offers(library, answerer, time.perf_counter)
        self.panel = SettingsPanel(self)
        self.hints = Hints()
        self.in_flight = InFlight()
        self.command_ids: Mapping[str, int] = {}
        self.outages = Outages()
        self.observer = Observer()
        self.presses = Presses(self)
        self._loading: asyncio.Task[None] | None = None
        self._messages = MessageAnswerer(self)
        self.tree = FootnoteTree(self)
        self.add_dynamic_items(PageButton, PlaceMenu, RemoveButton, Control)

    def library_in(self, guild_id: int | None) -> Library:
        """The articles that answer in a server: all, unless its moderators have chosen some."""
        chosen = self.store.of(guild_id).articles
        library = self.library.only(chosen) if chosen else self.library
        return library if library.articles else self.library

    def answer(
        self, question: str, asked: Asked, *, only: str | None = None, follow_up: bool = True
    ) -> Answer:
        """The answer to `question` as the server has it set, from the article with the id `only` if given.

        `follow_up`: what the asker talked of before counts.
        """
        library = self.library_in(asked.guild)
        articles = None if library is self.library else {article.id for article in library.articles}
        return self.answerer.answer(
            question,
            self.store.of(asked.guild).passages,
            context=self.talks.context(asked) if follow_up else "",
            articles=articles if only is None else {only},
        )

    def card_of(
        self,
        answer: Answer,
        asked: Asked,
        *,
        show_question: bool,
        removable: bool,
        only: str | None = None,
        words: Words,
    ) -> discord.ui.LayoutView:
        """The card for `answer` as the server has it set. `removable`: with a button to take it away.

        `words`: the bot's own, in the language of those who see it.
        """
        known = self.library_in(asked.guild).articles
        return answer_card(
            answer,
            [article.title for article in known if only is None or article.id == only],
            several=len(known) > 1,
            show_question=show_question,
            compact=self.store.of(asked.guild).compact,
            asker=asked.user if removable else None,
            words=words,
        )

    def seconds_to_wait(self, user_id: int, channel_id: int | None, guild_id: int | None) -> float:
        """Count an answer for somebody in a channel: 0, or the seconds until the next one may be given."""
        cooldown = self.store.of(guild_id).cooldown or self.cooldown
        return self.cooldowns.take((user_id, channel_id), cooldown)

    @property
    def cooldown(self) -> Cooldown:
        """As the operator set it: where no server has another, and in direct messages."""
        return Cooldown(self.settings.cooldown_answers, self.settings.cooldown_seconds)

    def add_dynamic_items(self, *items: type[discord.ui.DynamicItem[discord.ui.Item[Any]]]) -> None:
        """Let these answer their custom ids; any other is told to be unknown."""
        self.presses.known += items
        super().add_dynamic_items(*items)

    @property
    def connected(self) -> bool:
        """Whether it can answer: the gateway is ready on every shard, and there are articles."""
        return self.trouble is None

    @property
    def trouble(self) -> str | None:
        """Why it can't answer just now, in a few words; None where it can."""
        if not self.is_ready():
            return "not connected to Discord"
        if self.outages.shards:
            return f"not connected to Discord on shard {', '.join(map(str, sorted(self.outages.shards)))}"
        return None if self.library.articles else "without any article"

    def state(self) -> BotState:
        """How it is doing now, for monitoring."""
        return BotState(
            problem=self.trouble,
            guilds=len(self.guilds),
            articles=len(self.library.articles),
            passages=self.library.passage_count,
            latencies={
                shard: seconds
                for shard, seconds in self.latencies
                if math.isfinite(seconds) and shard not in self.outages.shards
            },
        )

    def observe(self, observer: Observer) -> None:
        """Tell `observer` what happens from now on."""
        self.observer = observer

    def mention(self, command: str) -> str:
        """Markdown that shows a command, for a click where Discord has told its id."""
        command_id = self.command_ids.get(command)
        return f"</{command}:{command_id}>" if command_id else f"**/{command}**"

    # Life

    async def setup_hook(self) -> None:
        """Between login and connection: read the servers' settings, bring the list of commands up to date."""
        if not await self.store.load() and self._loading is None:
            self._loading = asyncio.create_task(self.store.keep_trying())
        await self.tree.translate(self.languages)
        self.command_ids = await self.tree.bring_up_to_date()

    async def on_ready(self) -> None:
        """Every shard is connected; happens again after some reconnections."""
        self.outages.changed.set()
        count = len(self.guilds)
        _log.info("Ready as %s in %d %s", self.user, count, "server" if count == 1 else "servers")
        _log.info("To invite it: %s", invite_link(self.application_id))
        await self.store.keep_only(self.application_id or 0, self._may_be_in)

    def _may_be_in(self, guild_id: int) -> bool:
        """Whether the bot is in this server, or another process with its shard would know."""
        ours = self.settings.shard_ids
        elsewhere = bool(ours) and (guild_id >> 22) % (self.shard_count or 1) not in ours
        return elsewhere or self.get_guild(guild_id) is not None

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot left a server, or was made to: what was set there goes. Not called in an outage."""
        self.in_flight.add_current()
        await self.store.forget(guild.id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard lost its connection; discord.py reconnects."""
        _log.info("Shard %d lost the gateway; connecting anew", shard_id)
        if self.outages.begin(shard_id):
            self.observer.disconnected(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """A shard has begun a session."""
        self.observer.identified(shard_id)
        self.outages.end(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard goes on where it was cut off."""
        _log.info("Shard %d is on the gateway again, with nothing missed", shard_id)
        self.observer.resumed(shard_id)
        self.outages.end(shard_id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Record what went wrong in an event; there is nobody to tell."""
        error = sys.exc_info()[1]
        if error is not None:
            failures.record(error, event_method)

    # What people do

    async def on_message(self, message: discord.Message) -> None:
        """Answer where the message speaks to the bot."""
        await self._messages.answer(message)

    async def on_interaction(self, interaction: discord.Interaction[FootnoteClient]) -> None:
        """Look whether somebody used a control that isn't one of ours."""
        await self.presses.heard(interaction)
