"""An archive of articles that changes while the bot runs, and is broken in every way in which it can be."""

from __future__ import annotations

import gzip
import hashlib
import io
import signal
import tarfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.loopback import Loopback
from tests.wire.process import TOKEN, Environment, environment, running

from .eager_archive import MOST_UNPACKED_BYTES
from .test_live_articles import article, asked, live

PROGRAM = "tests.faults.eager_archive"
WINDMILL = "Who built the windmill of Hallowater?"


class ArchiveServer:
    """Serves one archive and its digest; the test changes both."""

    def __init__(self) -> None:
        self.archive = b""
        self.digest = ""
        self.status = 200
        self.url = ""

    def put(self, archive: bytes) -> None:
        """An archive with its digest."""
        self.archive, self.digest = archive, hashlib.sha256(archive).hexdigest()

    async def answer(self, request: web.Request) -> web.Response:
        if self.status != 200:
            return web.Response(status=self.status)
        if request.path.endswith(".sha256"):
            return web.Response(text=f"{self.digest}  articles.tar.gz\n")
        return web.Response(body=self.archive)


@pytest.fixture
async def server() -> AsyncIterator[ArchiveServer]:
    found = ArchiveServer()
    app = web.Application()
    app.router.add_get("/{path:.*}", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/articles.tar.gz"
    yield found
    await runner.cleanup()


def packed(files: dict[str, str], *more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            made.addfile(info, io.BytesIO(text.encode()))
        for info in more:
            made.addfile(info)
    return out.getvalue()


def entry(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def library(place: str) -> dict[str, str]:
    return {"lighthouses.md": article(f"The lighthouse of Alexandria stood {place}.")}


MILL = article("The windmill of Hallowater was built by Josiah Brand.", "Windmills")

FIRST = packed({**library("on the island of Pharos"), "mills.md": MILL})
SECOND = packed(library("near the harbour of the city"))
THIRD = packed(library("where two roads cross"))

BROKEN = {
    "ends midway": THIRD[: len(THIRD) // 2],
    "no gzip'd tar file": b"<html>Not found</html>",
    "unpacks to more than": gzip.compress(bytes(2 * MOST_UNPACKED_BYTES)),
    "'link.md', which is neither": packed(
        library("behind a link"), entry("link.md", tarfile.SYMTYPE, "/etc")
    ),
    "'hard.md', which is neither": packed(
        library("behind a link"), entry("hard.md", tarfile.LNKTYPE, "lighthouses.md")
    ),
    "'null.md', which is neither": packed(library("on a device"), entry("null.md", tarfile.CHRTYPE)),
    "'../up.md', which leads elsewhere": packed({**library("further up"), "../up.md": MILL}),
    "holds no article": packed({"notes.txt": "nothing"}),
}
"""What the log says → an archive, whose digest is right."""


def variables(discord: Loopback, server: ArchiveServer, folder: Path) -> Environment:
    return environment(discord, folder / "data", FOOTNOTE_ARTICLES=server.url, FOOTNOTE_ARTICLES_LOCAL="true")


async def test_the_bot_follows_a_good_archive_and_no_other(server: ArchiveServer, tmp_path: Path) -> None:
    """Replaced whole, with a new index; what can't be used leaves what was there, and is said once."""
    server.put(FIRST)
    kept = tmp_path / "data" / "articles"
    async with Loopback(token=TOKEN) as discord:
        env = variables(discord, server, tmp_path)
        async with running(env, tmp_path, PROGRAM) as bot:
            await bot.connects(discord)
            assert "Pharos" in (await asked(discord)).text
            assert "Josiah Brand" in (await asked(discord, WINDMILL)).text

            server.put(SECOND)
            await bot.says("New articles are there")
            await live(discord, "near the harbour")
            assert "Josiah Brand" not in (await asked(discord, WINDMILL)).text
            holds = (kept / "current").readlink()
            files = sorted(path.relative_to(kept) for path in kept.rglob("*"))

            for words, archive in BROKEN.items():
                server.put(archive)
                await bot.says(words)
            server.digest = hashlib.sha256(THIRD).hexdigest()
            await bot.says("isn't what its digest names")
            server.digest = "no digest"
            await bot.says("isn't a digest")
            server.status = 404
            await bot.says("HTTP 404")
            assert bot.output.count("the articles that were fetched before stay") == len(BROKEN) + 3
            assert (kept / "current").readlink() == holds
            assert sorted(path.relative_to(kept) for path in kept.rglob("*")) == files
            assert "near the harbour" in (await asked(discord)).text

        # Its server is still away: what was fetched before answers, from the index that was kept.
        async with running(env, tmp_path, PROGRAM) as bot:
            await bot.says("HTTP 404; see whether the address is right; the articles that were fetched")
            await bot.says("Ready as")
            assert "near the harbour" in (await asked(discord)).text
            assert "Josiah Brand" not in (await asked(discord, WINDMILL)).text
            server.status = 200
            server.put(THIRD)
            await live(discord, "where two roads cross")
            bot.signal(signal.SIGTERM)
            assert await bot.ends() == 0
            assert "Traceback" not in bot.output


async def test_without_any_articles_it_does_not_start(server: ArchiveServer, tmp_path: Path) -> None:
    """It says why, in one line, with the code after which it is worth another try."""
    server.put(next(iter(BROKEN.values())))
    async with Loopback(token=TOKEN) as discord:
        async with running(variables(discord, server, tmp_path), tmp_path, PROGRAM) as bot:
            assert await bot.ends() == 1
            (line,) = bot.output.splitlines()
            assert line.startswith(f"{server.url}: the archive ends midway; pack it anew")
        assert discord.gateway.identified == 0
