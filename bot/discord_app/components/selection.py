"""What was selected in the menu that an interaction comes from, and what it offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import discord

_RESOLVED: Mapping[Any, str] = {
    discord.ComponentType.channel_select.value: "channels",
    discord.ComponentType.role_select.value: "roles",
}
"""Where Discord puts what was selected in a menu that it fills itself."""


def selected_values(interaction: discord.Interaction) -> list[str]:
    """The selected values; of channels and roles only those that Discord says exist. None for a button."""
    data: Any = interaction.data or {}
    values = [str(value) for value in data.get("values") or ()]
    kind = _RESOLVED.get(data.get("component_type"))
    if kind is not None:
        existing = (data.get("resolved") or {}).get(kind) or {}
        return [value for value in values if value in existing]
    return values


def offered_values(interaction: discord.Interaction, custom_id: str) -> list[str]:
    """The values of all options of the menu with this custom id, on the message that it is on."""
    components: Iterable[discord.Component] = interaction.message.components if interaction.message else ()
    return [
        option.value
        for each in nested(components)
        if isinstance(each, discord.SelectMenu) and each.custom_id == custom_id
        for option in each.options
    ]


def nested(components: Iterable[Any]) -> Iterable[discord.Component]:
    """Components with all that stand in them."""
    for component in components:
        yield component
        yield from nested(getattr(component, "children", ()))
