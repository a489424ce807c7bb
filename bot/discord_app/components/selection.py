"""What was selected in the menu that an interaction comes from, and what it offered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord


def selected_values(interaction: discord.Interaction) -> list[str]:
    """The selected values; of channels only those that Discord itself says exist. None for a button."""
    data: Any = interaction.data or {}
    values = [str(value) for value in data.get("values") or ()]
    if data.get("component_type") == discord.ComponentType.channel_select.value:
        existing = (data.get("resolved") or {}).get("channels") or {}
        return [value for value in values if value in existing]
    return values


def offered_values(interaction: discord.Interaction, custom_id: str) -> list[str]:
    """The values of all options of the menu with this custom id, on the message that it is on."""
    components: Iterable[discord.Component] = interaction.message.components if interaction.message else ()
    return [
        option.value
        for each in _nested(components)
        if isinstance(each, discord.SelectMenu) and each.custom_id == custom_id
        for option in each.options
    ]


def _nested(components: Iterable[Any]) -> Iterable[discord.Component]:
    for component in components:
        yield component
        yield from _nested(getattr(component, "children", ()))
