"""Articles by archive: whole, bounded, nowhere else; a hostile one leaves what was there."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.web import WebClient
from bot.sources.web import article_archive as archive
from bot.sources.web.article_archive import ArchiveError, current_digest, install, unpack, update

Files = dict[str, bytes]


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info


def packed(files: Files, *more: tarfile.TarInfo) -> bytes:
    """A gzip'd tar file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        for name, content in files.items():
            made.addfile(entry(name, size=len(content)), io.BytesIO(content))
        for info in more:
            made.addfile(info, io.BytesIO(bytes(info.size)))
    return out.getvalue()


def files_in(folder: Path) -> Files:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


GOOD: Files = {"a.md": b"A", "deep/b.md": b"B", "readme.txt": b"not an article"}


def test_articles_are_written_and_nothing_else(tmp_path: Path) -> None:
    unpack(packed(GOOD), tmp_path)
    assert files_in(tmp_path) == {"a.md": b"A", "deep/b.md": b"B"}


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a way up": lambda: packed({"../a.md": b"x"}),
    "a way up inside": lambda: packed({"deep/../../a.md": b"x"}),
    "an absolute path": lambda: packed({"/tmp/a.md": b"x"}),
    "a drive": lambda: packed({"C:a.md": b"x"}),
    "a backslash": lambda: packed({"..\\a.md": b"x"}),
    "a link": lambda: packed(GOOD, entry("c.md", tarfile.SYMTYPE, "/etc/passwd")),
    "a hard link": lambda: packed(GOOD, entry("c.md", tarfile.LNKTYPE, "a.md")),
    "a link to a folder": lambda: packed({}, entry("deep", tarfile.SYMTYPE, "/tmp"), entry("deep/a.md")),
    "a device": lambda: packed(GOOD, entry("null.md", tarfile.CHRTYPE)),
    "a pipe": lambda: packed(GOOD, entry("pipe.md", tarfile.FIFOTYPE)),
    "the same twice": lambda: packed(GOOD, entry("a.md")),
    "a file that is a folder": lambda: packed({"a.md": b"x", "a.md/b.md": b"y"}),
    "no article": lambda: packed({"a.txt": b"x"}),
    "nothing": lambda: b"",
    "no gzip": lambda: b"hello",
    "no tar": lambda: gzip.compress(b"hello" * 1000),
    "half": lambda: packed(GOOD)[:-20],
    "much": lambda: gzip.compress(bytes(3_000_000)),
    "a long header": lambda: gzip.compress(
        entry("x", tarfile.XHDTYPE, size=2_500_000).tobuf() + bytes(1_900_000)
    ),
    "a long article": lambda: packed({"a.md": bytes(1_500_000)}),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_and_what_was_there_stays(
    make: Callable[[], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED_BYTES", 2_000_000)
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    folder = tmp_path / "articles"
    install(packed(GOOD), "0" * 64, folder)
    before = files_in(tmp_path)
    with pytest.raises(ArchiveError) as refused:
        install(make(), "1" * 64, folder)
    assert files_in(tmp_path) == before
    assert current_digest(folder) == "0" * 64
    assert "\n" not in str(refused.value)


@settings(max_examples=30)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_archive_is_refused_or_whole(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes
) -> None:
    good = packed(GOOD)
    at %= len(good)
    folder = tmp_path_factory.mktemp("damaged")
    try:
        unpack(good[:at] + noise + good[at + len(noise) :], folder)
    except ArchiveError:
        return
    assert set(files_in(folder)) <= {"a.md", "deep/b.md"}


def test_it_is_replaced_whole_and_the_old_one_goes(tmp_path: Path) -> None:
    install(packed(GOOD), "0" * 64, tmp_path)
    install(packed({"c.md": b"C"}), "1" * 64, tmp_path)
    assert files_in(tmp_path / "current") == {"c.md": b"C"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["1" * 64, "current"]


@pytest.fixture
async def server() -> AsyncIterator[tuple[str, Files]]:
    """Serves what the test puts there."""
    files: Files = {}

    async def serve(request: web.Request) -> web.Response:
        body = files.get(request.path[1:])
        return web.Response(status=404) if body is None else web.Response(body=body)

    app = web.Application()
    app.router.add_get("/{path:.*}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/articles.tar.gz", files
    await runner.cleanup()


def put(files: Files, data: bytes, digest: str | None = None) -> None:
    files["articles.tar.gz"] = data
    files["articles.tar.gz.sha256"] = (
        f"{digest or hashlib.sha256(data).hexdigest()}  articles.tar.gz\n".encode()
    )


async def test_it_is_fetched_where_the_digest_has_changed(server: tuple[str, Files], tmp_path: Path) -> None:
    url, files = server
    async with WebClient("test", allow_local=True) as client:
        put(files, packed(GOOD))
        assert await update(client, url, tmp_path)
        assert not await update(client, url, tmp_path)
        put(files, packed({"c.md": b"C"}), digest="f" * 64)
        with pytest.raises(ArchiveError, match="isn't what its digest names"):
            await update(client, url, tmp_path)
        assert set(files_in(tmp_path / "current")) == {"a.md", "deep/b.md"}
        put(files, packed({"c.md": b"C"}))
        assert await update(client, url, tmp_path)
        assert set(files_in(tmp_path / "current")) == {"c.md"}
        files["articles.tar.gz.sha256"] = b"<html>"
        with pytest.raises(ArchiveError, match="isn't a digest"):
            await update(client, url, tmp_path)
        files.clear()
        with pytest.raises(ArchiveError, match="HTTP 404"):
            await update(client, url, tmp_path)


async def test_a_server_in_ones_own_network_is_asked_only_where_that_is_allowed(
    server: tuple[str, Files], tmp_path: Path
) -> None:
    async with WebClient("test") as client:
        with pytest.raises(ArchiveError, match="no public address"):
            await update(client, server[0], tmp_path)
