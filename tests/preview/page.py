"""`footnote preview` as people have it: the real process, its page in a browser. Not among the quick tests:

    pytest -n 0 tests/preview/page.py

needs `pip install -e '.[dev]'`, and a Chromium on the path or named by the variable CHROMIUM.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright, expect

PATIENCE = 60.0
"""Seconds to wait for what must come; long, so that a busy machine fails no test."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Served:
    """A running preview, and the address that it printed."""

    process: asyncio.subprocess.Process
    url: str

    @property
    def port(self) -> int:
        """The port in its address."""
        found = re.match(r"http://127\.0\.0\.1:(\d+)/#\S", self.url)
        assert found is not None, self.url
        return int(found[1])

    async def end(self, how: signal.Signals | None = None) -> tuple[int, str]:
        """Tell it to end, by a signal if given: its exit code, and what it wrote on standard error."""
        if how is not None:
            self.process.send_signal(how)
        async with asyncio.timeout(PATIENCE):
            _, errors = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, errors.decode()


Preview = Callable[..., Awaitable[Served]]


@pytest.fixture
async def preview(tmp_path: Path, child_environ: dict[str, str]) -> AsyncIterator[Preview]:
    """Starts `footnote preview` with arguments and environment of its own, in an empty folder."""
    running: list[Served] = []
    (tmp_path / "temporary").mkdir()

    async def start(*arguments: str, browser: bool = False, **environ: str) -> Served:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "preview", *([] if browser else ["--no-open"]), *arguments),
            cwd=tmp_path,
            env=child_environ
            | {"TMPDIR": str(tmp_path / "temporary"), "FOOTNOTE_COOLDOWN_ANSWERS": "0"}
            | environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            url = (await process.stdout.readline()).decode().strip()
        running.append(Served(process, url))
        return running[-1]

    yield start
    for served in running:
        if served.process.returncode is None:
            served.process.kill()
            await served.process.wait()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A page of a laptop's browser."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert named, "no Chromium here; install one, or name it by the variable CHROMIUM"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        opened = await browser.new_page(viewport={"width": 1280, "height": 720})
        opened.set_default_timeout(1000 * PATIENCE)
        expect.set_options(timeout=1000 * PATIENCE)
        yield opened
        await browser.close()


async def open_on(page: Page, served: Served) -> None:
    """Open the preview and wait until it is there."""
    await page.goto(served.url)
    await page.wait_for_function("() => window.simcordPreview?.ready === true")


async def write(page: Page, text: str) -> None:
    """Write a message and send it."""
    box = page.locator("#channel-composer").get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


def everything_in(folder: Path) -> list[str]:
    """The files and folders in a folder, by their paths from there."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))


def content(file: Path) -> str:
    """What is written into a file, as soon as it is."""
    deadline = time.monotonic() + PATIENCE
    while not file.exists() or not file.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, f"nothing came into {file}"
        time.sleep(0.05)
    return file.read_text(encoding="utf-8")


async def test_ask_press_in_context_and_page_forward(preview: Preview, page: Page) -> None:
    await open_on(page, await preview())
    await expect(page.get_by_text("When was the Fourth International founded?")).to_be_in_viewport()

    await write(page, "who led the red army?")
    answer = page.locator("article", has_text="paramount leader of the Soviet Red Army").last
    await expect(answer.get_by_text('[2] V.I. Lenin, "Disruption of Unity", 1914')).to_be_in_viewport()

    await answer.get_by_role("button", name="In context").click()
    context = page.locator("article", has_text="Only you can see this").last
    await expect(context.get_by_text("there has been no better Bolshevik")).to_be_in_viewport()
    await expect(context.get_by_text("was established in France in 1938")).to_have_count(0)

    await context.get_by_role("button", name="Next").click()
    await expect(context.get_by_text("was established in France in 1938")).to_be_in_viewport()


async def test_use_a_command(preview: Preview, page: Page) -> None:
    await open_on(page, await preview())

    await page.locator("#channel-composer").get_by_role("textbox").fill("/citations")
    await page.get_by_role("option", name="/citations").click()
    await page.keyboard.press("Enter")

    await expect(page.get_by_text("[5] Collins Dictionary and Thesaurus (1993)")).to_be_in_viewport()


async def test_a_server_of_two(preview: Preview, page: Page) -> None:
    await open_on(page, await preview("--server"))

    await write(page, "people talk among themselves: who led the red army?")
    await expect(page.locator("article", has_text="among themselves")).to_have_count(1)
    await write(page, "@footnote who led the red army?")
    await expect(page.get_by_role("button", name="In context")).to_have_count(1)

    await page.get_by_label("Viewing as").select_option(label="Guest")
    await page.get_by_role("button", name="Citations").click()
    await expect(page.locator("article", has_text="Only you can see this")).to_have_count(1)


async def test_the_article_that_is_named(preview: Preview, page: Page, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "pharos.md").write_text(
        "---\ntitle: Lighthouses\nlicense: CC0\n---\n\nThe lighthouse of Alexandria stood on Pharos.[^1]\n"
        "\n[^1]: A guide to lighthouses.\n",
        encoding="utf-8",
    )
    await open_on(page, await preview("--knowledge", "articles"))

    await write(page, "Where did the lighthouse of Alexandria stand?")

    await expect(page.locator("article").get_by_text("[1] A guide to lighthouses.")).to_be_in_viewport()


async def test_end_it_on_the_page(preview: Preview, page: Page) -> None:
    served = await preview()
    await open_on(page, served)

    await page.get_by_text("More", exact=True).click()
    await page.get_by_role("button", name="End preview session").click()

    assert await served.end() == (0, "")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_ends_quietly_and_leaves_nothing(
    preview: Preview, page: Page, tmp_path: Path, how: signal.Signals
) -> None:
    served = await preview(FOOTNOTE_DATA=str(tmp_path / "data"))
    await open_on(page, served)

    assert await served.end(how) == (0, "")
    assert everything_in(tmp_path) == ["temporary"]


async def test_only_this_machine_and_only_with_the_address(preview: Preview) -> None:
    served = await preview()

    # Whoever listens on every address of the machine listens on this one, too.
    with socket.socket() as elsewhere:
        assert elsewhere.connect_ex(("127.0.0.2", served.port)) != 0
    async with aiohttp.ClientSession(f"http://127.0.0.1:{served.port}") as session:
        async with session.post("/api/pages", json={}) as without_secret:
            assert without_secret.status == 401
        async with session.get("/", headers={"Host": "footnote.example"}) as by_another_name:
            assert by_another_name.status == 403


async def test_a_port_that_is_taken(preview: Preview) -> None:
    taken = (await preview()).port

    code, said = await (await preview("--port", str(taken))).end()

    assert code == 2
    assert said == f"127.0.0.1:{taken}: can't be listened on; name another port with --port\n"


async def test_opens_the_browser(preview: Preview, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >"{tmp_path}/opened"\n', encoding="utf-8")
    browser.chmod(0o755)

    served = await preview(browser=True, BROWSER=str(browser))

    assert await asyncio.to_thread(content, tmp_path / "opened") == f"{served.url}\n"
