"""Questions that nothing answered → the list on which those who manage the server see and erase them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.discord_app.cards.layout import Accent, Block, card
from bot.discord_app.custom_ids import UnansweredId
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import question_shown, small
from bot.discord_app.storage.question_log import DAY, KeptQuestion
from bot.discord_app.words import setting_wording, wording
from bot.discord_app.words.languages import Words

ON_PAGE = 8
"""Questions on a page: each is three components, and Discord takes 40."""

LONGEST_SHOWN = 350
"""Characters of a question as it is shown."""


def unanswered_card(questions: Sequence[KeptQuestion], page: int, words: Words) -> discord.ui.LayoutView:
    """A page, counted from 0, of the list; the last one where there are fewer."""
    pages = max(1, -(-len(questions) // ON_PAGE))
    page = min(page, pages - 1)
    shown = questions[page * ON_PAGE : (page + 1) * ON_PAGE]
    blocks: list[Block] = [
        f"### {words(setting_wording.UNANSWERED_TITLE)}\n{small(words(setting_wording.UNANSWERED_WHAT))}",
        *(_entry(each, page, words) for each in shown),
    ]
    if not shown:
        blocks.append(words(setting_wording.UNANSWERED_EMPTY))
    if pages > 1:
        blocks.append(small(words(wording.PAGE).format(page=page + 1, pages=pages)))
    buttons = list(_buttons(page, pages, words)) if shown else []
    return card(blocks, accent=Accent.READING, buttons=buttons)


def erase_all_card(count: int, words: Words) -> discord.ui.LayoutView:
    """Whether everything on the list is really to be erased."""
    return card(
        [words(setting_wording.ERASE_ALL_WHAT).format(count=count)],
        accent=Accent.ERROR,
        buttons=[
            _button(
                words(setting_wording.ERASE_ALL_YES), UnansweredId("yes"), style=discord.ButtonStyle.danger
            ),
            _button(words(setting_wording.ERASE_ALL_NO), UnansweredId("page")),
        ],
    )


def _entry(question: KeptQuestion, page: int, words: Words) -> discord.ui.Section[Any]:
    shown = cut(question.question, LONGEST_SHOWN, render=question_shown)
    where = small(f"<t:{question.day * DAY + DAY // 2}:d> · <#{question.channel_id}>")
    erase = _button(words(setting_wording.ERASE), UnansweredId("erase", question.number, page))
    return discord.ui.Section(f"{shown}\n{where}", accessory=erase)


def _buttons(page: int, pages: int, words: Words) -> Iterator[discord.ui.Button[Any]]:
    if pages > 1:
        last = page == pages - 1
        # Where both lead to the same page, the number tells their custom ids apart.
        before, after = UnansweredId("page", 0, max(page - 1, 0)), UnansweredId("page", 1, page + (not last))
        yield _button(words(wording.PREVIOUS), before, disabled=page == 0)
        yield _button(words(wording.NEXT), after, disabled=last)
    yield _button(words(setting_wording.ERASE_ALL), UnansweredId("all"), style=discord.ButtonStyle.danger)


def _button(
    label: str,
    custom_id: UnansweredId,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=label, custom_id=str(custom_id), style=style, disabled=disabled)
