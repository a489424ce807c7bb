"""What is fetched is whole, bounded and from where it may come."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.sources.web import FetchError, WebClient
from bot.sources.web.web_client import user_agent
from tests.sources.web import server
from tests.sources.web.server import WHOLE, Busy, Crowd, serving

SHORT = 0.5
MEGABYTE = 1_000_000


class Naps:
    """Notes what would be waited for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def busy() -> Busy:
    return Busy()


@pytest.fixture
def crowd() -> Crowd:
    return Crowd()


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def site(busy: Busy, crowd: Crowd) -> AsyncIterator[str]:
    application = web.Application()
    for path, handler in (
        ("/plain", server.plain), ("/half", server.half_of_a_gzip), ("/damaged", server.damaged_gzip),
        ("/bomb", server.bomb), ("/br", server.another_encoding), ("/short", server.cut_short),
        ("/drip", server.drip), ("/endless", server.endless), ("/busy", busy.answer),
        ("/to", server.redirect), ("/circle", server.circle), ("/crowd", crowd.answer),
    ):  # fmt: skip
        application.router.add_get(path, handler)
    async with serving(application) as url:
        yield url


@pytest.fixture
async def client(naps: Naps) -> AsyncIterator[WebClient]:
    async with WebClient(
        user_agent("librarian@example.org"), allow_local=True, most_bytes=MEGABYTE, sleep=naps.sleep
    ) as client:
        yield client


async def test_a_page_comes_whole_and_decompressed(client: WebClient, site: str) -> None:
    response = await client.get(f"{site}/plain#section")
    assert (response.status, response.body) == (200, WHOLE)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("half", "cut off midway"), ("short", "cut off midway"), ("damaged", "damaged"), ("br", "encoding"),
        ("bomb", "more than 1 MB"), ("endless", "more than 1 MB"),
    ],
)  # fmt: skip
async def test_what_is_not_whole_or_too_much_is_refused_in_one_line(
    client: WebClient, site: str, path: str, says: str
) -> None:
    with pytest.raises(FetchError, match=says) as refused:
        await client.get(f"{site}/{path}")
    assert "\n" not in str(refused.value)


async def test_a_page_that_drips_is_given_up(site: str) -> None:
    async with WebClient("test", allow_local=True, request_seconds=SHORT) as client:
        with pytest.raises(FetchError, match="takes longer than"):
            await client.get(f"{site}/drip")


@pytest.mark.parametrize("status", [429, 503])
async def test_it_comes_back_when_the_server_says(
    client: WebClient, site: str, busy: Busy, naps: Naps, status: int
) -> None:
    busy.status = status
    assert (await client.get(f"{site}/busy")).body == b"served"
    assert naps.seconds == [7.0, 7.0]


async def test_a_date_to_come_back_at_is_understood(
    client: WebClient, site: str, busy: Busy, naps: Naps
) -> None:
    busy.retry_after = server.in_a_minute()
    assert (await client.get(f"{site}/busy")).body == b"served"
    assert all(50 < seconds <= 60 for seconds in naps.seconds)


async def test_without_a_word_each_pause_is_longer(
    client: WebClient, site: str, busy: Busy, naps: Naps
) -> None:
    busy.retry_after, busy.times = "soon", 4
    assert (await client.get(f"{site}/busy")).body == b"served"
    assert naps.seconds == [5.0, 10.0, 20.0, 40.0]


@pytest.mark.parametrize(("times", "retry_after"), [(99, "1"), (1, "86400")])
async def test_a_server_that_stays_busy_is_given_up(
    client: WebClient, site: str, busy: Busy, times: int, retry_after: str
) -> None:
    busy.times, busy.retry_after = times, retry_after
    with pytest.raises(FetchError, match="come back later"):
        await client.get(f"{site}/busy")


async def test_redirects_are_followed_but_not_for_ever(client: WebClient, site: str) -> None:
    assert (await client.get(f"{site}/to", {"to": "/plain"})).url == f"{site}/plain"
    with pytest.raises(FetchError, match="redirects more than"):
        await client.get(f"{site}/circle")


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/", "https://name:word@example.org/", "//[", "http://:80"]
)
async def test_a_redirect_to_something_else_is_refused(client: WebClient, site: str, to: str) -> None:
    with pytest.raises(FetchError):
        await client.get(f"{site}/to", {"to": to})


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0x7f.1",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
async def test_no_address_of_the_local_network_is_reached(site: str, crowd: Crowd, host: str) -> None:
    port = site.rpartition(":")[2]
    async with WebClient("test") as client:
        with pytest.raises(FetchError, match="public address"):
            await client.get(f"http://{host}:{port}/crowd")
    assert crowd.most == 0


async def test_one_request_at_a_time_to_a_host(client: WebClient, site: str, crowd: Crowd) -> None:
    await asyncio.gather(*(client.get(f"{site}/crowd") for _ in range(8)))
    assert crowd.most == 1


def test_the_agent_names_program_and_contact() -> None:
    assert re.match(r"Footnote/[\d.]+ \(librarian@example\.org\) ", user_agent("librarian@example.org"))
