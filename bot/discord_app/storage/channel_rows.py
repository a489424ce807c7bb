"""What differs by channel, as JSON, and back: {"channel's id": {"name": value}}, with what is set alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.discord_app.storage.guild_settings import AS_SERVER, CHANNEL_NAMES, ChannelSettings, Cooldown

_TYPES: Mapping[str, type] = {
    "passages": int, "compact": bool, "private": bool, "threads": bool, "plain": bool, "locale": str,
    "articles": list, "cooldown": list,
}  # fmt: skip


def to_json(by_channel: Mapping[int, ChannelSettings]) -> dict[str, dict[str, Any]]:
    """The channels in the order of their ids, which are texts: JSON's numbers are too small."""
    return {str(channel): _written(by_channel[channel]) for channel in sorted(by_channel)}


def _written(own: ChannelSettings) -> dict[str, Any]:
    values = {name: getattr(own, name) for name in CHANNEL_NAMES}
    values["articles"] = sorted(own.articles) or None
    values["cooldown"] = [own.cooldown.count, own.cooldown.seconds] if own.cooldown else None
    return {name: value for name, value in values.items() if value is not None}


def from_json(value: Any) -> dict[int, ChannelSettings]:
    """What `to_json` made the value of. Raises ValueError or TypeError for any other."""
    if not isinstance(value, dict):
        raise TypeError("no channels")
    read = {int(channel): _read(own) for channel, own in value.items()}
    if len(read) != len(value) or AS_SERVER in read.values():
        raise ValueError("a channel without settings of its own, or twice")
    return read


def _read(own: Any) -> ChannelSettings:
    if not isinstance(own, dict) or not own.keys() <= _TYPES.keys():
        raise TypeError("not a channel's settings")
    # A bool is an int to isinstance, and no number here.
    if any(type(value) is not _TYPES[name] for name, value in own.items()):
        raise TypeError("not a channel's settings")
    values = dict(own)
    if "articles" in values:
        values["articles"] = frozenset(str(article) for article in values["articles"])
    if "cooldown" in values:
        count, seconds = values["cooldown"]
        values["cooldown"] = Cooldown(int(count), int(seconds))
    return ChannelSettings(**values)
