"""The work of an owner's commands: a page is imported, kept or removed, articles are updated."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import discord

from bot.discord_app.app import App
from bot.discord_app.cards import notice
from bot.discord_app.cards.library_cards import kept_card, page_found_card, refused_page_card, updates_card
from bot.discord_app.components.responder import Responder
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.words import wording
from bot.library import Article
from bot.library.reading import article_file
from bot.sources.duplicates import KnownPages
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions
from bot.sources.keeping import keep_article, set_aside
from bot.sources.updating.outcome import Update
from bot.sources.updating.update import update_articles
from bot.sources.web import FetchError
from bot.sources.wiki import AddressError, Wikis, parse_page_address

WORK_SECONDS = 600.0
"""Seconds after which work is given up: the interaction's token holds for 900, and what came of it must be
shown before."""

PROGRESS_PAUSE = 3.0
"""Seconds between two changes of a card that tells how far the work is."""

READ_SECONDS = 20.0
"""Seconds in which a changed file is waited for to be read; a large library takes longer."""

LONGEST_SHOWN = 200
"""Characters of an address or a path."""


class LibraryChanges:
    """Does the work, and shows what comes of it. Who may have it done is checked before (`library_panel`).

    Pages come from public addresses alone, within the bounds of every import.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def import_page(
        self, responder: Responder, typed: str, options: ImportOptions
    ) -> discord.ui.LayoutView:
        """What was found at an address, or why nothing was."""
        app, words = self._app, responder.words
        try:
            address = parse_page_address(typed)
        except AddressError as error:
            return refused_page_card(str(error), words)
        await responder.change(notice(words(wording.LIBRARY_FETCHING).format(address=shown(address.url))))
        today = datetime.now(UTC).date().isoformat()
        try:
            async with asyncio.timeout(WORK_SECONDS), app.open_web() as client:
                fetched = await Wikis(client, today=today).import_address(address, options)
        except (FetchError, PageError) as error:
            return refused_page_card(str(error), words)
        except TimeoutError:
            return notice(_too_long(responder))
        page = fetched.imported
        there = await asyncio.to_thread(_file_of, page, app.settings.knowledge)
        if there is not None:
            command = app.mention("library update")
            text = words(wording.LIBRARY_THERE).format(file=shown(there.name), command=command)
            return notice(text)
        return page_found_card(page, app.imports.add(page), words)

    async def keep(self, responder: Responder, guild_id: int | None, token: str, page: ImportedPage) -> None:
        """Write the article's file; a page that couldn't be written can be kept once more."""
        app, words = self._app, responder.words
        try:
            file = await asyncio.to_thread(keep_article, page, app.settings.knowledge)
        except PageError as error:
            app.imports.put_back(token, page)
            await responder.follow_up(refused_page_card(str(error), words))
            return
        is_read = await self._is_read(page.article.id)
        text = words(wording.LIBRARY_KEPT if is_read else wording.LIBRARY_KEPT_SOON)
        texts = [text.format(file=shown(file.name))]
        if app.settings_in(guild_id).articles:
            command = app.mention("settings")
            texts.append(words(wording.LIBRARY_NOT_CHOSEN).format(command=command))
        await responder.change(kept_card(page.article, texts, words))

    async def removable(self, article: Article, responder: Responder) -> tuple[Path | None, str]:
        """The article's file; or None, and why it can't be removed."""
        words, app = responder.words, self._app
        if len(app.library.articles) == 1:
            return None, words(wording.LIBRARY_LAST)
        file = await asyncio.to_thread(article_file, app.settings.knowledge, article.id)
        return file, "" if file else words(wording.LIBRARY_NO_FILE)

    async def remove(self, responder: Responder, article: Article) -> None:
        """Set the article's file aside."""
        words = responder.words
        file, refusal = await self.removable(article, responder)
        if file is None:
            await responder.change(notice(refusal))
            return
        try:
            aside = await asyncio.to_thread(set_aside, file)
        except OSError as error:
            folder, reason = shown(str(file.parent)), cut(error.strerror or type(error).__name__, 80)
            text = words(wording.LIBRARY_READ_ONLY).format(folder=folder, reason=reason)
            await responder.change(notice(text))
            return
        await self._is_read(article.id, there=False)
        await responder.change(notice(words(wording.LIBRARY_REMOVED).format(file=shown(aside.name))))

    async def _is_read(self, article_id: str, *, there: bool = True) -> bool:
        """Wait until the library has, or no longer has, an article; whether it came to that in time."""
        deadline = asyncio.get_running_loop().time() + READ_SECONDS
        while (self._app.library.article(article_id) is not None) is not there:
            if asyncio.get_running_loop().time() >= deadline:
                return False
            await asyncio.sleep(0.1)
        return True

    async def update(self, responder: Responder, only: set[str]) -> None:
        """Bring all articles, or those with the ids `only`, up to date with their wikis."""
        app, words = self._app, responder.words
        today = datetime.now(UTC).date().isoformat()
        updates: list[Update] = []
        now = asyncio.get_running_loop().time
        told = now()
        notes: list[str] = []
        try:
            async with asyncio.timeout(WORK_SECONDS), app.open_web() as client:
                wikis = Wikis(client, today=today)
                async for update, total in update_articles(
                    app.settings.knowledge, wikis, today=today, only=only
                ):
                    updates.append(update)
                    if now() - told >= PROGRESS_PAUSE:
                        told = now()
                        text = words(wording.LIBRARY_UPDATING).format(done=len(updates), all=total)
                        await responder.change(notice(text))
        except TimeoutError:
            notes.append(_too_long(responder))
        await responder.change(updates_card(updates, notes, words))


def _too_long(responder: Responder) -> str:
    return responder.words(wording.LIBRARY_TOO_LONG).format(minutes=round(WORK_SECONDS / 60))


def shown(text: str) -> str:
    """An address or a path, as a card shows it."""
    return cut(one_line(text), LONGEST_SHOWN)


def _file_of(page: ImportedPage, folder: Path) -> Path | None:
    """The file of the article that a page would make, or that holds the page under a former title."""
    return article_file(folder, page.article.id) or KnownPages(folder).of_page(page)
