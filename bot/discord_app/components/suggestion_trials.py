"""Finds out, beside the event loop, which headings may be suggested: each is tried out as a question once."""

from __future__ import annotations

from bot.answering import Answer
from bot.discord_app.app import SUGGESTIONS, App
from bot.discord_app.origin import Origin


async def try_suggestions(app: App, answer: Answer, origin: Origin, article_id: str | None = None) -> None:
    """Find out what `App.suggestions` of the same needs to know, so that it only looks it up."""
    await app.offers.topics.try_out(lambda known: app.suggestions(answer, origin, article_id, known))


async def try_first_suggestions(app: App, origin: Origin, most: int = SUGGESTIONS) -> None:
    """Find out what `App.first_suggestions` of the same needs to know."""
    await app.offers.topics.try_out(lambda known: app.first_suggestions(origin, most, known))
