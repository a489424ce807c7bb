"""Reading a message's components: every one of them, the words shown, the buttons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum

from .refusals import Payload


class Kind(IntEnum):
    """https://docs.discord.com/developers/components/reference#component-object-component-types"""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT = 10
    THUMBNAIL = 11
    GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18


SELECTS = frozenset(
    {Kind.STRING_SELECT, Kind.USER_SELECT, Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT, Kind.CHANNEL_SELECT}
)
Path = tuple[str | int, ...]


def walk(components: Sequence[Payload], at: Path = ("components",)) -> Iterator[tuple[Path, Payload]]:
    """Every component with its path, outer before inner, a section's accessory after its texts."""
    for number, component in enumerate(components):
        path = (*at, number)
        yield path, component
        yield from walk(component.get("components") or (), (*path, "components"))
        accessory = component.get("accessory")
        if isinstance(accessory, dict):
            yield (*path, "accessory"), accessory


def texts(components: Sequence[Payload]) -> list[str]:
    """The text displays' words, in reading order."""
    return [str(c.get("content", "")) for _, c in walk(components) if c.get("type") == Kind.TEXT]


def buttons(components: Sequence[Payload]) -> list[Payload]:
    """The buttons, in reading order."""
    return [c for _, c in walk(components) if c.get("type") == Kind.BUTTON]


def numbered(components: Sequence[Payload]) -> list[Payload]:
    """The components as Discord gives them back: every one with an id of its own."""
    taken = {c.get("id") for _, c in walk(components) if c.get("id")}
    free = (number for number in range(1, 10_000) if number not in taken)

    def copy(component: Payload) -> Payload:
        done = {key: value for key, value in component.items() if value is not None}
        done["id"] = component.get("id") or next(free)
        if "components" in component:
            done["components"] = [copy(child) for child in component["components"]]
        if isinstance(component.get("accessory"), dict):
            done["accessory"] = copy(component["accessory"])
        return done

    return [copy(component) for component in components]
