"""Nothing that grows with the library runs on the event loop, whatever command is used.

Two measures: how many functions are called for a command, which must be about as many with two thousand
articles as with twenty; and the processor time that one callback holds the loop for.
"""

from __future__ import annotations

import asyncio
import gc
import math
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.discord_app.bootstrap import create_app, new_offers
from bot.discord_app.client import FootnoteClient
from bot.discord_app.events.commands import all_commands
from bot.discord_app.offers import topics
from bot.discord_app.storage.guild_settings import Cooldown
from bot.library import Article, Footnote, Library, License, Marker, Passage, Span
from bot.settings import Settings
from tests.discord_app.conftest import World, build_world, buttons_in
from tests.loopback.change_signal import PATIENCE

FEW, MANY = 20, 2_000
"""Articles."""

NOTES = 5
OF_THE_LONGEST = 5_000
"""Footnotes of an article, and of the one that has the most."""

MOST_SECONDS = 0.15
"""Of processor time that a callback may hold the loop for: fifteen times what it takes on a quiet machine.
Walking through two thousand articles with their footnotes takes several times as long."""

SYLLABLES = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("l", "n", "r", "st")]


def article(number: int, notes: int) -> Article:
    """An article with words of its own, and as many footnotes."""
    name = SYLLABLES[number % 240] + SYLLABLES[number // 240]
    text = f"The {name} mill was built in {1500 + number % 500} by the guild of {name}."
    article_id = f"article-{number:05}"
    passages = []
    for place in range(0, notes, 100):
        marker = f"[{place + 1}]"
        spans = (Span(0, len(text) + len(marker)),)
        marks = (Marker(str(place + 1), Span(len(text), len(text) + len(marker))),)
        passages.append(
            Passage(f"{number:04x}{place:04x}", article_id, place + 1, None, text + marker, spans, marks)
        )
    footnotes = tuple(Footnote(str(n + 1), f"Note {n + 1} of {name}, a page of it.") for n in range(notes))
    return Article(
        article_id,
        f"The {name} mill",
        License("CC0"),
        tuple(passages),
        footnotes,
        questions=(f"When was the {name} mill built?",),
    )


def library(count: int) -> Library:
    """So many articles; the first one has very many footnotes."""
    return Library(tuple(article(n, NOTES if n else OF_THE_LONGEST) for n in range(count)))


@pytest.fixture
def simcord_bot(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FootnoteClient:
    """The bot with few articles."""
    unhurried = settings.model_copy(update={"cooldown_answers": 0})
    monkeypatch.setattr("bot.discord_app.app.PAGES", Cooldown(0, 30))
    client = FootnoteClient(create_app(unhurried, library(FEW)))
    client.shard_count = 1
    return client


@pytest.fixture
async def world(simcord_env: simcord.Env, simcord_bot: FootnoteClient) -> World:
    """Discord with the bot in it, which waits for as long as a busy machine takes."""
    simcord_env.settle_timeout = PATIENCE
    world = build_world(simcord_env, simcord_bot)
    manages = world.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    moderator = world.guild.add_member(simcord_env.create_user("mona"), roles=[manages])
    return replace(world, alice=moderator)


Act = Callable[[], Awaitable[Any]]


def acts(world: World, used: set[str]) -> Mapping[str, Act]:
    """Every command, what autocomplete offers in each option, and the buttons on what is shown.

    `used`: the commands, and "command option" for each option that offers something, are added to it.
    """
    alice, channel = world.alice, world.channel

    def slash(name: str, **options: str) -> Act:
        used.add(name)
        return lambda: alice.slash(channel, name, **options)

    def menu(name: str) -> Act:
        used.add(name)

        async def act() -> None:
            said = await alice.send(channel, "When was the bastbal mill built? “It was built in 1500.”")
            await alice.context_menu(channel, name, said)

        return act

    def typed(name: str, option: str, value: str, **others: str) -> Act:
        used.add(f"{name} {option}")
        return lambda: alice.autocomplete(channel, name, option, value, **others)

    def pressed(name: str, label: str, **options: str) -> Callable[[], Awaitable[Any]]:
        async def act() -> None:
            shown = await alice.slash(channel, name, **options)
            assert shown.response is not None
            assert label in buttons_in(shown), buttons_in(shown)
            await alice.click(shown.response, label=label)

        return act

    question = "When was the bastbal mill built?"
    return {
        "/ask": slash("ask", question=question),
        "/ask in vain": slash("ask", question="How do I bake bread?"),
        "/ask an article": slash("ask", question=question, article="article-00000"),
        "/ask for all": slash("ask", question="What is this about?"),
        "/ask behind a claim": slash("ask", question="source for the claim that note 3 of balbal is a page?"),
        "small talk": slash("ask", question="hello"),
        "/citations": slash("citations"),
        "/source": slash("source"),
        "/articles": slash("articles"),
        "/read": slash("read"),
        "/read an article": slash("read", article="article-00003"),
        "/read by title": slash("read", article="The bastbal mill"),
        "/read nothing": slash("read", article="no such thing"),
        "/cite": slash("cite", number="article-00000:4000"),
        "/cite of many": slash("cite", number="3"),
        "/cite nothing": slash("cite", number="no such thing"),
        "/help": slash("help"),
        "/settings": slash("settings"),
        "/unanswered": slash("unanswered"),
        "/verify": slash("verify", text="“The bastbal mill was built in 1500 by the guild.”"),
        "Answer from the article": menu("Answer from the article"),
        "Check quotations": menu("Check quotations"),
        "questions": typed("ask", "question", ""),
        "questions with words": typed("ask", "question", "balb"),
        "questions, none": typed("ask", "question", "zzz"),
        "articles": typed("read", "article", "mil bal"),
        "articles to ask": typed("ask", "article", "mil bal"),
        "articles by title": typed("articles", "title", "mil bal"),
        "sections": typed("read", "section", "", article="article-00003"),
        "articles, none": typed("read", "article", "zzz"),
        "footnotes": typed("cite", "number", ""),
        "footnotes by number": typed("cite", "number", "4"),
        "footnotes by words": typed("cite", "number", "page note"),
        "footnotes, none": typed("cite", "number", "zzz"),
        "In context": pressed("ask", "In context", question=question),
        "Citations": pressed("ask", "Citations", question=question),
        "Next footnotes": pressed("citations", "Next"),
        "Next source": pressed("source", "Next"),
        "Next articles": pressed("articles", "Next"),
    }


@contextmanager
def counted() -> Iterator[list[int]]:
    """The number of functions that are called, those of Python and those in C."""
    calls = [0]

    def seen(_: Any, event: str, __: Any) -> None:
        if event in ("call", "c_call"):
            calls[0] += 1

    sys.setprofile(seen)
    try:
        yield calls
    finally:
        sys.setprofile(None)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The processor seconds of each callback of the event loop, without Python's looks for garbage.

    These look through what all tests before have left, too; the bot freezes what it has after its start.
    """
    taken: list[float] = []
    run = asyncio.Handle._run
    loop_thread = threading.get_ident()
    looked = [0.0]

    def look(phase: str, _: object) -> None:
        if threading.get_ident() == loop_thread:
            looked[0] += time.thread_time() if phase == "stop" else -time.thread_time()

    def timed(handle: asyncio.Handle) -> None:
        begin, looked[0] = time.thread_time(), 0.0
        run(handle)
        taken.append(time.thread_time() - begin - looked[0])

    gc.callbacks.append(look)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(asyncio.Handle, "_run", timed)
            yield taken
    finally:
        gc.callbacks.remove(look)


async def calls_of(act: Callable[[], Awaitable[Any]]) -> tuple[int, int]:
    """Functions called by an act, the first time and when what it needs then is there.

    Of the latter the fewest of three times: the bot's other tasks may have their turn meanwhile.
    """
    counts = []
    for _ in range(4):
        with counted() as calls:
            await act()
        counts.append(calls[0])
    first, *others = counts
    return first, min(others)


def every_command(world: World) -> set[str]:
    """The names of all commands, and "command option" for each option that offers something."""
    found = set()
    for command in all_commands(world.app):
        inner = command.walk_commands() if isinstance(command, discord.app_commands.Group) else [command]
        for each in inner:
            found.add(each.qualified_name)
            if isinstance(each, discord.app_commands.Command):
                offers = (option.name for option in each.parameters if option.autocomplete)
                found |= {f"{each.qualified_name} {name}" for name in offers}
    return found


async def slow_ones(acts: Mapping[str, Act], monkeypatch: pytest.MonkeyPatch) -> Mapping[str, float]:
    """The processor seconds of the longest callback of each act, where those are too many."""
    slow = {}
    for name, act in acts.items():
        with watched(monkeypatch) as taken:
            await act()
        if max(taken) > MOST_SECONDS:
            slow[name] = max(taken)
    return slow


async def test_no_command_does_more_for_more_articles(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "TRIALS", math.inf)  # as many are tried on a slow machine
    used: set[str] = set()
    few = {name: await calls_of(act) for name, act in acts(world, used).items()}
    # /library has a test of its own: test_event_loop_for_owners.
    assert used >= {name for name in every_command(world) if not name.startswith("library")}
    large = library(MANY)
    answerer = world.app.library_cache.answerer(large, world.app.settings, keep=False)
    world.app.replace_library(large, answerer, new_offers(world.app.library_cache, large, answerer))
    many = {name: await calls_of(act) for name, act in acts(world, used).items()}
    grown = {
        name: (before, now)
        for name, counts in many.items()
        for before, now in zip(few[name], counts, strict=True)
        if now > 2 * before + 1_000
    }
    assert grown == {}
    # Its footnotes are read once for all such questions: that is the most that is made when it is asked for.
    first, later = many["/ask behind a claim"]
    assert first <= 2 * later
    assert await slow_ones(acts(world, used), monkeypatch) == {}
