"""An owner's commands and buttons: a page of a wiki is added, articles are updated or removed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.discord_app.app import App
from bot.discord_app.cards import notice
from bot.discord_app.cards.library_cards import removal_card
from bot.discord_app.components.library_changes import LibraryChanges, shown
from bot.discord_app.components.responder import Responder
from bot.discord_app.custom_ids import LibraryId
from bot.discord_app.discord_py.http_requests import TRANSIENT
from bot.discord_app.markup.cutting import cut
from bot.discord_app.words import wording
from bot.library import Article
from bot.settings import SHIPPED_KNOWLEDGE
from bot.sources.importing import ImportOptions
from bot.sources.keeping import why_unwritable


class LibraryPanel:
    """Changes the articles for the bot's owners. Checks at every step who asks, and that files can change.

    One of them works at a time.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._changes = LibraryChanges(app)

    # Commands

    async def add(
        self,
        interaction: discord.Interaction,
        responder: Responder,
        address: str,
        title: str,
        license_name: str | None,
    ) -> None:
        """Import the page at `address` and show what was found, to keep or to discard."""
        if await self._may_change(interaction, responder):
            async with self._alone(responder) as alone:
                if alone:
                    options = ImportOptions(title=title, license_name=license_name)
                    await responder.change(await self._changes.import_page(responder, address, options))

    async def update(self, interaction: discord.Interaction, responder: Responder, article: str) -> None:
        """Bring all articles, or the one that `article` names, up to date with their wikis."""
        if not await self._may_change(interaction, responder):
            return
        chosen = self._article(article) if article else None
        if article and chosen is None:
            await responder.change(notice(self._no_such(article, responder)))
            return
        async with self._alone(responder) as alone:
            if alone:
                await self._changes.update(responder, {chosen.id} if chosen else set())

    async def remove(self, interaction: discord.Interaction, responder: Responder, article: str) -> None:
        """Ask whether the article that `article` names is really to be removed."""
        if not await self._may_change(interaction, responder):
            return
        chosen = self._article(article)
        if chosen is None:
            await responder.change(notice(self._no_such(article, responder)))
            return
        file, refusal = await self._changes.removable(chosen, responder)
        if file is None:
            await responder.change(notice(refusal))
        else:
            await responder.change(removal_card(chosen, shown(file.name), responder.words))

    # Buttons

    async def handle(
        self, interaction: discord.Interaction, responder: Responder, custom_id: LibraryId
    ) -> None:
        """Do what a button of one of the cards is for."""
        if not await self._may_change(interaction, responder):
            return
        words, imports = responder.words, self._app.imports
        match custom_id.change:
            case "leave":
                await responder.change(notice(words(wording.LIBRARY_LEFT)))
            case "discard":
                imports.take(custom_id.subject)
                await responder.change(notice(words(wording.LIBRARY_DISCARDED)))
            case "keep":
                async with self._alone(responder) as alone:
                    page = imports.take(custom_id.subject) if alone else None
                    if page is not None:
                        await self._changes.keep(responder, interaction.guild_id, custom_id.subject, page)
                    elif alone:
                        text = words(wording.LIBRARY_EXPIRED).format(command=self._app.mention("library add"))
                        await responder.follow_up(notice(text))
            case "remove":
                article = self._app.library.article(custom_id.subject)
                async with self._alone(responder) as alone:
                    if article is None:
                        await responder.change(notice(words(wording.GONE)))
                    elif alone:
                        await self._changes.remove(responder, article)

    # Who may, and whether it can be

    async def _may_change(self, interaction: discord.Interaction, responder: Responder) -> bool:
        """Begin the response. Whether the user may change articles, and they can be changed."""
        await responder.begin()
        reason = await self._refusal(interaction, responder)
        if reason is None:
            return True
        if interaction.type is discord.InteractionType.application_command:
            await responder.change(notice(reason))
        else:
            await responder.follow_up(notice(reason))
        return False

    async def _refusal(self, interaction: discord.Interaction, responder: Responder) -> str | None:
        app, words = self._app, responder.words
        try:
            ask = interaction.client.application_info
            if not await app.owners.include(interaction.user.id, ask):
                return words(wording.LIBRARY_DENIED)
        except (discord.HTTPException, *TRANSIENT):
            return words(wording.LIBRARY_OWNER_UNKNOWN)
        if app.settings.downloads_articles:
            return words(wording.LIBRARY_ARCHIVE)
        folder = app.settings.knowledge
        if folder == SHIPPED_KNOWLEDGE:
            return words(wording.LIBRARY_SHIPPED)
        reason = await asyncio.to_thread(why_unwritable, folder)
        if reason is not None:
            return words(wording.LIBRARY_READ_ONLY).format(folder=shown(str(folder)), reason=cut(reason, 80))
        return None

    @asynccontextmanager
    async def _alone(self, responder: Responder) -> AsyncIterator[bool]:
        """Whether nobody else changes the articles; where somebody does, the user is told."""
        lock = self._app.changing_articles
        if lock.locked():
            await responder.follow_up(notice(responder.words(wording.LIBRARY_BUSY)))
            yield False
            return
        async with lock:
            yield True

    def _article(self, typed: str) -> Article | None:
        """The article that somebody typed or chose: of all, whichever answer in the server."""
        return self._app.offers.articles.find(self._app.library, typed) if typed.strip() else None

    def _no_such(self, typed: str, responder: Responder) -> str:
        name = responder.words(wording.QUOTED).format(text=shown(typed))
        return responder.words(wording.NO_SUCH_ARTICLE).format(article=name)
