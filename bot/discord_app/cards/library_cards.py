"""What an owner's commands found and did → private cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import discord

from bot.discord_app.cards.buttons import page_button
from bot.discord_app.cards.excerpts import excerpt, quoted
from bot.discord_app.cards.layout import RULE, SPACE, Accent, Block, card
from bot.discord_app.custom_ids import LibraryChange, LibraryId, Place
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import link, one_line, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Article, Span
from bot.sources.importing import ImportedPage
from bot.sources.updating.outcome import Update

LONGEST_TITLE, LONGEST_NOTICE, LONGEST_REMARK, LONGEST_REFUSAL = 120, 300, 160, 1_500
"""Characters of a title, a licence's notice, something to tell, and the reason of a refusal."""

LONGEST_TO_DO = 450
"""Characters of what a person must look at in an article that was updated."""

PREVIEW_ROOM = 700
"""Characters of the first passage."""

MOST_REMARKS = 8
MOST_TOLD = 6
"""Articles of which a card says what came of them."""

_OPTION = re.compile(r"(?:\\?-){2}(license|title)\b")
_FOREIGN_OPTION = re.compile(r"(?:\\?-){2}[a-z]")


def page_found_card(page: ImportedPage, token: str, words: Words) -> discord.ui.LayoutView:
    """A page that was imported: what it is, what is wrong with it, how it begins; to keep or to discard."""
    article, report = page.article, page.report
    title = link(cut(one_line(article.title), LONGEST_TITLE, render=str), article.source.url)
    names = cut(" / ".join(one_line(choice.name) for choice in article.license.choices), LONGEST_TITLE)
    notice = cut(one_line(article.license.notice or ""), LONGEST_NOTICE)
    counts = words(wording.LIBRARY_COUNTS).format(
        paragraphs=report.paragraphs,
        sections=report.sections,
        footnotes=report.footnotes,
        matched=report.markers_matched,
        found=report.markers_found,
    )
    first = article.passages[0]
    run = excerpt(first, Span(0, 0), PREVIEW_ROOM)
    blocks: list[Block] = [
        f"### {title}\n{words(wording.LICENSE).format(license=names)}",
        small(notice) if notice else "",
        counts,
        _remarks([message for _, message in report.remarks()], words),
        RULE,
        f"{words(wording.LIBRARY_FIRST)}\n{quoted(first, run)}",
        SPACE,
    ]
    buttons = [
        _button("keep", token, words(wording.LIBRARY_KEEP), discord.ButtonStyle.success),
        _button("discard", token, words(wording.LIBRARY_DISCARD)),
    ]
    return card(blocks, accent=Accent.READING, buttons=buttons)


def refused_page_card(reason: str, words: Words) -> discord.ui.LayoutView:
    """Why a page can't become an article. Options of the command line that the command has are its own."""
    shown = _OPTION.sub(lambda match: f"`{match[1]}`", cut(one_line(reason), LONGEST_REFUSAL))
    blocks: list[Block] = [f"### {words(wording.LIBRARY_NOT_ADDED)}\n{shown}"]
    if _FOREIGN_OPTION.search(shown):
        blocks.append(small(words(wording.LIBRARY_OPTIONS)))
    return card(blocks, accent=Accent.ERROR)


def kept_card(article: Article, texts: Sequence[str], words: Words) -> discord.ui.LayoutView:
    """The article is among the others; a button reads it."""
    read = page_button(words(wording.LIBRARY_READ), Place("article", article.id), 0, verb="open")
    return card(["\n".join(texts)], accent=Accent.READING, buttons=[read])


def removal_card(article: Article, file: str, words: Words) -> discord.ui.LayoutView:
    """Whether an article is really to be removed."""
    title = cut(one_line(article.title), LONGEST_TITLE)
    what = words(wording.LIBRARY_REMOVE_WHAT).format(file=file)
    buttons = [
        _button("remove", article.id, words(wording.LIBRARY_REMOVE_YES), discord.ButtonStyle.danger),
        _button("leave", article.id, words(wording.LIBRARY_REMOVE_NO)),
    ]
    heading = words(wording.LIBRARY_REMOVE_ASK).format(title=title)
    return card([f"### {heading}\n{what}", SPACE], accent=Accent.ERROR, buttons=buttons)


def updates_card(updates: Iterable[Update], notes: Sequence[str], words: Words) -> discord.ui.LayoutView:
    """What came of each article: how many of each kind, and what was done, what a person must see first."""
    updates = list(updates)
    counts: Counter[str] = Counter(update.status for update in updates)
    lines = [
        words(text).format(count=counts[status])
        for status, text in wording.LIBRARY_STATUS.items()
        if counts[status]
    ]
    told = [update for update in updates if update.status != "current"]
    told.sort(key=lambda update: not update.needs_person)
    details = [_detail(update) for update in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        details.append(f"- {words(wording.LIBRARY_MORE).format(count=len(told) - MOST_TOLD)}")
    counted = "\n".join(lines) or words(wording.LIBRARY_NO_WIKIS)
    blocks: list[Block] = [
        f"### {words(wording.LIBRARY_COMPARED)}\n{counted}",
        "\n".join(details),
        *notes,
    ]
    accent = Accent.ERROR if notes or any(update.needs_person for update in updates) else Accent.READING
    return card(blocks, accent=accent)


def _detail(update: Update) -> str:
    longest = LONGEST_TO_DO if update.needs_person else LONGEST_REMARK
    return f"- **{cut(update.article, 70)}**: {cut(update.message, longest)}"


def _remarks(messages: Sequence[str], words: Words) -> str:
    if not messages:
        return ""
    lines = [f"- {cut(one_line(message), LONGEST_REMARK)}" for message in messages[:MOST_REMARKS]]
    if len(messages) > MOST_REMARKS:
        lines.append(f"- {words(wording.LIBRARY_MORE).format(count=len(messages) - MOST_REMARKS)}")
    return "\n".join([words(wording.LIBRARY_REMARKS), *lines])


def _button(
    change: LibraryChange,
    subject: str,
    label: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=label, style=style, custom_id=str(LibraryId(change, subject)))
