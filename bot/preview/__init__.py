"""`footnote preview`: the real bot in a browser page that looks like a chat, without token or network.

What it stands on comes with the extra `preview`; without that, this module says so and imports nothing else.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from bot.preview.error import PreviewError

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["PreviewError", "preview"]

MODULES = ("simcord", "aiohttp", "markdown_it", "linkify_it", "regex", "PIL")
"""What simcord's preview imports while it starts."""

MISSING = (
    "the preview needs the extra “preview”; install it with pip install 'footnote-bot[preview]',"
    " or in a clone with pip install '.[preview]'"
)


def preview(settings: Settings, *, port: int | None, server: bool, browser: bool) -> None:
    """Serve the bot on a page of this machine until Ctrl-C, or until the page ends the session.

    `port`: None for any that is free. `server`: in a channel of a server instead of a direct message.
    `browser`: open the page there. Raises PreviewError, and LibraryError where an article can't be used.
    """
    if not all(importlib.util.find_spec(module) for module in MODULES):
        raise PreviewError(MISSING)
    from bot.preview.page import serve

    serve(settings, port=port, server=server, browser=browser)
