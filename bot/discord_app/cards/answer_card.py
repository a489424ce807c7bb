"""Answer → card: the passages that answer, the closest one, or an honest no; with what can be asked next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from bot.answering import Answer, AnsweringPassage, reply
from bot.discord_app.cards.arrangement import Arrangement, Form, arrange
from bot.discord_app.cards.buttons import (
    Button,
    highlighted,
    passages_button,
    question_buttons,
    question_menu,
    reading_buttons,
    remove_button,
    source_button,
    vote_buttons,
)
from bot.discord_app.cards.credits import PLAIN_ROOM, ROOM
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card, spaced
from bot.discord_app.cards.request_card import requested_blocks, requested_buttons
from bot.discord_app.cards.source_links import sentence_url
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import question_shown, small
from bot.discord_app.offers.suggested_questions import Suggestion
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words

LONGEST_QUESTION = 250
"""Characters of the question on the card."""

LONGEST_SAID = 800
"""Characters of what the bot itself says above a passage or in its place."""

LONGEST_SAID_PLAIN, SHORTEST_SAID = 500, 40
"""The same of all lines together in ordinary Markdown, and what a line needs to be begun."""

BETWEEN = 60
"""Line ends between the parts of a message of ordinary Markdown."""


@dataclass(frozen=True, slots=True)
class CardContext:
    """What a card depends on besides its answer.

    `titles`: of the articles that were searched. `several`: whether the bot has more than one article.
    `show_question`: Discord doesn't show it beside the card. `compact`: with the answering sentence of each
    passage alone. `asker`: the id of the user who may remove the card; None for no such button, as on a card
    that only the asker sees. `suggestions`: questions to ask next. `words`: the bot's own, in the language of
    those who see the card. `question_words`: the same in the question's language, where that is none of the
    articles' and the bot speaks it. `plain`: the card becomes a message of ordinary Markdown, which has room
    for half as much. `votes`: with buttons that say whether the answer was of use.
    """

    titles: Sequence[str]
    several: bool
    show_question: bool
    compact: bool = False
    asker: int | None = None
    suggestions: Sequence[Suggestion] = ()
    words: Words = ENGLISH
    question_words: Words = ENGLISH
    plain: bool = False
    votes: bool = False

    @property
    def room(self) -> int:
        """Characters of text."""
        return discord_limits.PLAIN_TEXT - BETWEEN if self.plain else discord_limits.TEXT

    @property
    def credits_room(self) -> int:
        """Characters for attributions."""
        return PLAIN_ROOM if self.plain else ROOM


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
    suggestions: Sequence[Suggestion] = (),
    words: Words = ENGLISH,
    question_words: Words | None = None,
    plain: bool = False,
    votes: bool = False,
) -> discord.ui.LayoutView:
    """The card for `answer`. The arguments are those of a `CardContext`.

    `several` is by default whether more than one article was searched.
    """
    several = len(titles) > 1 if several is None else several
    context = CardContext(
        titles,
        several,
        show_question,
        compact,
        asker,
        suggestions,
        words,
        question_words or words,
        plain,
        votes,
    )
    if answer.answered and answer.passages:
        return _answered(answer, context)
    if answer.answered and answer.requests:
        return _requested(answer, context)
    # A no shows its nearest passages only to those who ask for them.
    if answer.nearest and (answer.closest or answer.about or answer.reaction):
        return _closest(answer, context)
    return _without_passage(answer, context)


def _answered(answer: Answer, context: CardContext) -> discord.ui.LayoutView:
    words = context.words
    lead = [*_question(answer, context), *_said(answer, context)]
    # The whole passage stands above already.
    form = Form.COMPACT if context.compact or answer.again else Form.FULL
    requested = _requested_blocks(answer, context.room // 2, context)
    texts = [block for block in requested if isinstance(block, str)]
    shown = _arranged(answer.passages, answer, [*lead, *texts], context, form)
    return card(
        [*_above(lead), *shown.blocks, *([RULE, *requested] if requested else []), *_next(context)],
        accent=Accent.ANSWER,
        buttons=_buttons(answer, shown, words),
        apart=[*_votes(context), *_remove(context)],
    )


def _closest(answer: Answer, context: CardContext) -> discord.ui.LayoutView:
    """The closest passage, below words that claim no answer."""
    lead = [*_question(answer, context), *_said(answer, context)]
    form = Form.COMPACT if context.compact else Form.FULL
    shown = _arranged(answer.nearest[:1], answer, lead, context, form)
    buttons: list[Button] = [*reading_buttons(shown.passages, context.words)]
    if others := highlighted(answer.nearest[1:]):
        buttons.append(passages_button("nearest", others, context.words(wording.NEAREST_PASSAGES)))
    return card(
        [*_above(lead), *shown.blocks, *_next(context)],
        accent=Accent.CLOSEST,
        buttons=buttons,
        apart=[*_votes(context), *_remove(context)],
    )


def _requested(answer: Answer, context: CardContext) -> discord.ui.LayoutView:
    """What somebody wanted to know of footnotes, of the source, or of the licence."""
    lead = [*_question(answer, context), *_said(answer, context)]
    blocks = _requested_blocks(answer, context.room - sum(map(length, lead)), context)
    buttons = requested_buttons(answer.requests[0], context.words)
    apart = [*_votes(context), *_remove(context)]
    return card([*_above(lead), *blocks], accent=Accent.ANSWER, buttons=buttons, apart=apart)


def _requested_blocks(answer: Answer, room: int, context: CardContext) -> list[Block]:
    """What was asked for in each request of a message, in at most `room` characters."""
    blocks: list[Block] = []
    count = len(answer.requests)
    for part in answer.requests:
        blocks += [RULE] if blocks else []
        blocks += requested_blocks(
            part,
            room // count,
            several=context.several,
            words=context.words,
            credits_room=context.credits_room if count == 1 else context.credits_room // count,
        )
    return blocks


def _without_passage(answer: Answer, context: CardContext) -> discord.ui.LayoutView:
    """The card of a refusal, of small talk or of an apology, with questions that could be asked."""
    words = context.words
    texts = [*_question(answer, context), *_said(answer, context)]
    if context.suggestions:
        texts.append(small(words(wording.YOU_COULD_ASK)))
    buttons: list[Button] = []
    if nearest := highlighted(answer.nearest):
        label = words(wording.NEAREST_PASSAGES)
        buttons.append(passages_button("nearest", nearest, label, primary=True))
    return card(
        [*spaced(texts), *question_buttons(context.suggestions)],
        accent=Accent.ANSWER if answer.small_talk else Accent.REFUSAL,
        buttons=buttons,
        apart=_remove(context),
    )


def _said(answer: Answer, context: CardContext) -> list[str]:
    """What the bot itself says of the answer, which may repeat a few of the asker's words."""
    words = context.question_words if answer.language_gap else context.words
    lines = reply(answer, context.titles, words).split("\n")
    if not context.plain:
        return [cut(line, LONGEST_SAID, render=question_shown) for line in lines if line]
    room = LONGEST_SAID_PLAIN
    said: list[str] = []
    for line in lines:
        if line and room >= SHORTEST_SAID:
            said.append(cut(line, room, render=question_shown))
            room -= length(said[-1])
    return said


def _question(answer: Answer, context: CardContext) -> list[str]:
    return (
        [question_line(answer.question)] if context.show_question and question_shown(answer.question) else []
    )


def _arranged(
    passages: Sequence[AnsweringPassage],
    answer: Answer,
    lead: Iterable[str],
    context: CardContext,
    form: Form,
) -> Arrangement:
    room = context.room - sum(map(length, lead)) - length(context.words(wording.PEOPLE_ALSO_ASK))
    return arrange(
        passages,
        answer.attributions,
        room,
        several=context.several,
        form=form,
        words=context.words,
        credits_room=context.credits_room,
    )


def _above(lead: Sequence[str]) -> list[Block]:
    return [*lead, SPACE] if lead else []


def _next(context: CardContext) -> list[Block]:
    """The menu of questions to ask next."""
    menu = question_menu(context.suggestions, context.words)
    return [menu] if menu else []


def _remove(context: CardContext) -> list[Button]:
    return [] if context.asker is None else [remove_button(context.asker, context.words)]


def _votes(context: CardContext) -> list[Button]:
    return vote_buttons() if context.votes else []


def _buttons(answer: Answer, shown: Arrangement, words: Words) -> list[Button]:
    """The buttons from an answer to its passages in context, its footnotes, further passages, the source."""
    others = highlighted((*answer.passages[len(shown.passages) :], *answer.more))
    buttons: list[Button] = [*reading_buttons(shown.passages, words)]
    if others:
        buttons.append(passages_button("more", others, words(wording.MORE_PASSAGES)))
    link = source_button(sentence_url(answer.attributions[0].source, shown.passages[0]), words)
    return [*buttons, link] if link else buttons
