"""Buttons that 0.1.0 posted, whose ids came from words with their markers and from names in any letters."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import discord
import pytest
import simcord

from bot.library.ids import former_article_id
from bot.settings import Settings
from tests.discord_app.conftest import build_client, build_world, texts_in

WORDS = "The mill was built in 1742.[1] It ground rye until 1910.[2]"


class Posted(discord.ui.LayoutView):
    """A message with one button."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(timeout=None)
        row: discord.ui.ActionRow[Posted] = discord.ui.ActionRow()
        row.add_item(discord.ui.Button(label="In context", custom_id=custom_id))
        self.add_item(row)
        self.stop()


def _former_reference(article: str) -> str:
    passage = hashlib.sha256(f"{article}\0{WORDS}".encode()).digest()[:4]
    return base64.urlsafe_b64encode(hashlib.sha256(article.encode()).digest()[:2] + passage).decode()


@pytest.mark.parametrize(
    ("name", "shown"),
    [("mill", "The mill was built in 1742.[1]"), ("Mühle", "ask again"), ("磨坊", "ask again")],
)
async def test_they_open_or_say_privately_to_ask_again(tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / f"{name}.md").write_text(
        f"---\ntitle: The mill\nlicense: CC0\n---\n\n{WORDS.replace('[', '[^')}\n\n[^1]: A.\n\n[^2]: B.\n",
        encoding="utf-8",
    )
    client = build_client(Settings(knowledge=tmp_path / "knowledge", data=tmp_path / "data"))
    async with simcord.run(client) as env:
        world = build_world(env, client)
        channel = world.client.get_channel(world.channel.id)
        assert isinstance(channel, discord.TextChannel)
        custom_id = f"open:context/{_former_reference(former_article_id(name))}:0"
        message = await channel.send(view=Posted(custom_id))
        result = await world.alice.click(message, custom_id=custom_id)
        assert result.ephemeral
        assert shown in "\n".join(texts_in(result)).replace("\\", "")
