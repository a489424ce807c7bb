"""Pictures of the bot's cards, as a chat shows them: `python -m tests.discord_app.pictures [FOLDER [NAME…]]`.

`terminal` is what `footnote ask` shows, on a dark ground and, as `terminal-light`, on a light one. Pictures
whose names end in `-narrow` are as wide as a telephone. The real bot runs against simcord's simulated
Discord, and simcord's preview is photographed in Chromium. Needs `pip install 'simcord[screenshot]'` and a
Chromium, on the path or named by the variable CHROMIUM.
"""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import discord
import simcord
from PIL import Image
from playwright.async_api import Browser, FloatRect, Page, async_playwright
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, MONOKAI, TerminalTheme

from bot.answering import Answer, Answerer
from bot.discord_app.storage.question_log import CountName
from bot.discord_app.words import setting_wording
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from bot.terminal.rendering import render_answer
from tests.discord_app.conftest import ARTICLES, World, build_client, build_world

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDE, NARROW = 1000, 390
"""Widths of the window in pixels: a desktop's, in part taken by a list of messages, and a telephone's."""

HEIGHT = 2600
"""Height of the window in pixels: no card needs more."""

MARGIN = 12
"""Pixels round the messages."""

COLOURS = 160
"""Of the palette that keeps the files small."""

Scene = Callable[[World], Awaitable[object]]


def slash(command: str, **options: object) -> Scene:
    """Alice uses a command."""
    return lambda world: world.alice.slash(world.channel, command, **options)


async def mention(world: World) -> None:
    """Alice mentions the bot."""
    await world.alice.send(world.channel, f"{world.mention} who led the Red Army?")


def pressed(question: str, *labels: str) -> Scene:
    """Alice asks, and presses buttons in turn, each under what the one before it opened."""

    async def scene(world: World) -> None:
        shown = await world.alice.slash(world.channel, "ask", question=question)
        for label in labels:
            assert shown.response is not None
            shown = await world.alice.click(shown.response, label=label)

    return scene


async def message_command(world: World) -> None:
    """Alice has Bob's message answered."""
    bob = world.guild.add_member(world.env.create_user("bob"))
    said = await bob.send(world.channel, "what did lenin say about trotsky?")
    await world.alice.context_menu(world.channel, "Answer from the article", said)


async def compact(world: World) -> None:
    """Alice asks where the server shows the answering sentence only."""
    await world.app.store.change(world.guild.id, lambda settings: replace(settings, compact=True))
    await world.alice.slash(world.channel, "ask", question=FOUNDED)


async def panel(world: World) -> None:
    """A moderator has chosen two answer channels, one of which is closed to the bot."""
    manages = world.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    closed = discord.PermissionOverwrite(send_messages=False)
    news = world.guild.create_text_channel("news", overwrites={world.guild.default_role: closed})
    world.alice = world.guild.add_member(world.env.create_user("mona"), roles=[manages])
    shown = await world.alice.slash(world.channel, "settings")
    assert shown.response is not None
    await world.alice.select(shown.response, [world.channel, news], custom_id="settings:channels")


async def coverage(world: World) -> None:
    """A moderator looks at how two weeks went, in a server that lists what wasn't answered."""
    await world.app.store.change(world.guild.id, lambda settings: replace(settings, unanswered=True))
    for index, (answered, closest, nothing) in enumerate(FORTNIGHT):
        day = world.app.questions.today - len(FORTNIGHT) + 1 + index
        counts: dict[CountName, int] = {"answered": answered, "closest": closest, "nothing": nothing}
        counts |= {"helpful": answered // 4, "unhelpful": nothing // 3}
        for name, count in counts.items():
            world.app.questions.count(world.guild.id, name, count, day=day)
    manages = world.guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
    world.alice = world.guild.add_member(world.env.create_user("mona"), roles=[manages])
    shown = await world.alice.slash(world.channel, "settings")
    assert shown.response is not None
    await world.alice.click(shown.response, label=setting_wording.COVERAGE)


async def plain(world: World) -> None:
    """Alice mentions the bot where the server has plain text and votes."""
    await world.app.store.change(world.guild.id, lambda settings: replace(settings, plain=True, votes=True))
    await mention(world)


async def error(world: World) -> None:
    """Something goes wrong."""

    class Broken:
        def answer(self, *_: object, **__: object) -> Answer:
            raise RuntimeError

    working, world.app.answerer = world.app.answerer, Broken()  # type: ignore[assignment]
    await world.alice.slash(world.channel, "ask", question="When was the Fourth International founded?")
    world.app.answerer = working
    assert len(world.env.errors) == 1


async def complaint(world: World) -> None:
    """Alice isn't content with an answer."""
    await world.alice.send(world.channel, f"{world.mention} {FOUNDED}")
    await world.alice.send(world.channel, f"{world.mention} that's not what I asked")


QUOTED = (
    "He wrote that it was “lost to Stalinism”, and “usually refer to them pejoratively as a Trotskyist or"
    " Trot”, and “the moon is made of green cheese and honey”."
)
FORTNIGHT = (
    (12, 2, 3), (18, 3, 2), (9, 1, 4), (4, 0, 1), (0, 0, 0), (14, 4, 2), (21, 3, 3), (19, 2, 5), (16, 1, 2),
    (8, 2, 1), (3, 1, 0), (17, 2, 2), (24, 4, 3), (20, 1, 2),
)  # fmt: skip
"""Questions answered, answered with the closest sentence, and not at all, day by day."""

FOUNDED = "When was the Fourth International founded?"
CLOSEST = "Who did Lenin call the best Bolshevik?"
WORKS = "How does the tide mill work?"

SCENES: tuple[tuple[str, Path, int, Scene], ...] = (
    ("answer", SHIPPED_KNOWLEDGE, WIDE, slash("ask", question=FOUNDED)),
    ("answer-narrow", SHIPPED_KNOWLEDGE, NARROW, slash("ask", question=FOUNDED)),
    ("reply", SHIPPED_KNOWLEDGE, WIDE, mention),
    ("refusal", SHIPPED_KNOWLEDGE, WIDE, slash("ask", question="How do I bake bread?")),
    ("cite", SHIPPED_KNOWLEDGE, WIDE, slash("cite", number="2")),
    ("citations", SHIPPED_KNOWLEDGE, WIDE, slash("citations")),
    ("source", SHIPPED_KNOWLEDGE, WIDE, slash("source")),
    ("compact", SHIPPED_KNOWLEDGE, WIDE, compact),
    ("settings", SHIPPED_KNOWLEDGE, WIDE, panel),
    ("settings-narrow", SHIPPED_KNOWLEDGE, NARROW, panel),
    ("settings-coverage", SHIPPED_KNOWLEDGE, WIDE, coverage),
    ("settings-coverage-narrow", SHIPPED_KNOWLEDGE, NARROW, coverage),
    ("plain", SHIPPED_KNOWLEDGE, WIDE, plain),
    ("plain-narrow", SHIPPED_KNOWLEDGE, NARROW, plain),
    ("help", SHIPPED_KNOWLEDGE, WIDE, slash("help")),
    ("error", SHIPPED_KNOWLEDGE, WIDE, error),
    ("answer-long", ARTICLES, WIDE, slash("ask", question=WORKS)),
    ("in-context", ARTICLES, WIDE, pressed(WORKS, "In context")),
    ("in-context-narrow", ARTICLES, NARROW, pressed(WORKS, "In context")),
    ("reading", ARTICLES, WIDE, pressed(WORKS, "In context", "Next")),
    ("more", SHIPPED_KNOWLEDGE, WIDE, pressed(FOUNDED, "More passages")),
    ("notes", SHIPPED_KNOWLEDGE, WIDE, pressed(FOUNDED, "Citations")),
    ("nearest", SHIPPED_KNOWLEDGE, WIDE, pressed("Who killed Trotsky?", "Nearest passages")),
    ("small-talk", SHIPPED_KNOWLEDGE, WIDE, slash("ask", question="hello!")),
    ("read", SHIPPED_KNOWLEDGE, WIDE, slash("read")),
    ("articles", ARTICLES, WIDE, slash("articles")),
    ("source-full", ARTICLES, WIDE, slash("source")),
    ("answer-long-narrow", ARTICLES, NARROW, slash("ask", question=WORKS)),
    ("footnote-request", SHIPPED_KNOWLEDGE, WIDE, slash("ask", question="what does [3] refer to?")),
    ("license", SHIPPED_KNOWLEDGE, WIDE, slash("ask", question="what license is this under?")),
    ("complaint", SHIPPED_KNOWLEDGE, WIDE, complaint),
    ("closest", SHIPPED_KNOWLEDGE, WIDE, slash("ask", question=CLOSEST)),
    ("closest-narrow", SHIPPED_KNOWLEDGE, NARROW, slash("ask", question=CLOSEST)),
    (
        "footnote-request-narrow",
        SHIPPED_KNOWLEDGE,
        NARROW,
        slash("ask", question="what does [3] refer to?"),
    ),
    ("verify", SHIPPED_KNOWLEDGE, WIDE, slash("verify", text=QUOTED)),
    ("message-command", SHIPPED_KNOWLEDGE, WIDE, message_command),
)
"""Name of the picture, articles, width of the window, and what happens before it is taken."""

TERMINALS = {"terminal": MONOKAI, "terminal-light": DEFAULT_TERMINAL_THEME}
"""Name of the picture, and the terminal's colours."""


async def main(folder: Path, names: Sequence[str] = ()) -> None:
    """Take the pictures with these names; every picture where none is named."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, knowledge, width, scene in SCENES:
            if names and name not in names:
                continue
            with tempfile.TemporaryDirectory() as data:
                settings = Settings(knowledge=knowledge, data=Path(data), answer_channels=True)
                client = build_client(settings)
                async with simcord.run(client) as env:
                    env.backend.bot_user.name = "Footnote"
                    world = build_world(env, client)
                    await scene(world)
                    picture = await photograph(browser, world, width)
            (folder / f"{name}.png").write_bytes(picture)
            print(folder / f"{name}.png", f"{len(picture) // 1024} KB")
        for name, theme in TERMINALS.items():
            if not names or name in names:
                picture = await photograph_terminal(browser, theme)
                (folder / f"{name}.png").write_bytes(picture)
                print(folder / f"{name}.png", f"{len(picture) // 1024} KB")
        await browser.close()


async def photograph_terminal(browser: Browser, theme: TerminalTheme) -> bytes:
    """What `footnote ask` shows in a terminal of 80 columns, as PNG."""
    console = Console(
        record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    library = load_library(SHIPPED_KNOWLEDGE)
    answer = Answerer(library, Settings()).answer(FOUNDED)
    console.print(f"$ footnote ask {FOUNDED}", style="bold", highlight=False)
    console.print(render_answer(answer, library, plain=False))
    page = await browser.new_page(device_scale_factor=2)
    await page.set_content(console.export_svg(title="footnote", theme=theme))
    picture = await page.locator("svg").screenshot()
    await page.close()
    return _small(picture)


async def photograph(browser: Browser, world: World, width: int) -> bytes:
    """The messages of the channel, as PNG."""
    page = await browser.new_page(viewport={"width": width, "height": HEIGHT}, device_scale_factor=2)
    async with world.env.preview(world.channel, viewers=[world.alice], layout="channel") as preview:
        await page.goto(preview.url)
        await page.wait_for_function("() => window.simcordPreview && window.simcordPreview.ready === true")
        picture = await page.screenshot(clip=await _messages(page))
        await page.close()
    return _small(picture)


def _small(picture: bytes) -> bytes:
    """A picture as PNG with a palette."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    image.save(small, "PNG", optimize=True)
    return small.getvalue()


async def _messages(page: Page) -> FloatRect:
    """Where on the page the messages stand."""
    boxes = [await message.bounding_box() for message in await page.locator("article.message-surface").all()]
    first, last = boxes[0], boxes[-1]
    assert first is not None
    assert last is not None
    bottom = last["y"] + last["height"]
    return {"x": first["x"], "y": first["y"] - MARGIN, "width": first["width"],
            "height": bottom - first["y"] + 2 * MARGIN}  # fmt: skip


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(target, sys.argv[2:]))
