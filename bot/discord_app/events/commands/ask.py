"""/ask, and the same for anybody's message: a question in, an answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.asking import Asked, must_be_private
from bot.discord_app.cards import hint_card, notice
from bot.discord_app.cards.limits import CHOICE, QUESTION
from bot.discord_app.cards.markdown import harmless
from bot.discord_app.events.messages import question_in
from bot.discord_app.limits.cooldown import asked_to_wait
from bot.discord_app.observability.observer import Way
from bot.discord_app.offers import offering
from bot.discord_app.words import wording
from bot.discord_app.words.audience import for_asker, for_everybody

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


@app_commands.command(description=wording.ASK)
@app_commands.describe(
    question=wording.ASK_QUESTION, private=wording.ASK_PRIVATE, article=wording.ASK_ARTICLE
)
async def ask(
    interaction: discord.Interaction[FootnoteClient],
    question: app_commands.Range[str, 1, QUESTION],
    private: bool = False,
    article: app_commands.Range[str, 1, CHOICE] | None = None,
) -> None:
    """Answer `question`, for all to see or for the asker alone."""
    library = interaction.client.library_in(interaction.guild_id)
    asked = question_in(question)
    if not asked:
        await interaction.response.send_message(
            view=hint_card(library, for_asker(interaction)), ephemeral=True
        )
        return
    only = offering.article_named(library, article) if article else None
    if article and only is None:
        words = for_asker(interaction)
        text = words(wording.NO_SUCH_ARTICLE).format(article=offering.as_typed(article, words))
        await interaction.response.send_message(view=notice(text), ephemeral=True)
        return
    await _answer(interaction, asked, "slash_command", private=private, only=only.id if only else None)


@ask.autocomplete("question")
async def offer_questions(
    interaction: discord.Interaction[FootnoteClient], typed: str
) -> list[app_commands.Choice[str]]:
    """Example questions, sections and telling terms, of the article that is chosen already if one is."""
    client = interaction.client
    library = client.library_in(interaction.guild_id)
    chosen = interaction.namespace.article
    only = offering.article_named(library, chosen) if chosen else None
    articles = [article.id for article in ([only] if only else library.articles)]
    offered = client.offers.choices(harmless(typed), articles)
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


@ask.autocomplete("article")
async def offer_articles(
    interaction: discord.Interaction[FootnoteClient], typed: str
) -> list[app_commands.Choice[str]]:
    """The articles with such a title."""
    offered = offering.article_choices(interaction.client.library_in(interaction.guild_id), typed)
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


@app_commands.context_menu(name=wording.ANSWER_MESSAGE)
async def answer_message(interaction: discord.Interaction[FootnoteClient], message: discord.Message) -> None:
    """Answer what somebody else's message asks."""
    asked = question_in(message.content)
    if not asked:
        text = for_asker(interaction)(wording.NO_WORDS)
        await interaction.response.send_message(view=notice(text), ephemeral=True)
        return
    # The message may stand in another conversation than the asker's own.
    await _answer(interaction, asked, "message_command", follow_up=False)


async def _answer(
    interaction: discord.Interaction[FootnoteClient],
    question: str,
    way: Way,
    *,
    private: bool = False,
    only: str | None = None,
    follow_up: bool = True,
) -> None:
    client, asked = interaction.client, Asked.by_interaction(interaction)
    if await asked_to_wait(interaction):
        client.observer.put_off(way)
        return
    answer = client.answer(question, asked, only=only, follow_up=follow_up)
    client.talks.remember(asked, answer)
    # What a server has set can only be made more private.
    alone = private or client.store.of(asked.guild).private or must_be_private(interaction)
    words = for_asker(interaction) if alone else for_everybody(interaction)
    card = client.card_of(answer, asked, show_question=True, removable=not alone, only=only, words=words)
    await interaction.response.send_message(view=card, ephemeral=alone)
    client.observer.answered(way, answer)
    await client.hints.give(interaction)
