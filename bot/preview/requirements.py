"""What the preview needs beyond the bot: the extra `preview`. Imports nothing of it."""

from __future__ import annotations

from importlib.util import find_spec

MODULES = ("simcord", "aiohttp", "markdown_it", "linkify_it", "regex", "PIL")
"""What simcord's preview imports while it starts."""

MISSING = (
    "the preview needs the extra “preview”; install it with pip install 'footnote-bot[preview]',"
    " or in a clone with pip install '.[preview]'"
)


class PreviewError(Exception):
    """The preview can't start; the message says why and what to do."""


def require_modules() -> None:
    """Raise PreviewError where a module is missing."""
    if not all(find_spec(module) for module in MODULES):
        raise PreviewError(MISSING)
