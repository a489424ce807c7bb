"""Pages that were imported and shown, until their reader keeps or discards them."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

from cachetools import TTLCache

from bot.sources.importing import ImportedPage

MOST_PENDING = 8
"""Pages that are kept: one may take some megabytes."""

KEPT_SECONDS = 3_600.0
"""Seconds for which a page is kept."""


class PendingImports:
    """The pages by their tokens, in memory: after a restart they are gone. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._pages: TTLCache[str, ImportedPage] = TTLCache(MOST_PENDING, KEPT_SECONDS, timer=clock)

    def add(self, page: ImportedPage) -> str:
        """Keep `page`; the token by which it is found."""
        token = token_hex(8)
        self._pages[token] = page
        return token

    def put_back(self, token: str, page: ImportedPage) -> None:
        """Keep a page that was taken, after all."""
        self._pages[token] = page

    def take(self, token: str) -> ImportedPage | None:
        """The page with this token, which is no longer kept then; None where there is none."""
        page: ImportedPage | None = self._pages.pop(token, None)
        return page
