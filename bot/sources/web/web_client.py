"""A client for other people's web servers: bounded in size, time and redirects.

A host gets one request at a time. No proxy of the environment is used: through one, the address that is
connected to couldn't be checked.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
import yarl

from bot.sources.web.public_addresses import NOT_PUBLIC, NotPublicError, socket_to_any, socket_to_public

MOST_BYTES = 20_000_000
"""Bytes of one response, decompressed. Wikipedia's longest pages have 5 MB of HTML."""

REQUEST_SECONDS = 60.0
"""Seconds for one request with its response, redirects not counted."""

MOST_REDIRECTS = 5
MOST_ATTEMPTS = 5
"""Attempts at one request where the server asks to come back later."""

FIRST_PAUSE = 5.0
"""Seconds before the second attempt where the server names none; each further pause is twice as long."""

LONGEST_PAUSE = 120.0
"""Seconds that are waited at the most before an attempt; a server that asks for more is given up."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 502, 503, 504})
_CHUNK = 65_536


class FetchError(Exception):
    """Something couldn't be fetched. The text is one line for a person: what, and what to do."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server sent: `url` after redirects, `body` decompressed and whole."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type in small letters, without parameters; empty where there is none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class WebClient:
    """Fetches pages. An asynchronous context manager.

    `agent`: the User-Agent, which names the program and how its operator is reached. `allow_local`: addresses
    that aren't public may be connected to, too. `sleep` waits for seconds.
    """

    def __init__(
        self,
        agent: str,
        *,
        allow_local: bool = False,
        most_bytes: int = MOST_BYTES,
        request_seconds: float = REQUEST_SECONDS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._agent = agent
        self._allow_local = allow_local
        self._most_bytes = most_bytes
        self._seconds = request_seconds
        self._sleep = sleep
        self._hosts: dict[str, asyncio.Lock] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        factory = socket_to_any if self._allow_local else socket_to_public
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit_per_host=1, socket_factory=factory),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip"},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        later: Callable[[Response], bool] = lambda _: False,
    ) -> Response:
        """The response to a GET, redirects followed, repeated while the server asks to come back later.

        `later` tells from a response that arrived whether its server asks for that in its own way. Raises
        FetchError; a status such as 404 is a response.
        """
        pause = FIRST_PAUSE
        for attempt in range(1, MOST_ATTEMPTS + 1):
            response = await self._follow(url, params)
            if response.status not in _LATER and not later(response):
                return response
            wait = _retry_after(response.headers) or pause
            if attempt == MOST_ATTEMPTS or wait > LONGEST_PAUSE:
                break
            await self._sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)
        raise FetchError(
            f"{_host(response.url)} asks to come back later (HTTP {response.status}); wait some minutes"
        )

    async def _follow(self, url: str, params: Mapping[str, str] | None) -> Response:
        address = self._checked(url)
        if params:
            address = address.update_query(params)
        for _ in range(MOST_REDIRECTS + 1):
            host = f"{address.host}:{address.port}"
            async with self._hosts.setdefault(host, asyncio.Lock()):
                response = await self._once(address)
            where = response.headers.get("Location")
            if response.status not in _REDIRECTS or not where:
                return response
            following = self._checked(_joined(address, where))
            if address.scheme == "https" and following.scheme != "https" and not self._allow_local:
                raise FetchError(f"{_host(url)} redirects to an unencrypted address; it isn't followed")
            address = following
        raise FetchError(
            f"{_host(url)} redirects more than {MOST_REDIRECTS} times; give the page's own address"
        )

    def _checked(self, url: str) -> yarl.URL:
        try:
            address = yarl.URL(url)
            web = address.scheme in ("http", "https") and bool(address.host) and address.port is not None
        except ValueError:
            web = False
        if not web:
            raise FetchError(f"{_shown(url)} is no address of a web page; it begins with https://")
        if address.user is not None or address.password is not None:
            raise FetchError("an address with a name or a password before its host isn't fetched")
        return address.with_fragment(None)

    async def _once(self, address: yarl.URL) -> Response:
        if self._session is None:
            raise RuntimeError("use the client as an asynchronous context manager")
        host = address.host or ""
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._session.get(address, allow_redirects=False) as response,
            ):
                body = await self._body(response, host)
                return Response(str(address), response.status, dict(response.headers), body)
        except TimeoutError:
            raise FetchError(
                f"{host} takes longer than {self._seconds:.0f} seconds; try again later"
            ) from None
        except aiohttp.ClientConnectorError as error:
            if _is_not_public(error):
                raise FetchError(
                    f"{host} is no public address; for a wiki of your own, use --allow-local"
                ) from None
            reason = error.strerror or type(error.os_error).__name__
            raise FetchError(
                f"{host} can't be reached ({reason}); check the address and the network"
            ) from None
        except aiohttp.ClientPayloadError:
            raise FetchError(f"the response of {host} was cut off midway; try again") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if _is_not_public(error):
                raise FetchError(
                    f"{host} is no public address; for a wiki of your own, use --allow-local"
                ) from None
            raise FetchError(f"{host} can't be fetched ({type(error).__name__}); try again later") from None

    async def _body(self, response: aiohttp.ClientResponse, host: str) -> bytes:
        """The body, decompressed as it comes. aiohttp's own way takes half a gzip body for a whole one."""
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding in ("", "identity"):
            inflate = None
        elif encoding in ("gzip", "x-gzip"):
            inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        else:
            raise FetchError(f"{host} answers in an encoding that wasn't asked for ({_shown(encoding)})")
        body = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            try:
                body += (
                    chunk if inflate is None else inflate.decompress(chunk, self._most_bytes + 1 - len(body))
                )
            except zlib.error:
                raise FetchError(f"the response of {host} is damaged; try again") from None
            if len(body) > self._most_bytes or (inflate is not None and inflate.unconsumed_tail):
                raise FetchError(f"{host} sends more than {self._most_bytes // 1_000_000} MB; it isn't read")
        if inflate is not None and body and not inflate.eof:
            raise FetchError(f"the response of {host} was cut off midway; try again")
        return bytes(body)


def user_agent(contact: str | None) -> str:
    """This program's User-Agent: what it is, and by `contact` whom to ask.

    https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy
    """
    about = contact or "self-hosted; its operator has named no contact"
    return f"Footnote/{version('footnote-bot')} ({about}) aiohttp/{aiohttp.__version__}"


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait: it names them, or a date. None where it says nothing of use.

    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return max(float(value[:9]), 1.0)
    with suppress(ValueError, TypeError):
        date = parsedate_to_datetime(value)
        if date.tzinfo is None:
            date = date.replace(tzinfo=UTC)
        return max((date - datetime.now(UTC)).total_seconds(), 1.0)
    return None


def _is_not_public(error: BaseException) -> bool:
    """Whether an address that isn't public is behind `error`.

    Where several addresses were tried, their errors come as one whose text holds the texts of all.
    """
    cause = getattr(error, "os_error", None) or error
    return isinstance(cause, NotPublicError) or NOT_PUBLIC in str(cause)


def _joined(address: yarl.URL, where: str) -> str:
    """Where a redirect from `address` leads. Raises FetchError."""
    try:
        return str(address.join(yarl.URL(where)))
    except ValueError:
        raise FetchError(f"{address.host} redirects to what is no address ({_shown(where)})") from None


def _host(url: str) -> str:
    return yarl.URL(url).host or url


def _shown(text: str) -> str:
    """A piece of foreign text, short enough for a line, and printable."""
    line = "".join(character for character in text if character.isprintable())
    return f"{line[:80]}…" if len(line) > 80 else line
