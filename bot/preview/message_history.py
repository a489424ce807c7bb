"""Show what has just been said: simcord's page keeps its place where a new message appears below it.

Its public interface can't move a page that somebody has open, so that this reaches into simcord; the extra
`preview` therefore asks for the simcord whose inside is known.
"""

from __future__ import annotations

from typing import Any

import simcord


def follow(preview: simcord.Preview) -> None:
    """Let every page move to the bot's newest message when there is a new one, as far up as it is long."""
    newest_on: dict[str, int] = {}
    publish = preview._publish

    def publish_and_follow(page: Any, *, reason: Any = "action") -> None:
        newest = preview._initial_target(page.viewer, page.channel_id) or 0
        if newest > newest_on.get(page.id, newest):
            page.target_id = newest
        newest_on[page.id] = newest
        publish(page, reason=reason)

    preview._publish = publish_and_follow  # type: ignore[method-assign]
