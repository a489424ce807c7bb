"""`footnote preview`: the real bot in a browser page that looks like a chat, without token or network.

What it needs comes with the extra `preview`; without that, this module says so and imports nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.requirements import PreviewError, require_modules

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["PreviewError", "preview"]


def preview(settings: Settings, *, port: int | None, server: bool, browser: bool) -> None:
    """Serve the bot on a page of this machine until Ctrl-C, or until the page ends the session.

    `port`: None for any that is free. `server`: in a channel of a server instead of a direct message.
    `browser`: open the page there. Raises PreviewError, and LibraryError where an article can't be used.
    """
    require_modules()
    from bot.preview.page import serve

    serve(settings, port=port, server=server, browser=browser)
