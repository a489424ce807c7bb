"""The commands that Discord lists are brought up to date, where they differ from ours."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from discord import app_commands

from bot.discord_app.discord_py.command_list import Payload, command_payloads, fetch_commands

_log = logging.getLogger(__name__)

_DEFAULTS: Mapping[str, Any] = {"type": 1, "dm_permission": True}
"""What Discord takes a field to be that isn't sent. Empty, false and null are defaults of every other."""

_OURS = frozenset(
    "type name name_localizations description description_localizations options required choices value"
    " channel_types min_value max_value min_length max_length autocomplete default_member_permissions"
    " dm_permission contexts integration_types nsfw".split()
)
"""The fields that we send. Discord adds others of its own: ids, versions."""

_UNORDERED = frozenset({"contexts", "integration_types", "channel_types"})


async def sync(tree: app_commands.CommandTree[Any]) -> Mapping[str, int]:
    """Bring Discord's list of commands up to date; the ids of the commands by name.

    Raises discord.HTTPException where Discord refuses.
    """
    known = await fetch_commands(tree)
    if not await _differing(tree, known):
        _log.debug("Discord's list of commands is up to date")
        return {command["name"]: int(command["id"]) for command in known}
    synced = await tree.sync()
    _log.info("Told Discord the commands: %s", ", ".join(f"/{command.name}" for command in synced))
    return {command.name: command.id for command in synced}


async def differing(tree: app_commands.CommandTree[Any]) -> tuple[str, ...]:
    """The names of the commands that differ between Discord's list and ours, which both stay as they are.

    Raises discord.HTTPException where Discord refuses.
    """
    return await _differing(tree, await fetch_commands(tree))


async def _differing(tree: app_commands.CommandTree[Any], known: Iterable[Payload]) -> tuple[str, ...]:
    theirs, ours = normalised(known), normalised(await command_payloads(tree))
    keys = [*ours, *(key for key in theirs if key not in ours)]
    return tuple(name for kind, name in keys if theirs.get((kind, name)) != ours.get((kind, name)))


def normalised(commands: Iterable[Payload]) -> dict[tuple[int, str], dict[str, Any]]:
    """Commands by type and name, with nothing left that doesn't matter: defaults, order, foreign fields."""
    return {(command.get("type", 1), command["name"]): _normalised_fields(command) for command in commands}


def _normalised_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _normalised_value(name, value)
        for name, value in fields.items()
        if name in _OURS
        and not _is_default(name, value)
        # The older field is derived by Discord from the newer one.
        and not (name == "dm_permission" and fields.get("contexts") is not None)
    }


def _is_default(name: str, value: Any) -> bool:
    # A least value of 0 is not false: it says something.
    return value is None or value is False or value in ("", [], {}) or _DEFAULTS.get(name, ...) == value


def _normalised_value(name: str, value: Any) -> Any:
    if name in _UNORDERED:
        return sorted(value)
    if name == "default_member_permissions":
        return str(value)
    return [_normalised_fields(each) for each in value] if isinstance(value, list) else value
