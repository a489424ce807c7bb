"""Which custom ids dynamic items answer to."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.discord_app.discord_py.dynamic_items import has_item_for


class Opener(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"open:(?P<place>[a-z]+)"):
    """A kind of button."""


class Closer(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"close"):
    """Another kind."""


@pytest.mark.parametrize(
    ("custom_id", "known"),
    [("open:door", True), ("close", True), ("open:", False), ("open:door!", False), ("reopen:a", False)],
)
def test_the_whole_custom_id_must_match_a_template(custom_id: str, known: bool) -> None:
    assert has_item_for(custom_id, [Opener, Closer]) is known
    assert not has_item_for(custom_id, [])


@pytest.mark.parametrize("custom_id", ["open:door", "open:", "open:door!", "reopen:a"])
async def test_discord_py_matches_custom_ids_likewise(
    custom_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = discord.Client(intents=discord.Intents.none())
    client.add_dynamic_items(Opener)
    store = client._connection._view_store
    found: list[str] = []

    async def call(_: int, __: object, ___: object, given: str, ____: object) -> None:
        found.append(given)

    monkeypatch.setattr(store, "schedule_dynamic_item_call", call)
    store.dispatch_dynamic_items(2, custom_id, None)  # type: ignore[arg-type]  # it is only passed on
    tasks = list(store._ViewStore__tasks)  # type: ignore[attr-defined]
    for task in tasks:
        await task
    assert bool(found) is has_item_for(custom_id, [Opener])
