"""Articles that don't fit onto a card: what is cut, and the buttons that lead to the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.loopback import Loopback, Message
from tests.loopback.limits import TOTAL_TEXT

from .process import TOKEN, environment, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRONT = "---\ntitle: {title}\nlanguage: en\nlicense:\n  name: CC-BY-SA\n---\n\n"
LONG_FOOTNOTE = "A note that goes on " + "and on " * 900 + "to its end."


def article(title: str, sentences: int, footnotes: int) -> str:
    """A paragraph of many sentences, each with a footnote while there are some, and Markdown in the words."""
    words = " ".join(
        f"The {title} of number {n} was built by *people* who said \\*_`no`_\\* and <@{n}>"
        f".{f'[^{n}]' if n <= footnotes else ''}"
        for n in range(1, sentences + 1)
    )
    notes = "\n".join(
        f"[^{n}]: {LONG_FOOTNOTE if n == 1 else f'Note {n} on the {title}, page {n} @everyone.'}"
        for n in range(1, footnotes + 1)
    )
    return f"{FRONT.format(title=title)}{words}\n\n{notes}\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Loopback]:
    folder: Path = tmp_path_factory.mktemp("bot")
    knowledge = folder / "articles"
    knowledge.mkdir()
    for name, sentences, footnotes in (("lighthouse", 150, 120), ("windmill", 40, 40), ("bridge", 2, 1)):
        (knowledge / f"{name}.md").write_text(article(name, sentences, footnotes), encoding="utf-8")
    async with Loopback(token=TOKEN) as server:
        env = environment(server, folder / "data", FOOTNOTE_KNOWLEDGE=str(knowledge))
        async with running(env, folder) as bot:
            await bot.connects(server)
            yield server
        assert server.refusals == []


async def read_on(discord: Loopback, message: Message) -> int:
    """Press every button that leads on, and turn pages to their end: how many pages were seen."""
    pages = 0
    for button in message.buttons:
        if button.get("disabled") or not button.get("custom_id"):
            continue
        opened = await discord.click(discord.ben, message, button["custom_id"])
        assert opened.message is not None
        pages += 1
        while any(b.get("label") == "Next" and not b.get("disabled") for b in opened.message.buttons):
            before = opened.text
            opened = await discord.click(discord.ben, opened.message, label="Next")
            assert opened.message is not None
            assert opened.text != before
            assert len(opened.text) <= TOTAL_TEXT.most
            pages += 1
    return pages


QUESTIONS = (
    "Who built lighthouse number 77?",
    "The windmill of number 12 was built by people",
    "What was built by people?",
    "windmill",
)


async def test_long_answers_lead_to_their_rest(discord: Loopback) -> None:
    pages = 0
    for question in QUESTIONS:
        asked = await discord.slash(discord.ada, discord.channel, "ask", question=question)
        assert asked.message is not None
        assert "CC-BY-SA" in asked.text
        assert (asked.message.mentions, asked.message.mentions_everyone) == ([], False)
        cut = [line for line in asked.text.splitlines() if line.startswith("> ") and line.endswith("…")]
        assert len(asked.message.buttons) >= len(cut)
        pages += await read_on(discord, asked.message)
    assert pages > 1


@pytest.mark.parametrize(("name", "least"), [("citations", 3), ("source", 1)])
async def test_long_lists_are_read_page_by_page(discord: Loopback, name: str, least: int) -> None:
    """Every footnote of every article is on one of the pages."""
    listed = await discord.slash(discord.ada, discord.channel, name)
    assert listed.message is not None
    shown, current = [listed.text], listed
    while any(b.get("label") == "Next" and not b.get("disabled") for b in listed.message.buttons):
        current = await discord.click(discord.ada, listed.message, label="Next")
        assert current.message is not None
        listed = current
        shown.append(current.text)
    assert len(shown) >= least
    if name == "citations":
        whole = "\n".join(shown)
        for title, notes in (("lighthouse", 120), ("windmill", 40)):
            for number in range(2, notes + 1):
                assert f"Note {number} on the {title}, page {number}" in whole


async def test_a_long_footnote_is_cited_to_its_end(discord: Loopback) -> None:
    cited = await discord.slash(discord.ada, discord.channel, "cite", number="lighthouse:1")
    assert cited.message is not None
    assert "A note that goes on" in cited.text
    assert cited.message.buttons
    assert await read_on(discord, cited.message) > 1


async def test_a_number_that_several_articles_have(discord: Loopback) -> None:
    cited = await discord.slash(discord.ada, discord.channel, "cite", number="1")
    assert "Several articles have a footnote" in cited.text
    offered = await discord.autocomplete(discord.ada, discord.channel, "cite", focused="number", number="1")
    assert len(offered) == 25
