"""/read and /articles: the articles themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.cards import Place, notice
from bot.discord_app.cards.limits import CHOICE
from bot.discord_app.events.commands.ask import offer_articles
from bot.discord_app.offers import offering
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


@app_commands.command(description=wording.READ)
@app_commands.describe(article=wording.READ_ARTICLE, section=wording.READ_SECTION)
@app_commands.autocomplete(article=offer_articles)
async def read(
    interaction: discord.Interaction[FootnoteClient],
    article: app_commands.Range[str, 1, CHOICE] | None = None,
    section: app_commands.Range[str, 1, CHOICE] | None = None,
) -> None:
    """Open an article where somebody wants to read; where several could be meant, the list of articles."""
    client, words = interaction.client, for_asker(interaction)
    library = client.library_in(interaction.guild_id)
    if article is None and len(library.articles) > 1:
        await client.presses.show_page(interaction, Place("articles"), 0)
        return
    chosen = offering.article_named(library, article or "")
    if chosen is None:
        typed = offering.as_typed(article or "", words)
        await _say(interaction, words(wording.NO_SUCH_ARTICLE).format(article=typed))
        return
    start = offering.section_named(chosen, section) if section else None
    if section and start is None:
        typed = offering.as_typed(section, words)
        await _say(interaction, words(wording.NO_SUCH_SECTION).format(section=typed))
        return
    await client.presses.show_page(interaction, Place("article", chosen.id, start.id if start else ""), 0)


@read.autocomplete("section")
async def offer_sections(
    interaction: discord.Interaction[FootnoteClient], typed: str
) -> list[app_commands.Choice[str]]:
    """The sections of the chosen article, or of the only one."""
    library = interaction.client.library_in(interaction.guild_id)
    named = interaction.namespace.article or ""
    article = offering.article_named(library, named) if named or len(library.articles) == 1 else None
    offered = offering.section_choices(article, typed) if article else []
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


@app_commands.command(description=wording.ARTICLES_LISTED)
async def articles(interaction: discord.Interaction[FootnoteClient]) -> None:
    """List titles, licences and sizes."""
    await interaction.client.presses.show_page(interaction, Place("articles"), 0)


async def _say(interaction: discord.Interaction[FootnoteClient], text: str) -> None:
    await interaction.response.send_message(view=notice(text), ephemeral=True)
