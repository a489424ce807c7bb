"""Answer → card: the passages that answer, their footnotes, the attribution; or an honest no."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.answering import Answer, reply
from bot.discord_app.cards.arrangement import Arrangement, Form, arrange
from bot.discord_app.cards.buttons import (
    Button,
    highlighted,
    passages_button,
    reading_buttons,
    remove_button,
    source_button,
)
from bot.discord_app.cards.layout import SPACE, Accent, Block, card, spaced
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
) -> discord.ui.LayoutView:
    """The card for `answer`.

    `titles`: of the articles that were searched. `several`: whether the bot has more than one article; by
    default, whether more than one was searched. `compact`: with the answering sentence of each passage
    alone. `asker`: the id of the user who may remove the card; None for no such button, as on a card that
    only the asker sees. `words`: the bot's own, in the language of those who see the card.
    """
    question = [question_line(answer.question)] if show_question and question_shown(answer.question) else []
    remove: list[Button] = [] if asker is None else [remove_button(asker, words)]
    if not answer.answered:
        return _without_passage(answer, question, titles, remove, words)
    room = discord_limits.TEXT - sum(map(length, question))
    several = len(titles) > 1 if several is None else several
    form = Form.COMPACT if compact else Form.FULL
    shown = arrange(answer.passages, answer.attributions, room, several=several, form=form, words=words)
    blocks: list[Block] = [*question, SPACE, *shown.blocks] if question else shown.blocks
    return card(blocks, accent=Accent.ANSWER, buttons=_buttons(answer, shown, words), apart=remove)


def _without_passage(
    answer: Answer, question: list[str], titles: Sequence[str], remove: Sequence[Button], words: Words
) -> discord.ui.LayoutView:
    """The card of a refusal or of small talk, with questions that could be asked."""
    texts = [
        *question,
        escape(reply(answer, titles, words)),
        *suggestions(answer.suggestions, words(wording.YOU_COULD_ASK)),
    ]
    if answer.small_talk:
        return card(spaced(texts), accent=Accent.ANSWER, apart=remove)
    buttons: list[Button] = []
    if nearest := highlighted(answer.nearest):
        label = words(wording.NEAREST_PASSAGES)
        buttons.append(passages_button("nearest", nearest, label, primary=True))
    return card(spaced(texts), accent=Accent.REFUSAL, buttons=buttons, apart=remove)


def _buttons(answer: Answer, shown: Arrangement, words: Words) -> list[Button]:
    """The buttons from an answer to its passages in context, its footnotes, further passages, the source."""
    others = highlighted((*answer.passages[len(shown.passages) :], *answer.more))
    buttons: list[Button] = [*reading_buttons(shown.passages, words)]
    if others:
        buttons.append(passages_button("more", others, words(wording.MORE_PASSAGES)))
    link = source_button(answer.attributions[0].source.url, words)
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
