"""Autocomplete: what several commands offer."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import discord
from discord import app_commands

from bot.discord_app.app import App
from bot.discord_app.origin import Origin

Offer = Callable[[discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


def to_choices(offered: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Choices from pairs of what is shown and what is sent."""
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


def offer_articles(app: App) -> Offer:
    """Offers the articles with such a title."""

    async def offer(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return to_choices(
            app.offers.articles.choices(app.library_for(Origin.of_interaction(interaction)), typed)
        )

    return offer
