"""The Discord client: what it listens to, what it knows, and where events go."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping
from typing import Any

import discord
import yarl
from discord import app_commands

from bot.answering import Answerer
from bot.discord_app import commands, failures, transport, wording
from bot.discord_app.buttons import PageButton
from bot.discord_app.cards import Place, answer_card, hint_card, notice, read
from bot.discord_app.in_flight import InFlight
from bot.discord_app.messages import MessageAnswerer
from bot.discord_app.sync import sync
from bot.library import Library
from bot.settings import Settings

_log = logging.getLogger(__name__)

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""All that the bot needs in a server: to be there, to answer, and to answer as a reply."""

HEARTBEAT_TIMEOUT = 60.0
"""Seconds without a word from the gateway after which its line counts as dead; it beats every 41."""

GUILDS_PAUSE = 0.5
"""Seconds without a further server after which all are taken to be there; only the log waits for them."""

SCOPES = ("bot", "applications.commands")


def intents() -> discord.Intents:
    """What the gateway sends: servers, and messages there and in direct messages. Nothing privileged."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    return wanted


class FootnoteTree(app_commands.CommandTree["FootnoteClient"]):
    """The commands. What goes wrong in one is recorded and apologised for."""

    async def interaction_check(self, interaction: discord.Interaction[FootnoteClient], /) -> bool:
        """Everybody may use every command; the answer counts as under way from here."""
        interaction.client.in_flight.add_current()
        return True

    async def on_error(
        self, interaction: discord.Interaction[FootnoteClient], error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the asker, and the log."""
        await failures.apologise(interaction, error, _place_of(interaction))


def _place_of(interaction: discord.Interaction[Any]) -> str:
    return f"/{interaction.command.qualified_name}" if interaction.command else "a command"


class FootnoteClient(discord.AutoShardedClient):
    """Footnote in Discord. Made whole by its constructor; connects only when started."""

    def __init__(self, settings: Settings, library: Library, answerer: Answerer) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            heartbeat_timeout=HEARTBEAT_TIMEOUT,
            guild_ready_timeout=GUILDS_PAUSE,
        )
        transport.make_patient(self.http)
        self.settings = settings
        self.library = library
        self.answerer = answerer
        self.in_flight = InFlight()
        self.command_ids: Mapping[str, int] = {}
        self.connection_changed = asyncio.Event()
        self._shards_down: set[int] = set()
        self._messages = MessageAnswerer(self)
        self.tree = FootnoteTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        commands.add_to(self.tree)
        self.add_dynamic_items(PageButton)

    def answer_card(self, question: str, *, show_question: bool) -> discord.ui.LayoutView:
        """The card that answers `question`; where nothing is asked, what could be."""
        if not question:
            return hint_card(self.library)
        titles = [article.title for article in self.library.articles]
        return answer_card(self.answerer.answer(question), titles, show_question=show_question)

    @property
    def connected(self) -> bool:
        """Whether the gateway is ready on every shard."""
        return self.is_ready() and not self._shards_down

    def mention(self, command: str) -> str:
        """Markdown that shows a command, for a click where Discord has told its id."""
        command_id = self.command_ids.get(command)
        return f"</{command}:{command_id}>" if command_id else f"**/{command}**"

    # Life

    async def setup_hook(self) -> None:
        """Between login and connection: bring Discord's list of commands up to date."""
        try:
            self.command_ids = await sync(self.tree)
        except discord.HTTPException as refused:
            _log.warning(
                "Discord refused the commands (HTTP %s, code %s); the list that it has stays as it is",
                refused.status,
                refused.code,
            )

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard: to the address that is set, whatever Discord's API names."""
        if self.settings.discord_gateway_url:
            gateway = yarl.URL(self.settings.discord_gateway_url)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def on_ready(self) -> None:
        """Every shard is connected; happens again after some reconnections."""
        self.connection_changed.set()
        _log.info("Ready as %s in %d servers", self.user, len(self.guilds))
        _log.info("To invite it: %s", self.invite_link())

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard lost its connection; discord.py reconnects."""
        _log.info("Shard %d lost the gateway; connecting anew", shard_id)
        self._shards_down.add(shard_id)
        self.connection_changed.set()

    async def on_shard_ready(self, shard_id: int) -> None:
        """A shard is connected anew."""
        self._shards_down.discard(shard_id)
        self.connection_changed.set()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard goes on where it was cut off."""
        _log.info("Shard %d is on the gateway again, with nothing missed", shard_id)
        self._shards_down.discard(shard_id)
        self.connection_changed.set()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        """Record what went wrong in an event; there is nobody to tell."""
        error = sys.exc_info()[1]
        if error is not None:
            failures.record(error, event_method)

    def invite_link(self) -> str:
        """Where a server's owner adds the bot, with exactly the permissions that it needs."""
        return discord.utils.oauth_url(self.application_id or 0, permissions=PERMISSIONS, scopes=SCOPES)

    # What people do

    async def on_message(self, message: discord.Message) -> None:
        """Answer where the message speaks to the bot."""
        await self._messages.answer(message)

    async def show_page(
        self, interaction: discord.Interaction[FootnoteClient], place: Place, page: int, *, turn: bool = False
    ) -> None:
        """Show a page of `place` privately; where `turn` is true, in place of a private message."""
        self.in_flight.add_current()
        try:
            card = read(self.library, place, page)
            private = interaction.message is not None and interaction.message.flags.ephemeral
            if card is None:
                gone = wording.CHANGED if place.kind == "passage" else wording.GONE
                await interaction.response.send_message(view=notice(gone), ephemeral=True)
            elif turn and private:
                await interaction.response.edit_message(view=card)
            else:
                await interaction.response.send_message(view=card, ephemeral=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, the asker hears of it
            await failures.apologise(interaction, error, f"a page of a {place.kind}")
