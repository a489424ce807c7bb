"""/cite and /citations: what stands behind the markers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.cards import Place, footnote_card, notice
from bot.discord_app.cards.footnotes import marker, typed_marker
from bot.discord_app.cards.limits import CHOICE
from bot.discord_app.limits.cooldown import asked_to_wait
from bot.discord_app.offers import citing
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker, for_everybody
from bot.discord_app.words.languages import Words
from bot.library import Library

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


@app_commands.command(description=wording.CITE)
@app_commands.describe(number=wording.CITE_NUMBER)
async def cite(
    interaction: discord.Interaction[FootnoteClient], number: app_commands.Range[str, 1, CHOICE]
) -> None:
    """Show a footnote's whole text and the passages that carry it."""
    client = interaction.client
    library = client.library_in(interaction.guild_id)
    found = citing.find(library, number)
    if len(found) == 1:
        if await asked_to_wait(interaction):
            return
        private = client.store.of(interaction.guild_id).private
        words = for_asker(interaction) if private else for_everybody(interaction)
        card = footnote_card(library, *found[0], words=words)
        await interaction.response.send_message(view=card, ephemeral=private)
        return
    words = for_asker(interaction)
    text = (
        words(wording.SEVERAL_FOOTNOTES).format(number=marker(number))
        if found
        else no_such_footnote(library, number, words)
    )
    await interaction.response.send_message(view=notice(text), ephemeral=True)


@cite.autocomplete("number")
async def offer_footnotes(
    interaction: discord.Interaction[FootnoteClient], typed: str
) -> list[app_commands.Choice[str]]:
    """The footnotes whose number begins so, or whose text holds these words."""
    offered = citing.choices(interaction.client.library_in(interaction.guild_id), typed)
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


def no_such_footnote(library: Library, typed: str, words: Words) -> str:
    """That the number doesn't exist, and which do."""
    missing = words(wording.NO_SUCH_FOOTNOTE).format(number=typed_marker(typed))
    known = [footnote.number for article in library.articles for footnote in article.footnotes]
    if not known:
        return f"{missing} {words(wording.NO_FOOTNOTES)}"
    if len(library.articles) > 1:
        return missing
    there_are = words(wording.FOOTNOTES_FROM_TO).format(first=marker(known[0]), last=marker(known[-1]))
    return f"{missing} {there_are}"


@app_commands.command(description=wording.CITATIONS)
async def citations(interaction: discord.Interaction[FootnoteClient]) -> None:
    """Show the whole list of footnotes, page by page."""
    await interaction.client.presses.show_page(interaction, Place("citations"), 0)
