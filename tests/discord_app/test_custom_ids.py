"""Custom ids: what version 0.1.0 posted still works."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord_app.storage.guild_settings import Cooldown, GuildSettings
from tests.discord_app.conftest import World, texts_in
from tests.discord_app.test_settings_panel import kept, moderator

POSTED = Path(__file__).parent / "custom_ids_0_1_0.json"
"""Custom ids as version 0.1.0 wrote them for the two articles of these tests, in the order in which they are
used here; of menus also the value that is chosen. `shows` is what 0.1.0 answered (the first line), `settings`
is what the server had set afterwards."""


class Posted(discord.ui.LayoutView):
    """A message with a button of this custom id, or with a menu that offers `value`."""

    def __init__(self, custom_id: str, value: str | None) -> None:
        super().__init__(timeout=None)
        row: discord.ui.ActionRow[Posted] = discord.ui.ActionRow()
        if value is None:
            row.add_item(discord.ui.Button(label="Press", custom_id=custom_id))
        else:
            option = discord.SelectOption(label=value, value=value)
            row.add_item(discord.ui.Select(custom_id=custom_id, options=[option]))
        self.add_item(row)
        self.stop()


def settings_from(stored: dict[str, Any]) -> GuildSettings:
    """Settings as the fixture has them."""
    fields = dict(stored)
    if "articles" in fields:
        fields["articles"] = frozenset(fields["articles"])
    if "cooldown" in fields:
        fields["cooldown"] = Cooldown(*fields["cooldown"])
    return GuildSettings(**fields)


@pytest.mark.two_articles
async def test_custom_ids_that_0_1_0_posted_still_work(world: World) -> None:
    mona = moderator(world)
    channel = world.client.get_channel(world.channel.id)
    assert isinstance(channel, discord.TextChannel)
    for posted in json.loads(POSTED.read_text(encoding="utf-8")):
        custom_id, value = posted["custom_id"], posted.get("value")
        message = await channel.send(view=Posted(custom_id, value))
        if value is None:
            result = await mona.click(message, custom_id=custom_id)
        else:
            result = await mona.select(message, [value], custom_id=custom_id)
        assert texts_in(result)[0].splitlines()[0] == posted["shows"], custom_id
        if "settings" in posted:
            assert kept(world) == settings_from(posted["settings"]), custom_id
