"""Articles in five writings through the wire: read, opened in context, listed and cited, over a restart."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.library.ids import article_id
from tests.loopback import Loopback, Message

from .process import TOKEN, BotProcess, environment, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

ARTICLES = {
    "zh": ("奥得河上的磨坊", "这座磨坊建于1742年。", "它磨黑麦直到1910年。", "科尔布：《磨坊》。"),
    "ar": ("طاحونة النهر", "بنيت الطاحونة سنة 1742.", "طحنت الجاودار حتى سنة 1910.", "كولب، الطواحين."),
    "el": ("Ο μύλος του ποταμού", "Ο μύλος χτίστηκε το 1742.", "Άλεθε σίκαλη ως το 1910.", "Κολμπ, Μύλοι."),
    "tr": ("İncirli'nin değirmeni", "Değirmen 1742'de yapıldı.", "1910'a kadar çavdar öğüttü.", "Kolb, Ilı."),
    "vi": ("Cối xay bên sông", "Cối xay được xây năm 1742.", "Nó xay lúa đến năm 1910.", "Kolb, Cối xay."),
}  # fmt: skip
"""Language → title, two paragraphs, and the footnote of the second."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def walked(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[Loopback, dict[str, Message]]]:
    """A small Discord with a card of each article, from a bot that has been stopped; now another runs."""
    folder: Path = tmp_path_factory.mktemp("bot")
    (folder / "articles").mkdir()
    for language, (title, first, second, note) in ARTICLES.items():
        (folder / "articles" / f"{article_id(title)}.md").write_text(
            f"---\ntitle: {title}\nlanguage: {language}\nlicense: CC BY-SA 4.0\n---\n\n{first}\n\n"
            f"{second}[^1]\n\n[^1]: {note}\n",
            encoding="utf-8",
        )
    cards: dict[str, Message] = {}
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, folder / "data") | {"FOOTNOTE_KNOWLEDGE": str(folder / "articles")}
        async with running(env, folder) as bot:
            await bot.connects(discord)
            for language, (_, _, second, note) in ARTICLES.items():
                asked = await discord.slash(discord.ada, discord.channel, "ask", question=second)
                assert asked.message is not None
                assert second in asked.text, asked.text
                assert note in asked.text
                cards[language] = asked.message
            await _stop(bot)
        async with running(env, folder) as bot:
            await bot.connects(discord)
            yield discord, cards
        assert discord.refusals == []


async def _stop(bot: BotProcess) -> None:
    bot.signal(signal.SIGTERM)
    assert await bot.ends() == 0


Walked = tuple[Loopback, dict[str, Message]]


@pytest.mark.parametrize("language", ARTICLES)
async def test_an_article_is_read_cited_and_opened_after_a_restart(walked: Walked, language: str) -> None:
    discord, cards = walked
    title, first, second, note = ARTICLES[language]
    read = await discord.slash(discord.ada, discord.channel, "read", article=title)
    assert first in read.text
    context = await discord.click(discord.ben, cards[language], label="In context")
    assert context.message is not None
    assert context.message.ephemeral
    assert second in context.text
    before = await discord.click(discord.ben, context.message, label="Previous")
    assert first in (before.text or context.message.text)
    citations = await discord.click(discord.ben, cards[language], label="Citations")
    assert note in citations.text


async def test_all_of_them_are_listed_and_cited(walked: Walked) -> None:
    discord, _ = walked
    listed = await discord.slash(discord.ada, discord.channel, "articles")
    assert all(title in listed.text for title, *_ in ARTICLES.values())
    citations = await discord.slash(discord.ada, discord.channel, "citations")
    assert citations.message is not None
    shown = [citations.text]
    for _ in range(len(ARTICLES) - 1):
        await discord.click(discord.ada, citations.message, label="Next")
        shown.append(citations.message.text)
    assert all(any(note in page for page in shown) for *_, note in ARTICLES.values())
    for title, _, second, note in ARTICLES.values():
        cited = await discord.slash(discord.ada, discord.channel, "cite", number=f"{article_id(title)}:1")
        assert note in cited.text
        assert second in cited.text
    source = await discord.slash(discord.ada, discord.channel, "source")
    assert "CC BY-SA 4.0" in source.text
