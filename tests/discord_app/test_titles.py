"""Articles with titles in any writing: read, cited, listed, and opened from buttons after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.library.ids import article_id
from bot.settings import Settings
from tests.discord_app.conftest import build_client, build_world, texts_in
from tests.discord_app.reading_cards import menus_of

TITLES = {
    "zh": "北京市的历史",
    "ar": "تاريخ القاهرة",
    "el": "Ιστορία της Αθήνας",
    "tr": "İstanbul'un tarihi",
    "vi": "Lịch sử Việt Nam",
    "de": "Größe & Übermut",
}


def _library(folder: Path, titles: dict[str, str], *, old_names: bool) -> Settings:
    (folder / "knowledge").mkdir()
    for language, title in titles.items():
        name = title if old_names else article_id(title)
        (folder / "knowledge" / f"{name}.md").write_text(
            f"---\ntitle: {title}\nlicense: CC0\n---\n\nAn opening about {language}.[^1]\n\n"
            f"The {language} mill was built by Amos Reed in 1771.[^2]\n\n[^1]: First\n\n[^2]: Second\n",
            encoding="utf-8",
        )
    return Settings(knowledge=folder / "knowledge", data=folder / "data")


@pytest.mark.parametrize("old_names", [False, True])
@pytest.mark.parametrize("language", TITLES)
async def test_an_article_is_walked_from_end_to_end(tmp_path: Path, language: str, old_names: bool) -> None:
    title = TITLES[language]
    settings = _library(tmp_path, {language: title}, old_names=old_names)
    client = build_client(settings)
    async with simcord.run(client) as env:
        world = build_world(env, client)
        read = await world.alice.slash(world.channel, "read", article=title)
        assert title.split("&")[0] in texts_in(read)[0]
        assert read.response is not None
        answer = await world.alice.slash(world.channel, "ask", question="Who built the mill in 1771?")
        assert "Amos Reed" in "\n".join(texts_in(answer))
        assert answer.response is not None
        await env.restart_bot(build_client(settings))
        context = await world.alice.click(answer.response, label="In context")
        assert "An opening" in "\n".join(texts_in(context))
        notes = await world.alice.click(answer.response, label="Citations")
        assert "Second" in "\n".join(texts_in(notes))
        citations = await world.alice.slash(world.channel, "citations")
        assert "First" in "\n".join(texts_in(citations))
        cited = await world.alice.slash(world.channel, "cite", number="2")
        assert "Amos Reed" in "\n".join(texts_in(cited))
        listed = await world.alice.slash(world.channel, "articles")
        assert title.split("&")[0] in "\n".join(texts_in(listed))


async def test_all_of_them_are_listed_and_chosen_from(tmp_path: Path) -> None:
    settings = _library(tmp_path, TITLES, old_names=False)
    client = build_client(settings)
    async with simcord.run(client) as env:
        world = build_world(env, client)
        listed = await world.alice.slash(world.channel, "read")
        assert listed.response is not None
        (menu,) = menus_of(listed.response.components)
        for language, title in TITLES.items():
            value = next(str(o["value"]) for o in menu["options"] if str(o["label"]).startswith(title[:4]))
            chosen = await world.alice.select(listed.response, [value], custom_id=menu["custom_id"])
            assert f"An opening about {language}." in "\n".join(texts_in(chosen))
