"""Buttons and menus, as plain items: their custom id says what they do (`bot.discord_app.custom_ids`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.answering import AnsweringPassage
from bot.discord_app.custom_ids import (
    PageButtonId,
    PageMenuId,
    Place,
    QuestionId,
    QuestionMenuId,
    RemoveButtonId,
    Verb,
    Vote,
    VoteId,
    page_value,
    passages_place,
    question_digest,
    references,
)
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import ELLIPSIS, cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.suggested_questions import Suggestion
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import Passage, Span

Button = discord.ui.Button[Any]
Menu = discord.ui.Select[Any]

VOTES: Mapping[Vote, str] = {"up": "👍", "down": "👎"}
"""What a vote looks like."""

_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")


def page_button(
    label: str, place: Place, page: int, *, verb: Verb, disabled: bool = False, primary: bool = False
) -> Button:
    """A button to `page`, counted from 0, of `place`; `primary`: the one that most people want."""
    return discord.ui.Button(
        label=label,
        style=discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary,
        custom_id=str(PageButtonId(verb, place, page)),
        disabled=disabled,
    )


def page_menu(
    options: Sequence[discord.SelectOption], *, verb: Verb, name: str, placeholder: str | None = None
) -> Menu:
    """A menu of pages; `name` is unique on a card."""
    return discord.ui.Select(
        custom_id=str(PageMenuId(verb, name)), options=list(options), placeholder=placeholder
    )


def page_option(
    label: str, place: Place, page: int = 0, *, description: str = "", selected: bool = False
) -> discord.SelectOption:
    """An option that leads to `page` of `place`; its texts are cut to what Discord accepts."""
    return discord.SelectOption(
        label=_option_text(label) or ELLIPSIS,
        value=page_value(place, page),
        description=_option_text(description) or None,
        default=selected,
    )


def _option_text(text: str) -> str:
    return cut(one_line(text), discord_limits.OPTION, render=str)


def remove_button(asker: int, words: Words = ENGLISH) -> Button:
    """A button that removes the answer given to the user with the id `asker`."""
    return discord.ui.Button(
        label=words(wording.REMOVE),
        style=discord.ButtonStyle.secondary,
        custom_id=str(RemoveButtonId(asker)),
    )


def passages_button(
    kind: str, passages: Sequence[tuple[Passage, Span]], label: str, *, primary: bool = False
) -> Button:
    """A button that opens the place of this kind for these passages, each with its highlighted sentence."""
    return page_button(label, passages_place(kind, passages), 0, verb="open", primary=primary)


def highlighted(passages: Iterable[AnsweringPassage]) -> list[tuple[Passage, Span]]:
    """The passages, each with its highlighted sentence."""
    return [(each.passage, each.highlight) for each in passages]


def reading_buttons(passages: Sequence[AnsweringPassage], words: Words) -> list[Button]:
    """The buttons from passages on a card to their context, and to their footnotes where they have any."""
    shown = highlighted(passages)
    buttons = [passages_button("context", shown, words(wording.IN_CONTEXT), primary=True)]
    if any(each.footnotes for each in passages):
        place = Place("notes", references(passage for passage, _ in shown))
        buttons.append(page_button(words(wording.CITATIONS_BUTTON), place, 0, verb="open"))
    return buttons


def vote_buttons() -> list[Button]:
    """Buttons that say whether an answer was of use."""
    return [
        discord.ui.Button(emoji=emoji, style=discord.ButtonStyle.secondary, custom_id=str(VoteId(vote)))
        for vote, emoji in VOTES.items()
    ]


def _with_text(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Those of which something is seen: Discord refuses a card with a label that has nothing."""
    return [each for each in suggestions if one_line(each.text)]


def question_buttons(suggestions: Sequence[Suggestion]) -> list[discord.ui.ActionRow[Any]]:
    """A row of buttons, each of which asks one of these questions."""
    buttons = [
        discord.ui.Button[discord.ui.LayoutView](
            label=cut(one_line(each.text), discord_limits.LABEL, render=str),
            custom_id=str(QuestionId(each.article, question_digest(each.text))),
        )
        for each in _with_text(suggestions)[: discord_limits.ROW]
    ]
    return [discord.ui.ActionRow(*buttons)] if buttons else []


def question_menu(suggestions: Sequence[Suggestion], words: Words) -> discord.ui.ActionRow[Any] | None:
    """A menu, each option of which asks one of these questions; None where there are none."""
    options = [
        discord.SelectOption(
            label=_option_text(each.text), value=str(QuestionId(each.article, question_digest(each.text)))
        )
        for each in _with_text(suggestions)[: discord_limits.OPTIONS]
    ]
    if not options:
        return None
    return discord.ui.ActionRow(
        discord.ui.Select[discord.ui.LayoutView](
            custom_id=str(QuestionMenuId()), options=options, placeholder=words(wording.PEOPLE_ALSO_ASK)
        )
    )


def source_button(url: str | None, words: Words) -> Button | None:
    """A button that leads to an article's source, where Discord can link there."""
    if url is None or len(url) > discord_limits.URL or not _ADDRESS.fullmatch(url):
        return None
    return discord.ui.Button(label=words(wording.TO_SOURCE), url=url)
