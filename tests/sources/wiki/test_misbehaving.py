"""A wiki that misbehaves: one clear line, nothing half-written, and patience where it asks for it."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.sources.importing import ImportOptions
from bot.sources.web import FetchError, WebClient, public_addresses, web_client
from bot.sources.wiki import Wikis, parse_page_address
from tests.sources.web import server
from tests.sources.wiki.running import footnote
from tests.sources.wiki.small_wiki import SmallWiki, marked, small_wiki

TOWER = marked(("The tower stands on the rock.", "Reed, p. 3."))
SITE = json.dumps(SmallWiki()._site()).encode()
LAG = {"error": {"code": "maxlag", "info": "Waiting for a database server: 6 seconds lagged."}}


class Waiting:
    """Stands in for the clock: notes how long was waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def _import(url: str, **settings: float) -> list[float]:
    waiting = Waiting()
    client = WebClient("Test/1", allow_local=True, sleep=waiting.sleep, **settings)  # type: ignore[arg-type]
    async with client:
        wikis = Wikis(client, today="2026-01-02")
        fetched = await wikis.import_address(parse_page_address(f"{url}/wiki/Old_tower"), ImportOptions())
    assert fetched.imported.article.footnotes
    return waiting.seconds


@pytest.mark.parametrize(
    ("answer", "waited"),
    [
        (lambda: web.Response(status=429, headers={"Retry-After": "7"}), 7),
        (lambda: web.Response(status=429, headers={"Retry-After": server.in_a_minute()}), 60),
        (lambda: web.Response(status=503), 5),
        (lambda: web.Response(text=json.dumps(LAG), headers={"Retry-After": "6"}), 6),
    ],
)
async def test_an_import_waits_where_the_wiki_asks_for_it(answer: object, waited: int) -> None:
    wiki = SmallWiki()
    wiki.put("Old tower", TOWER)
    async with small_wiki(wiki) as url:
        assert callable(answer)
        wiki.answers = [answer(), answer()]
        seconds = await _import(url)
    assert len(seconds) == 2
    assert waited - 2 <= seconds[0] <= waited + 2


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b'"text"', b"<html>", SITE[:-9], b'{"parse": []}',
        b'{"parse": {"text": 3}}',
        b'{"parse": {"text": "<p>x</p>", "pageid": "x", "revid": null}}', b"[" * 100_000,
        b'{"parse": {"text": {"*": "<p>x</p>"}, "pageid": 1, "revid": 2}}',
        b'{"error": {"code": "internal_api_error_DBQueryError", "info": "<b>broken</b>\\n"}}',
        b'{"parse": {"text": "x", "redirects": "x"}}', b'{"parse": {"text": "<p>x</p>", "redirects": [1]}}',
    ],
)  # fmt: skip
async def test_an_answer_of_another_form_is_one_line(body: bytes) -> None:
    async def answer(request: web.Request) -> web.Response:
        is_site = request.query.get("meta") == "siteinfo"
        return web.Response(body=SITE if is_site else body, content_type="application/json")

    application = web.Application()
    application.router.add_get("/w/api.php", answer)
    async with server.serving(application) as url:
        with pytest.raises(FetchError) as failure:
            await _import(url)
    assert "\n" not in str(failure.value)


async def _half(_: web.Request) -> web.Response:
    packed = gzip.compress(SITE * 500)
    return web.Response(body=packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        (_half, "cut off midway"),
        (server.damaged_gzip, "damaged"),
        (server.bomb, "sends more than"),
        (server.endless, "sends more than"),
        (server.drip, "takes longer than"),
        (server.cut_short, "cut off midway"),
        (server.another_encoding, "encoding"),
    ],
)
async def test_what_a_wiki_sends_is_bounded(handler: object, told: str) -> None:
    wiki = SmallWiki()
    application = wiki.application(api="/other/api.php")
    assert callable(handler)
    application.router.add_get("/w/api.php", handler)

    async def page(_: web.Request) -> web.Response:
        return web.Response(
            text='<link rel="EditURI" href="/w/api.php?action=rsd">', content_type="text/html"
        )

    application.router.add_get("/page", page)
    async with server.serving(application) as url:
        seconds = 1.0 if handler is server.drip else 60.0
        client = WebClient("Test/1", allow_local=True, most_bytes=1_000_000, request_seconds=seconds)
        async with client:
            with pytest.raises(FetchError, match=told):
                await Wikis(client, today="").import_address(
                    parse_page_address(f"{url}/page"), ImportOptions()
                )


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254", "10.0.0.1", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]",
        "[2002:7f00:1::1]", "[fec0::1]", "[fe80::1]", "[fd00::1]", "0x7f000001", "2130706433", "localhost",
        "0",
    ],
)  # fmt: skip
async def test_no_address_that_is_not_public_is_reached(host: str) -> None:
    async with WebClient("Test/1") as client:
        with pytest.raises(FetchError, match=r"public address|can't be reached|can't be fetched|no address"):
            await Wikis(client, today="").import_address(
                parse_page_address(f"https://{host}/wiki/Tower"), ImportOptions()
            )


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254", "10.0.0.1", "127.0.0.2", "[::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a9fe:a9fe]",
        "[2002:a00:1::1]", "[fec0::1]", "[fd00::1]", "0x7f000002",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_no_redirect_leads_to_an_address_that_is_not_public(
    host: str, scheme: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def away(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": f"{scheme}://{host}/wiki/Tower"})

    application = web.Application()
    application.router.add_get("/{path:.*}", away)
    async with server.serving(application) as url:
        port = int(url.rpartition(":")[2])

        def socket_to_public_or_the_wiki(info: Any) -> Any:
            """As for everybody, but that the wiki of this test stands for one with a public address."""
            is_wiki = info[4][:2] == ("127.0.0.1", port)
            return (
                public_addresses.socket_to_any(info) if is_wiki else public_addresses.socket_to_public(info)
            )

        monkeypatch.setattr(web_client, "socket_to_public", socket_to_public_or_the_wiki)
        result = await footnote("import", "--knowledge", tmp_path, f"{url}/wiki/Tower")
    assert result.code == 2
    assert len(result.errors.strip().splitlines()) == 1
    assert "is no public address" in result.errors
    assert not list(tmp_path.iterdir())


async def test_redirects_of_pages_end(tmp_path: Path) -> None:
    wiki = SmallWiki()
    shown = '<div class="redirectMsg"><ul class="redirectText"><li><a title="{}">x</a></li></ul></div>'
    wiki.put("Old tower", shown.format("New tower"))
    wiki.put("New tower", shown.format("Old tower"))
    async with small_wiki(wiki) as url:
        with pytest.raises(FetchError, match="redirects in a circle"):
            await asyncio.wait_for(_import(url), 60)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("answer", [server.damaged_gzip, server.cut_short, _half, server.another_encoding])
async def test_an_update_from_a_wiki_that_misbehaves_changes_no_file(answer: object, tmp_path: Path) -> None:
    wiki = SmallWiki()
    wiki.put("Tower", TOWER)
    async with small_wiki(wiki) as url:
        imported = await footnote("import", "--knowledge", tmp_path, "--allow-local", "--site", url, "Tower")
        assert imported.code == 0, imported.errors
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        wiki.put("Tower", marked(("New words.", "New.")))
        wiki.misbehaves = answer
        updated = await footnote("update", "--knowledge", tmp_path, "--allow-local")
    assert updated.code == 1
    assert len(updated.errors.strip().splitlines()) == 1
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
