"""/library: who may use it, and what is said where the articles can't be changed."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator

import discord
import pytest
import simcord
from aiohttp import web

from bot.discord_app.components import library_changes
from bot.discord_app.limits.owners import REMEMBERED, Owners, owners_of
from bot.discord_app.storage.pending_imports import KEPT_SECONDS, MOST_PENDING, PendingImports
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from bot.sources.html.page_tree import Page, parse_page
from bot.sources.importing import ImportedPage, ImportOptions, import_page
from bot.sources.web import WebClient
from tests.discord_app.conftest import World, build_client, buttons_in, texts_in
from tests.discord_app.reading_cards import texts_of
from tests.discord_app.storage.test_sqlite_file import as_nobody
from tests.loopback import payloads
from tests.loopback.world import TeamMember, User
from tests.loopback.world import World as LoopbackWorld
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

PAGE = "<html><body><h1>Tower</h1><p>It stands.</p><p>Text under CC BY-SA 4.0.</p></body></html>"


def told(world: LoopbackWorld) -> discord.AppInfo:
    """What Discord says of the application."""
    client = discord.Client(intents=discord.Intents.none())
    return discord.AppInfo(client._connection, payloads.application(world))  # type: ignore[arg-type]


def test_owners_are_one_person_or_those_of_a_team_who_may_change_it() -> None:
    world = LoopbackWorld("token", lambda: 0.0)
    world.owner = maker = world.add_user("otto")
    assert owners_of(told(world)) == {maker.id}
    admin, developer, reader, invited, unknown = map(world.add_user, "abcde")
    world.team = [
        TeamMember(admin, "admin"),
        TeamMember(developer),
        TeamMember(reader, "read_only"),
        TeamMember(invited, "admin", state=1),
        TeamMember(unknown, "a_role_of_tomorrow"),
    ]
    assert owners_of(told(world)) == {maker.id, admin.id, developer.id}


async def test_who_leaves_the_team_loses_the_right_within_a_minute() -> None:
    now, asked = [0.0], 0
    world = LoopbackWorld("token", lambda: 0.0)
    world.owner = world.add_user("otto")
    world.team = [TeamMember(world.add_user("dora"))]
    dora = world.team[0].user.id

    async def ask() -> discord.AppInfo:
        nonlocal asked
        asked += 1
        return told(world)

    owners = Owners(lambda: now[0])
    assert await owners.include(dora, ask)
    world.team = [TeamMember(world.owner)]
    now[0] = REMEMBERED - 1
    assert await owners.include(dora, ask)
    now[0] = REMEMBERED
    assert not await owners.include(dora, ask)
    assert asked == 2


def a_page() -> ImportedPage:
    return import_page(PAGE, ImportOptions(title="Tower"))


def test_pages_that_nobody_keeps_are_forgotten() -> None:
    now = [0.0]
    imports = PendingImports(lambda: now[0])
    tokens = [imports.add(a_page()) for _ in range(MOST_PENDING + 1)]
    assert imports.take(tokens[0]) is None
    assert imports.take(tokens[1]) is not None
    assert imports.take(tokens[1]) is None
    now[0] = KEPT_SECONDS
    assert imports.take(tokens[2]) is None


class Owner:
    """Olga, who owns the bot and speaks to it in direct messages."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.user = world.env.create_user("olga")
        self._monkeypatch = monkeypatch
        self.is_told(world.client)

    def is_told(self, client: discord.Client) -> None:
        """Discord tells this client that Olga owns it; the simulation knows no owners."""
        known = LoopbackWorld("token", lambda: 0.0)
        known.owner = User(self.user.id, "olga")

        async def application_info() -> discord.AppInfo:
            return told(known)

        self._monkeypatch.setattr(client, "application_info", application_info)

    async def uses(self, name: str, **options: str) -> tuple[str, simcord.InteractionResult]:
        """Use `/library name`: what the card says at last, and the result."""
        result = await self.user.slash(f"library {name}", **options)
        return "\n".join(texts_in(result)), result


@pytest.fixture
def olga(world: World, monkeypatch: pytest.MonkeyPatch) -> Owner:
    return Owner(world, monkeypatch)


@pytest.fixture
async def wiki(world: World) -> AsyncIterator[SmallWiki]:
    """A wiki of this machine, which the bot may reach."""
    world.app.open_web = lambda: WebClient("Test/1", allow_local=True)
    wiki = SmallWiki()
    wiki.put("Tower", marked(("The tower stands on the rock.", "Reed, p. 3.")))
    async with small_wiki(wiki):
        yield wiki


async def test_a_folder_that_cannot_be_written_is_named_before_anything_is_fetched(
    olga: Owner, wiki: SmallWiki, settings: Settings
) -> None:
    settings.knowledge.chmod(0o555)
    try:
        with as_nobody():
            for name, options in (("add", {"address": f"{wiki.url}/wiki/Tower"}), ("update", {})):
                text, result = await olga.uses(name, **options)
                assert "I can't write into the folder of articles" in text
                assert settings.knowledge.name in text
                assert "Permission denied" in text
                assert result.ephemeral
    finally:
        settings.knowledge.chmod(0o755)
    assert not wiki.asked


async def test_a_folder_that_locks_after_the_preview_keeps_the_page_for_another_try(
    olga: Owner, wiki: SmallWiki, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_changes, "READ_SECONDS", 0.0)
    _, found = await olga.uses("add", address=f"{wiki.url}/wiki/Tower")
    assert found.response is not None
    settings.knowledge.chmod(0o555)
    try:
        with as_nobody():
            pressed = await olga.user.click(found.response, label="Keep")
    finally:
        settings.knowledge.chmod(0o755)
    assert "I can't write" in "\n".join(texts_of(pressed.followups[0].components))
    assert not (settings.knowledge / "tower.md").exists()
    await olga.user.click(found.response, label="Keep")
    assert (settings.knowledge / "tower.md").exists()
    assert "It will answer as soon as" in texts_in(found)[0]


async def test_after_a_restart_a_page_that_was_not_kept_is_gone_and_the_owner_hears_so(
    olga: Owner, wiki: SmallWiki, settings: Settings
) -> None:
    _, found = await olga.uses("add", address=f"{wiki.url}/wiki/Tower")
    assert found.response is not None
    client = build_client(settings)
    await olga.world.env.restart_bot(client)
    olga.is_told(client)
    pressed = await olga.user.click(found.response, label="Keep")
    assert pressed.followups[0].flags.ephemeral
    assert "I no longer have this page. Use </library add:" in texts_of(pressed.followups[0].components)[0]
    assert "Keep" in buttons_in(found)
    assert not (settings.knowledge / "tower.md").exists()


async def test_a_button_does_nothing_for_who_no_longer_owns_the_bot(
    olga: Owner, wiki: SmallWiki, settings: Settings
) -> None:
    _, found = await olga.uses("add", address=f"{wiki.url}/wiki/Tower")
    assert found.response is not None
    olga.world.app.owners = Owners(lambda: 0.0)
    olga.user, olga_before = olga.world.env.create_user("nina"), olga.user
    olga.is_told(olga.world.client)  # the application has changed hands
    pressed = await olga_before.click(found.response, label="Keep")
    assert "Only the owner of this bot" in texts_of(pressed.followups[0].components)[0]
    assert not (settings.knowledge / "tower.md").exists()


async def test_without_discords_word_on_the_owner_nothing_happens(
    olga: Owner, wiki: SmallWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def application_info() -> discord.AppInfo:
        raise TimeoutError

    monkeypatch.setattr(olga.world.client, "application_info", application_info)
    text, _ = await olga.uses("add", address=f"{wiki.url}/wiki/Tower")
    assert "Discord didn't say who owns this bot" in text
    assert not wiki.asked


async def test_articles_of_an_archive_and_those_that_are_shipped_are_not_changed(olga: Owner) -> None:
    app, settings = olga.world.app, olga.world.app.settings
    archive = {
        "articles": "https://example.org/articles.tar.gz",
        "knowledge": settings.articles_folder / "current",
    }
    shipped = {"knowledge": SHIPPED_KNOWLEDGE}
    for changed, said in ((archive, "come from an archive"), (shipped, "that Footnote ships with")):
        app.settings = settings.model_copy(update=changed)
        text, _ = await olga.uses("update")
        assert said in text


async def test_one_change_at_a_time_and_the_last_article_stays(olga: Owner, settings: Settings) -> None:
    text, _ = await olga.uses("remove", article="tide-mill")
    assert "This is the only article" in text
    assert (settings.knowledge / "tide-mill.md").exists()
    async with olga.world.app.changing_articles:
        result = await olga.user.slash("library update")
        assert "under way" in "\n".join(texts_in(result))
    text, _ = await olga.uses("update")
    assert "No article names its page" in text


async def test_what_takes_too_long_is_given_up(
    olga: Owner, wiki: SmallWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_changes, "WORK_SECONDS", 0.05)
    for _ in range(5):
        wiki.answers.append(web.Response(status=503, headers={"Retry-After": "60"}))
    text, _ = await olga.uses("add", address=f"{wiki.url}/wiki/Tower")
    assert "was given up" in text
    assert not olga.world.app.changing_articles.locked()


async def test_pages_are_read_beside_the_event_loop(
    olga: Owner, wiki: SmallWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    plain = parse_page

    def parse(html: str) -> Page:
        threads.append(threading.current_thread())
        return plain(html)

    monkeypatch.setattr("bot.sources.wiki.wiki_pages.parse_page", parse)
    _, found = await olga.uses("add", address=f"{wiki.url}/wiki/Tower")
    assert "Keep" in buttons_in(found)
    assert threads
    assert threading.current_thread() not in threads


async def test_a_page_of_hostile_words_is_shown_as_words(olga: Owner, wiki: SmallWiki) -> None:
    words = "@everyone <@1> [x](https://evil.example) # head ||spoiler|| `code`" + " long" * 2_000
    wiki.put("Bad [title](https://evil.example)", marked((words, "**note** " * 300)))
    wiki.rights = {"url": "https://creativecommons.org/licenses/by/4.0/", "text": "@everyone " * 90}
    text, result = await olga.uses("add", address=f"{wiki.url}/wiki/Bad_[title](https://evil.example)")
    assert "\\@everyone" in text
    assert "](https://evil.example)" not in text.replace("\\]", "")
    assert "Keep" in buttons_in(result)
