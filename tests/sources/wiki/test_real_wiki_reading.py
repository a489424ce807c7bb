"""A real MediaWiki's pages, imported and read in Discord: the same words, page by page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.library import load_library
from tests.loopback import Loopback
from tests.sources.wiki.real_wiki import real_wiki
from tests.sources.wiki.running import footnote
from tests.sources.wiki.test_real_wiki import PAGES
from tests.wire.process import TOKEN, environment, running

TITLES = (
    "Tower", "C", "C++", "C Sharp", "What? A/B + C & D: E", "مدينة", "東京", "北京", "Many", "Wide",
)  # fmt: skip

SEEN = {
    "Tower": ("The tower stands.[1] It leans.[note 1][1]", "[1] Reed, p. 3.", "[note 1] At low tide."),
    "C++": ("C++ is newer.[1]", "[1] On C++."),
    "C Sharp": ("C sharp is a note.[1]", "[1] On C#."),
    "What? A/B + C & D: E": ("It has every sign.[1]",),
    "مدينة": ("المدينة قديمة.[1]", "[1] كتاب، ص ٣."),
    "東京": ("東京は都市である。[1]", "[1] 地図、3頁。"),
    "北京": ("北京是城市。[1]",),
    "Many": ("Sentence 1 is true.[1]", "Sentence 500 is true.[500]"),
    "Wide": ("Head 39", "cell 39[40]", "Words."),
}
"""What a reader of the wiki sees, by the page's title."""


async def _read(discord: Loopback, article: str) -> str:
    """All pages of `/read`, as they are seen, white space aside."""
    asked = await discord.slash(discord.ada, discord.channel, "read", article=article)
    assert asked.message is not None
    pages = [asked.message.text]
    while any(b.get("label") == "Next" and not b.get("disabled") for b in asked.message.buttons):
        before = asked.message.text
        await discord.click(discord.ada, asked.message, label="Next")
        assert asked.message.text != before
        pages.append(asked.message.text)
    return _plain("\n".join(pages))


def _plain(markdown: str) -> str:
    return " ".join(re.sub(r"\\([^\w\s])|\*\*|^> |^-# ", r"\1", markdown, flags=re.MULTILINE).split())


@pytest.mark.parametrize("by", ["address", "title"])
async def test_imported_checked_and_read_it_has_the_same_words(tmp_path: Path, by: str) -> None:
    folder = tmp_path / "knowledge"
    with real_wiki(tmp_path / "wiki") as wiki:
        for title in TITLES:
            wiki.edit(title, PAGES[title])
        titles = TITLES if by == "title" else ("Tower", "C++")
        named = (
            ("--site", wiki.url, *titles)
            if by == "title"
            else tuple(f"{wiki.url}/index.php/{title}#Notes" for title in titles)
        )
        imported = await footnote("import", "--knowledge", folder, "--allow-local", *named)
        assert imported.code == 0, imported.errors
    checked = await footnote("check", folder)
    assert (checked.code, checked.errors) == (0, "")
    assert "warning" not in checked.output
    articles = {article.title: article for article in load_library(folder).articles}
    assert set(articles) == set(titles)
    async with Loopback(token=TOKEN) as discord:
        env = environment(discord, tmp_path / "data", FOOTNOTE_KNOWLEDGE=str(folder))
        async with running(env, tmp_path) as bot:
            await bot.connects(discord)
            for title, article in articles.items():
                read = await _read(discord, article.id)
                for seen in SEEN.get(title, ()):
                    assert seen in read, title
                for passage in article.passages:
                    assert _plain(passage.text.replace("• ", "")) in read.replace("• ", ""), title
            if "Many" in articles:
                cited = await discord.slash(discord.ada, discord.channel, "cite", number="many:500")
                assert "[500] Source 500." in _plain(cited.text)
        assert discord.refusals == []
