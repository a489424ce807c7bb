"""/library doesn't hold the event loop either, however many articles there are and a page has.

It is the only command that works through all articles: in threads, and step by step.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.discord_app.bootstrap import new_offers
from bot.discord_app.components import library_changes
from bot.settings import Settings
from bot.sources.web import WebClient
from tests.discord_app.conftest import World, buttons_in, texts_in
from tests.discord_app.test_event_loop import every_command, slow_ones
from tests.discord_app.test_library import Owner
from tests.loopback.change_signal import PATIENCE
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

ARTICLE = """---
title: Mill {number}
language: en
license: CC BY-SA 4.0
source:
  url: {url}/wiki/Mill_{number}
  page: {page}
  site: Small Wiki
  revision: {revision}
---

The mill number {number} was built in {year} by its guild.[^1]

[^1]: Register, page {number}.
"""

MANY = 600
"""Articles: to read them takes half a second, too."""

PARAGRAPHS = 400
"""Of the page that is added: to read it takes half a second."""


@pytest.fixture
def olga(world: World, monkeypatch: pytest.MonkeyPatch) -> Owner:
    """The owner."""
    return Owner(world, monkeypatch)


@pytest.fixture
async def wiki(world: World, settings: Settings) -> AsyncIterator[SmallWiki]:
    """A wiki that all articles of the folder are from, and that has a long page more."""
    world.app.open_web = lambda: WebClient("Test/1", allow_local=True)
    wiki = SmallWiki()
    wiki.put(
        "Tower",
        marked(*((f"Tower {n} stands on the rock {n}.", f"Reed, p. {n}.") for n in range(PARAGRAPHS))),
    )
    async with small_wiki(wiki):
        for number in range(MANY):
            page = wiki.put(f"Mill {number}", marked((f"Mill {number} was built.", "Register.")))
            write(settings.knowledge, wiki, number, page.number, max(page.html))
        yield wiki


def write(folder: Path, wiki: SmallWiki, number: int, page: int, revision: int) -> None:
    """An article of the folder, at a page's newest revision."""
    text = ARTICLE.format(number=number, url=wiki.url, page=page, revision=revision, year=1500 + number % 500)
    (folder / f"mill-{number}.md").write_text(text, encoding="utf-8")


async def test_no_step_of_an_owners_command_grows_with_the_library(
    world: World, olga: Owner, wiki: SmallWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_changes, "READ_SECONDS", 0.0)  # nobody watches the folder here
    world.env.settle_timeout = PATIENCE
    app, user = world.app, olga.user
    large = app.library_cache.load()
    answerer = app.library_cache.answerer(large, app.settings, keep=False)
    app.replace_library(large, answerer, new_offers(app.library_cache, large, answerer))
    shown: list[simcord.InteractionResult] = []

    async def uses(name: str, said: str, **options: str) -> None:
        text, result = await olga.uses(name, **options)
        assert said in text
        shown.append(result)

    async def presses(label: str) -> None:
        pressed = shown[-1]
        assert label in buttons_in(pressed), texts_in(pressed)
        assert pressed.response is not None
        await user.click(pressed.response, label=label)

    async def types(name: str, value: str) -> None:
        offered: Any = await user.autocomplete(f"library {name}", "article", value)
        assert offered

    acts = {
        "library add": lambda: uses("add", "Tower", address=f"{wiki.url}/wiki/Tower"),
        "keep": lambda: presses("Keep"),
        "library update": lambda: uses("update", f"{MANY + 1}"),
        "library update an article": lambda: uses("update", "newest", article="mill-3"),
        "library update article": lambda: types("update", "mil 3"),
        "library remove": lambda: uses("remove", "Mill 3", article="mill-3"),
        "remove": lambda: presses("Remove"),
        "library remove article": lambda: types("remove", ""),
    }
    assert acts.keys() >= {name for name in every_command(world) if name.startswith("library ")}
    assert await slow_ones(acts, monkeypatch) == {}
    assert not (app.settings.knowledge / "mill-3.md").exists()
    assert (app.settings.knowledge / "tower.md").exists()
