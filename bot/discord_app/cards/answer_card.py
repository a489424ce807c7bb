"""Answer → card: the passages that answer, their footnotes, the attribution; or an honest no."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.answering import Answer, reply
from bot.discord_app.cards.arrangement import Arrangement, arrange
from bot.discord_app.cards.buttons import (
    Button,
    passages_button,
    reading_buttons,
    remove_button,
    source_button,
)
from bot.discord_app.cards.layout import SPACE, Accent, Block, card, spaced
from bot.discord_app.cards.source_links import sentence_url
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape, question_shown, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words

LONGEST_QUESTION = 250
"""Characters of the question on the card."""


def question_line(question: str) -> str:
    """The line with the question, which Discord doesn't show beside the answer to a slash command."""
    return f"**{cut(question, LONGEST_QUESTION, render=question_shown)}**"


def answer_card(
    answer: Answer,
    titles: Sequence[str],
    *,
    show_question: bool,
    several: bool | None = None,
    compact: bool = False,
    asker: int | None = None,
    words: Words = ENGLISH,
    question_words: Words | None = None,
) -> discord.ui.LayoutView:
    """The card for `answer`.

    `titles`: of the articles that were searched. `several`: whether the bot has more than one article; by
    default, whether more than one was searched. `compact`: with the answering sentence of each passage
    alone. `asker`: the id of the user who may remove the card; None for no such button, as on a card that
    only the asker sees. `words`: the bot's own, in the language of those who see the card.
    `question_words`: the same in the question's language, where that is none of the articles' and the bot
    speaks it.
    """
    question = [question_line(answer.question)] if show_question and question_shown(answer.question) else []
    remove: list[Button] = [] if asker is None else [remove_button(asker, words)]
    if not answer.answered:
        return _without_passage(answer, question, titles, remove, words, question_words or words)
    room = discord_limits.TEXT - sum(map(length, question))
    several = len(titles) > 1 if several is None else several
    shown = arrange(answer.passages, answer.attributions, room, several=several, compact=compact, words=words)
    blocks: list[Block] = [*question, SPACE, *shown.blocks] if question else shown.blocks
    return card(blocks, accent=Accent.ANSWER, buttons=[*_buttons(answer, shown, words), *remove])


def _without_passage(
    answer: Answer,
    question: list[str],
    titles: Sequence[str],
    remove: Sequence[Button],
    words: Words,
    question_words: Words,
) -> discord.ui.LayoutView:
    """The card of a refusal or of small talk, with questions that could be asked."""
    texts = [
        *question,
        escape(reply(answer, titles, question_words if answer.language_gap else words)),
        *suggestions(answer.suggestions, words(wording.YOU_COULD_ASK)),
    ]
    if answer.small_talk:
        return card(spaced(texts), accent=Accent.ANSWER, buttons=remove)
    buttons = [*remove]
    if nearest := [each.passage for each in answer.nearest]:
        buttons.insert(0, passages_button("nearest", nearest, words(wording.NEAREST_PASSAGES)))
    return card(spaced(texts), accent=Accent.REFUSAL, buttons=buttons)


def _buttons(answer: Answer, shown: Arrangement, words: Words) -> list[Button]:
    """The buttons from an answer to its passages in context, its footnotes, further passages, the source."""
    others = [each.passage for each in (*answer.passages[len(shown.passages) :], *answer.more)]
    buttons: list[Button] = [*reading_buttons(shown.passages, words)]
    if others:
        buttons.append(passages_button("more", others, words(wording.MORE_PASSAGES)))
    link = source_button(sentence_url(answer.attributions[0].source, shown.passages[0]), words)
    return [*buttons, link] if link else buttons


def suggestions(questions: Sequence[str], lead: str) -> list[str]:
    """The block that offers example questions below `lead`, where there are any."""
    if not questions:
        return []
    return [
        "\n".join(
            [small(lead), *(f"- {cut(question, 300, render=question_shown)}" for question in questions)]
        )
    ]
