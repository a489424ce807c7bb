"""The answer that a message replies to: what “source?” and “more” below it are about, whoever asked first."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.answering import NO_CONTEXT, Context, PassageReference
from bot.discord_app.app import App
from bot.discord_app.components.selection import nested
from bot.discord_app.custom_ids import (
    PageButtonId,
    Place,
    RemoveButtonId,
    highlight_in,
    read_custom_id,
    resolve,
)
from bot.discord_app.origin import Origin
from bot.library import Library


def answer_replied_to(app: App, message: discord.Message, bot_id: int) -> Context:
    """What the bot's message showed that `message` replies to, if its asker isn't known to mean another.

    Who replies to an answer of their own goes on from their last one, as long as that is remembered. The
    buttons name the asker and the passages, after a restart as well.
    """
    replied_to = message.reference.resolved if message.reference else None
    if not isinstance(replied_to, discord.Message) or replied_to.author.id != bot_id:
        return NO_CONTEXT
    origin = Origin.of_message(message)
    buttons = (each for each in nested(replied_to.components) if isinstance(each, discord.Button))
    named = [read_custom_id(button.custom_id or "") for button in buttons]
    if RemoveButtonId(origin.user_id) in named and app.context_of(origin):
        return NO_CONTEXT
    places = {each.place.kind: each.place for each in named if isinstance(each, PageButtonId)}
    library = app.library_for(origin)
    return Context(
        shown=tuple(_passages(library, places.get("context"))),
        waiting=tuple(_passages(library, places.get("more") or places.get("nearest"))),
    )


def _passages(library: Library, place: Place | None) -> Iterator[PassageReference]:
    for number, found in enumerate(resolve(library, place.subject) if place else ()):
        if place and found is not None:
            article, passage = found
            highlight = highlight_in(passage, place.part, number)
            sentence = passage.sentences.index(highlight) if highlight is not None else 0
            yield PassageReference(article.id, passage.id, sentence)
