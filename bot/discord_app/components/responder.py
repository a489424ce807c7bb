"""Responses to an interaction: private notices, cards, changes in place, apologies."""

from __future__ import annotations

import logging
from contextlib import suppress

import discord
from discord import app_commands

from bot.answering import Answer
from bot.discord_app.app import App
from bot.discord_app.cards import error_notice, notice, open_page, wait_notice
from bot.discord_app.cards.pages import why_gone
from bot.discord_app.cards.plain_message import Reply
from bot.discord_app.components.deferral import CHANGE_SECONDS, Deferral, contents
from bot.discord_app.custom_ids import Place
from bot.discord_app.discord_py.http_requests import TRANSIENT, retry
from bot.discord_app.observability import failures
from bot.discord_app.origin import Origin
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.discord_app.words.server_language import chosen_locale

_log = logging.getLogger(__name__)


class Responder:
    """Responds to one interaction, in the language of its user."""

    def __init__(self, app: App, interaction: discord.Interaction) -> None:
        self._app = app
        self._interaction = interaction

    @property
    def origin(self) -> Origin:
        """Who uses it, and where."""
        return Origin.of_interaction(self._interaction)

    @property
    def words(self) -> Words:
        """The bot's own words for the user alone."""
        return self._app.words_for_user(self._interaction)

    def words_for_all(self, answer: Answer | None = None) -> Words:
        """The bot's own words for everybody in the channel, or for the user of direct messages."""
        interaction = self._interaction
        if interaction.guild_id is None:
            return self.words
        locale = chosen_locale(interaction.guild, interaction.guild_locale)
        return self._app.words_for_all(self.origin, locale, answer)

    def defer_in_time(self, *, private: bool | None) -> Deferral:
        """Have Discord told that an answer follows, where it takes longer than Discord waits.

        `private`: who sees that the bot is thinking (`Deferral`). It ends with the running task.
        """
        return Deferral(self._interaction, self._app.schedule, private=private)

    def only_user_sees(self, *, private: bool) -> bool:
        """Whether the user alone sees an answer: as it is asked for, as the server has set it."""
        return private or self._app.settings_for(self.origin).private or self.only_private()

    async def send(self, reply: Reply, *, private: bool) -> int | None:
        """Respond with a new message, which only the user sees where `private` is true: its id, if known."""
        deferral = await Deferral.open_one(self._interaction)
        if deferral is not None:
            return await deferral.fill(reply, private=private)
        response = self._interaction.response
        return (await response.send_message(**contents(reply), ephemeral=private)).message_id

    async def notify(self, text: str) -> None:
        """Respond with a private message that says `text`."""
        await self.send(notice(text), private=True)

    async def replace(self, card: discord.ui.LayoutView) -> None:
        """Show a card in place of the private one that was used; a public one stays as it is."""
        message = self._interaction.message
        if message is None or not message.flags.ephemeral:
            await self.send(card, private=True)
        elif (deferral := await Deferral.open_one(self._interaction)) is not None:
            await deferral.replace(card)
        else:
            await self._interaction.response.edit_message(view=card)

    async def begin(self) -> None:
        """Respond that work has begun: what comes of it is shown by `change`, to the user alone.

        The response to a button is its own message, which stays as it is until then.
        """
        if await Deferral.open_one(self._interaction) is None:
            is_command = self._interaction.type is discord.InteractionType.application_command
            await self._interaction.response.defer(ephemeral=True, thinking=is_command)

    async def change(self, card: discord.ui.LayoutView) -> None:
        """Show a card in place of the response so far. Who has dismissed that misses it.

        Discord takes changes for 15 minutes after the interaction.
        https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
        """
        with suppress(discord.NotFound):
            await retry(lambda: self._interaction.edit_original_response(view=card), CHANGE_SECONDS)

    async def follow_up(self, card: discord.ui.LayoutView) -> None:
        """Send a private message after the response."""
        await self._interaction.followup.send(view=card, ephemeral=True)

    async def show_page(self, place: Place, page: int = 0, *, in_place: bool = False) -> None:
        """Show a page of the library privately; `in_place`: in place of the private card that was used."""
        if await self.must_wait_for_page():
            return
        library = self._app.library_for(self.origin)
        card = open_page(library, place, page, self.words)
        if card is None:
            await self.notify(self.words(why_gone(place)))
        elif in_place:
            await self.replace(card)
        else:
            await self.send(card, private=True)

    async def must_wait(self, answer: Answer | None = None) -> bool:
        """Count an answer. Where the cooldown forbids one, tell the user so: True."""
        seconds = self._app.seconds_to_wait(self.origin, answer)
        return await self._told_to_wait(seconds)

    async def must_wait_for_page(self) -> bool:
        """Count a page that the user alone sees. Where there were too many, tell the user so: True."""
        return await self._told_to_wait(self._app.seconds_to_wait_for_page(self._interaction.user.id))

    async def _told_to_wait(self, seconds: float) -> bool:
        if seconds:
            await self.send(wait_notice(seconds, self.words), private=True)
        return bool(seconds)

    def only_private(self) -> bool:
        """Whether Discord shows any response to the user alone.

        So it is in a server where the bot is no member and the user may not use external apps.
        https://docs.discord.com/developers/resources/application#installation-context
        """
        interaction = self._interaction
        return (
            interaction.guild_id is not None
            and interaction.is_user_integration()
            and not interaction.is_guild_integration()
            and not interaction.permissions.use_external_apps
        )

    # What goes wrong

    async def apologise(self, error: BaseException, where: str) -> None:
        """Log `error` and tell the user. `where` names for the log what was used."""
        if isinstance(error, app_commands.CommandInvokeError):
            error = error.original
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            _log.warning(
                "A command arrived that isn't known in this form; Discord may hold an older list",
                extra={"kind": "commands"},
            )
            await self.report(self.words(wording.COMMAND_CHANGED))
        elif isinstance(error, discord.NotFound) and error.code == failures.UNKNOWN_INTERACTION:
            failures.too_late(where)
        elif isinstance(error, TRANSIENT):
            described = failures.describe(error)
            _log.warning("%s: the answer could not be sent (%s)", where, described, extra={"kind": "unsent"})
        else:
            await self.report(self.words(wording.ERROR).format(id=failures.record(error, where)))

    async def report(self, text: str) -> None:
        """Tell the user privately what went wrong, whether or not there was a response already."""
        card = error_notice(text)
        try:
            is_open = await Deferral.open_one(self._interaction) is not None
            if self._interaction.response.is_done() and not is_open:
                await self.follow_up(card)
            else:
                await self.send(card, private=True)
        except (discord.HTTPException, *TRANSIENT) as refused:
            _log.warning(
                "An apology could not be sent (%s)", failures.describe(refused), extra={"kind": "unsent"}
            )
