"""/library through the wire: the real process, and a wiki on this machine."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.discord_app.bootstrap import PAGES_AT_START
from bot.library import load_library
from tests.loopback import Interaction, Loopback
from tests.loopback.world import TeamMember, User
from tests.sources.wiki.running import footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki
from tests.sources.zim.making import a_page, write_zim

from .process import REPOSITORY, TOKEN, BotProcess, Environment, environment, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOWER = ("The tower of Hallowater stands on the rock.", "Reed, p. 3.")


@dataclass
class Town:
    """A small Discord, a wiki, and the folder of a bot that Olga's team owns."""

    discord: Loopback
    wiki: SmallWiki
    folder: Path
    env: Environment
    olga: User

    async def uses(self, name: str, **options: str) -> Interaction:
        """Have Olga use `/library name`, and wait for what comes of it."""
        return await self.used_by(self.olga, name, **options)

    async def used_by(self, user: User, name: str, **options: str) -> Interaction:
        """Have somebody use `/library name`, and wait for what comes of it."""
        discord = self.discord
        asked = await discord.slash(user, discord.channel, f"library {name}", **options)
        await self.settles(asked)
        assert asked.message is not None
        assert asked.message.ephemeral
        return asked

    async def presses(self, asked: Interaction, label: str) -> Interaction:
        """Press a button on the card that answers `asked`, and wait for what comes of it."""
        assert asked.message is not None
        before = asked.message.text
        pressed = await self.discord.click(self.olga, asked.message, label=label)
        changes = self.discord.state.changes
        await changes.wait_until(
            lambda: asked.text != before or bool(pressed.follow_ups), "an answer to the button"
        )
        return pressed

    async def settles(self, asked: Interaction) -> None:
        """Return when the card no longer tells of work."""
        is_done = ("Fetching", "Comparing")
        await self.discord.state.changes.wait_until(
            lambda: bool(asked.text) and not asked.text.startswith(is_done), "the work's end"
        )

    async def adds(self, page: str, **options: str) -> Interaction:
        """Use `/library add` with the address of a page of the wiki."""
        return await self.uses("add", address=f"{self.wiki.url}/wiki/{page}", **options)

    @property
    def ids(self) -> set[str]:
        """The articles whose files are there."""
        return {article.id for article in load_library(self.folder / "knowledge").articles}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    folder = tmp_path_factory.mktemp("bot")
    shutil.copytree(REPOSITORY / "tests" / "discord_app" / "articles", folder / "knowledge")
    wiki = SmallWiki()
    async with Loopback(token=TOKEN) as discord, small_wiki(wiki):
        olga = discord.world.add_user("olga")
        discord.world.team = [TeamMember(olga)]
        discord.world.owner = discord.world.add_user("otto")
        env = environment(discord, folder / "data", FOOTNOTE_KNOWLEDGE=str(folder / "knowledge"))
        yield Town(discord, wiki, folder, env, olga)
        assert discord.refusals == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(town: Town) -> AsyncIterator[BotProcess]:
    async with running(town.env, town.folder, "tests.wire.local_wikis") as bot:
        await bot.connects(town.discord)
        yield bot


async def test_a_page_is_shown_kept_read_and_asked(town: Town, bot: BotProcess) -> None:
    town.wiki.put("Tower", marked(TOWER, ("It leans.", "Yarrow.")))
    found = await town.adds("Tower")
    for shown in ("Tower", "CC BY-SA 4.0", "footnotes: 2", f"> {TOWER[0]}\\[1\\]"):
        assert shown in found.text
    assert "tower" not in town.ids
    await town.presses(found, "Keep")
    assert "Kept as tower.md. It answers from now on." in found.text
    assert (await footnote("check", town.folder / "knowledge")).code == 0
    read = await town.discord.slash(town.discord.ada, town.discord.channel, "read", article="tower")
    assert f"{TOWER[0]}\\[1\\]" in read.text
    asked = await town.discord.slash(
        town.discord.ada, town.discord.channel, "ask", question="Where does the tower of Hallowater stand?"
    )
    assert TOWER[0] in asked.text
    assert TOWER[1] in asked.text
    again = await town.adds("Tower")
    assert "is there already" in again.text
    assert bot.output.count("ERROR") == 0


async def test_a_page_that_its_wiki_renamed_is_there_already(town: Town, bot: BotProcess) -> None:  # noqa: ARG001
    page = town.wiki.put("Pier", marked(("The pier stands.", "Reed.")))
    await town.presses(await town.adds("Pier"), "Keep")
    page.title = "Old pier"
    assert "is there already (pier.md)" in (await town.adds("Old pier")).text


async def test_a_page_is_discarded(town: Town, bot: BotProcess) -> None:  # noqa: ARG001
    town.wiki.put("Bridge", marked(("The bridge spans the river.", "Reed.")))
    found = await town.adds("Bridge")
    await town.presses(found, "Discard")
    assert "nothing was written" in found.text
    assert "bridge" not in town.ids


async def test_what_cannot_be_an_article_is_one_line(town: Town, bot: BotProcess) -> None:  # noqa: ARG001
    assert "no such page" in (await town.adds("Nowhere")).text
    for address in ("ftp://x", "http://user:word@example.org/wiki/X", "http://127.0.0.1:1/wiki/X"):
        refused = await town.uses("add", address=address)
        assert refused.text.startswith("### Not added\n")
        assert not refused.message or not refused.message.buttons
    town.wiki.put("Unlicensed", marked(("It stands.", "Reed.")))
    rights, town.wiki.rights = town.wiki.rights, {"url": "", "text": ""}
    refused = await town.adds("Unlicensed")
    assert "name it with `license`" in refused.text
    found = await town.adds("Unlicensed", license="CC BY 4.0", title="Another title")
    assert "Another title" in found.text
    assert "CC BY 4.0" in found.text
    town.wiki.rights = rights


async def test_a_whole_wiki_is_read_while_the_bot_runs(town: Town, bot: BotProcess) -> None:
    pages = [a_page(f"Beacon {n}", (f"Beacon {n} shines.", f"Log {n}.")) for n in range(PAGES_AT_START + 2)]
    write_zim(town.folder / "new.zim", pages).replace(town.folder / "knowledge" / "beacons.zim")
    await bot.says("Articles that are still to be read: 2")
    await bot.says_often("Articles have changed", bot.output.count("Articles have changed") + 1)
    for number in (0, PAGES_AT_START + 1):
        read = await town.discord.slash(
            town.discord.ada, town.discord.channel, "read", article=f"beacon-{number}"
        )
        assert f"Beacon {number} shines.\\[1\\]" in read.text
    refused = await town.uses("remove", article="beacon-0")
    assert "no file of its own" in refused.text
    (town.folder / "knowledge" / "beacons.zim").unlink()


async def test_who_does_not_own_the_bot_changes_nothing(town: Town, bot: BotProcess) -> None:  # noqa: ARG001
    everything: list[tuple[str, dict[str, str]]] = [
        ("add", {"address": f"{town.wiki.url}/wiki/Tower"}),
        ("update", {}),
        ("remove", {"article": "tide-mill"}),
    ]
    for name, options in everything:
        denied = await town.used_by(town.discord.ada, name, **options)
        assert denied.text == (
            "Only the owner of this bot can do this, or the members of the team that owns it."
        )
    assert "tide-mill" in town.ids


async def test_articles_are_updated_and_removed(town: Town, bot: BotProcess) -> None:  # noqa: ARG001
    town.wiki.put("Mill", marked(("The mill stands.", "Reed.")))
    await town.presses(await town.adds("Mill"), "Keep")
    town.wiki.put("Mill", marked(("The mill burned.", "Reed.")))
    updated = await town.uses("update", article="mill")
    assert "updated: 1" in updated.text
    article = load_library(town.folder / "knowledge").article("mill")
    assert article is not None
    assert article.passages[0].text == "The mill burned.[1]"

    question = await town.uses("remove", article="mill")
    assert "Remove “Mill”?" in question.text
    await town.presses(question, "Leave it")
    assert "mill" in town.ids
    question = await town.uses("remove", article="mill")
    await town.presses(question, "Remove")
    assert ".mill.md.removed" in question.text.replace("\\", "")
    assert "mill" not in town.ids
    gone = await town.discord.slash(town.discord.ada, town.discord.channel, "read", article="mill")
    assert "There is no article" in gone.text
    for typed in (" ", "nothing"):
        assert "There is no article" in (await town.uses("remove", article=typed)).text
