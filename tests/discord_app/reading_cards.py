"""A card as Discord gets it: its texts, its buttons, and whether it keeps the limits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import discord


def components(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """The card's components, outermost first, nested ones after their parents."""
    return list(walk(_sent(view)))


def _sent(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return sent


def walk(nested: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Components as they were sent, outermost first, nested ones after their parents."""
    for component in nested:
        yield component
        yield from walk(component.get("components", []))
        if "accessory" in component:
            yield component["accessory"]


def texts(view: discord.ui.LayoutView) -> list[str]:
    """The Markdown of the card's texts, from top to bottom."""
    return texts_of(_sent(view))


def texts_above_rule(view: discord.ui.LayoutView) -> list[str]:
    """The Markdown of the card's texts above its line: question and passages."""
    above = itertools.takewhile(lambda each: each.get("divider") is not True, components(view))
    return [each["content"] for each in above if "content" in each]


def texts_of(sent: list[dict[str, Any]]) -> list[str]:
    """The Markdown in components as they were sent."""
    return [
        each["content"] for each in walk(sent) if each["type"] == discord.ComponentType.text_display.value
    ]


def buttons_of(sent: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The buttons in components as they were sent, by label."""
    return {each["label"]: each for each in walk(sent) if each["type"] == discord.ComponentType.button.value}


def menus_of(sent: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
    """The menus of choices in components as they were sent."""
    return [each for each in walk(sent) if each["type"] == discord.ComponentType.string_select.value]


def assert_keeps_limits(view: discord.ui.LayoutView) -> None:
    """Discord's documented limits, counted here anew: by characters, and by UTF-16 code units."""
    all_components = components(view)
    assert len(all_components) <= 40
    written = texts(view)
    assert all(written), "an empty text is refused"
    assert sum(len(text.encode("utf-16-le")) // 2 for text in written) <= 4000
    ids = [each["custom_id"] for each in all_components if "custom_id" in each]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(each) <= 100 for each in ids)
    for each in all_components:
        assert len(each.get("label") or "") <= 80
        if each["type"] == discord.ComponentType.string_select.value:
            assert_choices_keep_limits(each)
        if each["type"] == discord.ComponentType.action_row.value:
            assert 1 <= len(each["components"]) <= 5


def assert_choices_keep_limits(menu: Mapping[str, Any]) -> None:
    """What Discord takes of a menu: https://docs.discord.com/developers/components/reference#string-select"""
    options = menu["options"]
    assert 1 <= len(options) <= 25
    assert len({option["value"] for option in options}) == len(options)
    assert len(menu.get("placeholder") or "") <= 150
    assert sum(bool(option.get("default")) for option in options) <= 1
    for option in options:
        for text in (option["label"], option["value"], option.get("description") or "x"):
            assert 1 <= len(text.encode("utf-16-le")) // 2 <= 100
