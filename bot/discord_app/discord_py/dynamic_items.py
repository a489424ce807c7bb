"""Which custom ids a kind of dynamic item answers to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord


def has_item_for(custom_id: str, items: Iterable[type[discord.ui.DynamicItem[Any]]]) -> bool:
    """Whether one of these kinds of items answers to `custom_id`; discord.py ignores any other in silence."""
    return any(item.__discord_ui_compiled_template__.fullmatch(custom_id) for item in items)
