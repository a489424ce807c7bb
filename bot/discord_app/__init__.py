"""Footnote in Discord: messages, commands, cards, buttons, and the client's life.

Nothing of discord.py is imported before one of these functions needs it: `footnote health` runs every few
seconds and must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient
    from bot.settings import Settings


def create_client(settings: Settings) -> FootnoteClient:
    """The client with everything it needs, connected to nothing.

    Raises LibraryError where an article can't be used.
    """
    from bot.discord_app.client import FootnoteClient
    from bot.discord_app.storage.index_cache import make_answerer
    from bot.library import load_library

    library = load_library(settings.knowledge)
    return FootnoteClient(settings, library, make_answerer(library, settings))
