"""What happens when somebody uses a button or a menu, however old its message is."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import discord

from bot.discord_app.app import App
from bot.discord_app.components.library_panel import LibraryPanel
from bot.discord_app.components.question_response import ask_suggested, below_private
from bot.discord_app.components.responder import Responder
from bot.discord_app.components.selection import selected_values
from bot.discord_app.components.settings_panel import SettingsPanel
from bot.discord_app.components.unanswered_list import UnansweredList
from bot.discord_app.components.votes import take_vote
from bot.discord_app.custom_ids import (
    CustomId,
    LibraryId,
    PageButtonId,
    PageMenuId,
    Place,
    QuestionId,
    QuestionMenuId,
    RemoveButtonId,
    SettingId,
    UnansweredId,
    VoteId,
    read_custom_id,
    read_page_value,
)
from bot.discord_app.observability import failures
from bot.discord_app.words import wording


class ComponentHandler:
    """Does what the custom id of a component says. Nothing is kept for a message that was posted."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._settings_panel = SettingsPanel(app)
        self._unanswered = UnansweredList(app)
        self._library_panel = LibraryPanel(app)

    async def handle(self, interaction: discord.Interaction) -> None:
        """Respond, where the interaction comes from a component."""
        if interaction.type is not discord.InteractionType.component:
            return
        self._app.in_flight.add_current()
        responder = Responder(self._app, interaction)
        data: Any = interaction.data or {}
        custom_id = read_custom_id(str(data.get("custom_id", "")))
        deferral = responder.defer_in_time(private=_is_private(custom_id, interaction, responder))
        await self._app.in_flight.page_turn()
        await self._app.schedule.turn()
        if deferral.is_too_late:
            failures.too_late(_described(custom_id))
            return
        try:
            await self._handle(custom_id, interaction, responder)
        except Exception as error:  # noqa: BLE001 - whatever it is, the user hears of it
            await responder.apologise(error, _described(custom_id))

    async def _handle(
        self, custom_id: CustomId | None, interaction: discord.Interaction, responder: Responder
    ) -> None:
        match custom_id:
            case PageButtonId(verb, place, page):
                await responder.show_page(place, page, in_place=verb == "turn")
            case PageMenuId(verb) if target := _selected_page(interaction):
                await responder.show_page(*target, in_place=verb == "turn")
            case RemoveButtonId(asker):
                await _remove_answer(interaction, responder, asker)
            case QuestionId():
                await ask_suggested(self._app, interaction, responder, custom_id)
            case QuestionMenuId() if chosen := _selected_question(interaction):
                await ask_suggested(self._app, interaction, responder, chosen)
            case SettingId():
                await self._settings_panel.handle(interaction, responder, custom_id)
            case VoteId(vote):
                await take_vote(self._app, interaction, responder, vote)
            case UnansweredId():
                await self._unanswered.handle(interaction, responder, custom_id)
            case LibraryId():
                await self._library_panel.handle(interaction, responder, custom_id)
            case _:
                await responder.report(responder.words(wording.UNKNOWN_CONTROL))


def _is_private(
    custom_id: CustomId | None, interaction: discord.Interaction, responder: Responder
) -> bool | None:
    """Whether the user alone sees the answer to a suggested question; None for what changes a message."""
    if not isinstance(custom_id, QuestionId | QuestionMenuId):
        return None
    return responder.only_user_sees(private=below_private(interaction))


def _described(custom_id: CustomId | None) -> str:
    """What a component is, for the log."""
    match custom_id:
        case PageButtonId():
            return f"a page of a {custom_id.place.kind}"
        case PageMenuId():
            return f"a page from the menu of {custom_id.name}"
        case RemoveButtonId():
            return "the removal of an answer"
        case QuestionId() | QuestionMenuId():
            return "a suggested question"
        case SettingId():
            return "the settings panel"
        case VoteId():
            return "a vote"
        case UnansweredId():
            return "the list of unanswered questions"
        case LibraryId():
            return "an owner's button"
    return "an unknown component"


def _selected_page(interaction: discord.Interaction) -> tuple[Place, int] | None:
    """The page that the selected option leads to; None for an option that is none of ours."""
    values = selected_values(interaction)
    return read_page_value(values[0]) if values else None


def _selected_question(interaction: discord.Interaction) -> QuestionId | None:
    """The question that the selected option asks; None for an option that is none of ours."""
    values = selected_values(interaction)
    custom_id = read_custom_id(values[0]) if values else None
    return custom_id if isinstance(custom_id, QuestionId) else None


async def _remove_answer(interaction: discord.Interaction, responder: Responder, asker: int) -> None:
    """Remove the answer that was given to the user with the id `asker`, if this user may."""
    if not _may_remove(interaction, asker):
        await responder.notify(responder.words(wording.NOT_YOURS))
        return
    # This goes by the interaction's own token, so that it works where the bot isn't a member, too.
    await responder.begin()
    with suppress(discord.NotFound):  # somebody else may have been faster
        await interaction.delete_original_response()


def _may_remove(interaction: discord.Interaction, asker: int) -> bool:
    """Whether the user asked the question, or may manage messages.

    Where Discord itself says whose command the message answers, that counts, whatever the button says.
    """
    message = interaction.message
    if message is not None and message.interaction_metadata is not None:
        asker = message.interaction_metadata.user.id
    return interaction.user.id == asker or (
        interaction.guild_id is not None and interaction.permissions.manage_messages
    )
