"""A MediaWiki site by its action API: its pages as HTML, with their revision, licence and history.

https://www.mediawiki.org/wiki/API:Main_page and https://www.mediawiki.org/wiki/API:Etiquette
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from bot.sources.web import FetchError, Response, WebClient
from bot.sources.wiki.page_address import PageAddress
from bot.sources.wiki.page_markup import api_named, plain_words, redirect_target
from bot.sources.wiki.site_records import Revision, WikiPage, WikiSite

MAX_LAG = "5"
"""Seconds that a wiki's database servers may lag behind before a request waits.
https://www.mediawiki.org/wiki/Manual:Maxlag_parameter"""

AT_A_TIME = 50
"""Pages asked for in one request; the API's own limit for those without an account."""

MOST_REDIRECTS = 5
"""Redirects of a wiki that are followed from page to page; MediaWiki itself follows one."""


class MediaWiki:
    """One wiki. Made by `find`."""

    def __init__(self, client: WebClient, site: WikiSite) -> None:
        self._client = client
        self.site = site

    @classmethod
    async def find(cls, client: WebClient, address: PageAddress) -> Self:
        """The wiki to which a page's address belongs.

        Raises FetchError: NoApiError, with the page itself, where no API answers.
        """
        page: Response | None = None
        failure: FetchError | None = None
        named = None
        try:
            page = await client.get(address.url)
            named = api_named(page.body.decode("utf-8", "replace"), page.url)
        except FetchError as error:
            if _is_final(error):
                raise
            failure = error
        for api in dict.fromkeys([*([named] if named else []), *address.api_candidates]):
            try:
                return cls(client, _site(api, await _query(client, api, _SITE)))
            except _NotApiError:
                continue
            except FetchError as error:
                if api == named or isinstance(error, _RefusalError):
                    raise
        if failure is not None:
            raise failure
        raise NoApiError(
            f"{urlsplit(address.url).hostname} is no MediaWiki site whose API answers; save the page in a"
            " browser and import the file",
            page,
        )

    async def page(
        self, *, title: str | None = None, page: int | None = None, revision: int | None = None
    ) -> WikiPage:
        """A page by title (redirects followed), by number, or by a revision's number. Raises FetchError."""
        with self._understanding():
            return await self._page(title, page, revision)

    @contextmanager
    def _understanding(self) -> Iterator[None]:
        """An answer of another form than MediaWiki's, wherever it is noticed, is one line."""
        try:
            yield
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            raise self._not_understood(type(error).__name__) from None

    def _not_understood(self, what: str) -> FetchError:
        return FetchError(
            f"the API of {self.site.name} answers in a form that isn't understood ({what}); try again later,"
            " or save the page in a browser and import the file"
        )

    async def _page(self, title: str | None, page: int | None, revision: int | None) -> WikiPage:
        wanted = _by(title, page, revision)
        followed: list[str] = []
        fragment: str | None = None
        for _ in range(MOST_REDIRECTS + 1):
            parsed = (await self._api(_PARSE | wanted)).get("parse")
            if not isinstance(parsed, dict) or not isinstance(parsed.get("text"), str):
                raise self._not_understood("no text of a page")
            for redirect in parsed.get("redirects") or ():
                followed.append(str(redirect.get("from", "")))
                fragment = redirect.get("tofragment") or fragment
            shown = str(parsed.get("title", ""))
            target = redirect_target(str(parsed.get("text", "")))
            if target is None or revision is not None:
                return await self._whole(parsed, tuple(followed), fragment)
            if shown in followed:
                raise FetchError(f"“{shown}” redirects in a circle on {self.site.name}")
            followed.append(shown)
            wanted = _by(target, None, None)
        raise FetchError(f"“{followed[0]}” redirects more than {MOST_REDIRECTS} times on {self.site.name}")

    async def _whole(
        self, parsed: Mapping[str, Any], followed: tuple[str, ...], fragment: str | None
    ) -> WikiPage:
        revision = int(parsed["revid"])
        asked = {
            "action": "query", "revids": str(revision), "prop": "info|revisions|contributors",
            "rvprop": "ids|timestamp", "pclimit": "max",
        }  # fmt: skip
        pages = (await self._api(asked)).get("query", {}).get("pages") or [{}]
        told = pages[0]
        newest = (told.get("revisions") or [{}])[0]
        # Of a page that redirects, "parse" gives the text of the other one with its own number.
        number = int(told.get("pageid") or parsed["pageid"])
        return WikiPage(
            site=self.site,
            title=str(parsed["title"]),
            display_title=plain_words(str(parsed.get("displaytitle") or parsed["title"])),
            page_id=number,
            revision=revision,
            changed=str(newest.get("timestamp", "")),
            language=str(told.get("pagelanguage") or self.site.language),
            html=str(parsed.get("text", "")),
            contributors=len(told.get("contributors") or ()) + int(told.get("anoncontributors") or 0),
            redirected_from=followed,
            fragment=fragment,
            properties={str(name): str(value) for name, value in (parsed.get("properties") or {}).items()},
        )

    async def newest(self, page_ids: Sequence[int]) -> dict[int, Revision | None]:
        """The newest revision of each of these pages; None for one that is no longer there."""
        with self._understanding():
            return await self._newest(page_ids)

    async def _newest(self, page_ids: Sequence[int]) -> dict[int, Revision | None]:
        found: dict[int, Revision | None] = dict.fromkeys(page_ids)
        for start in range(0, len(page_ids), AT_A_TIME):
            ids = "|".join(map(str, page_ids[start : start + AT_A_TIME]))
            asked = {"action": "query", "pageids": ids, "prop": "info"}
            for page in (await self._api(asked)).get("query", {}).get("pages") or ():
                number = int(page.get("pageid", 0))
                if number in found and not page.get("missing") and "lastrevid" in page:
                    found[number] = Revision(number, str(page["title"]), int(page["lastrevid"]))
        return found

    async def members(self, category: str, *, most: int = 5_000) -> AsyncIterator[str]:
        """The titles of the pages in a category, with or without its namespace's name, `most` at the most."""
        name = category if ":" in category else f"Category:{category}"
        asked = {
            "action": "query", "list": "categorymembers", "cmtitle": name, "cmtype": "page",
            "cmnamespace": "0", "cmlimit": "max",
        }  # fmt: skip
        told = 0
        following: Mapping[str, str] = {}
        while True:
            answer = await self._api(asked | dict(following))
            with self._understanding():
                titles = [str(member["title"]) for member in answer["query"]["categorymembers"]]
                more = answer.get("continue") or {}
                following = {str(name): str(value) for name, value in more.items()}
            for title in titles:
                if told >= most:
                    return
                told += 1
                yield title
            if not following:
                return

    async def _api(self, asked: Mapping[str, str]) -> Mapping[str, Any]:
        try:
            return await _query(self._client, self.site.api, asked)
        except _NotApiError as error:
            raise self._not_understood(str(error)) from None


_SITE = {"action": "query", "meta": "siteinfo", "siprop": "general|rightsinfo"}
_PARSE = {
    "action": "parse", "prop": "text|revid|displaytitle|properties", "redirects": "1",
    "disablelimitreport": "1", "disableeditsection": "1", "disabletoc": "1",
}  # fmt: skip

_REFUSALS = {
    "missingtitle": "this wiki has no such page; check its title, capitals too",
    "nosuchpageid": "this wiki has no page with this number",
    "nosuchrevid": "this wiki has no such revision; it may have been deleted",
    "invalidtitle": "this is no title of a page",
    "pagecannotexist": "this is a special page, which has no text of its own",
    "permissiondenied": "this wiki doesn't show the page to everybody",
    "readapidenied": "this wiki can be read only by its members",
}
"""The API's codes for what a person can do something about.
https://www.mediawiki.org/wiki/API:Errors_and_warnings"""


class _NotApiError(Exception):
    """What answered is no API of a MediaWiki."""


class _RefusalError(FetchError):
    """An API answered that it doesn't let itself be used."""


class NoApiError(FetchError):
    """No API answers at a site. `page` is what stands at the address itself, if anything came."""

    def __init__(self, message: str, page: Response | None) -> None:
        self.page = page
        super().__init__(message)


async def _query(client: WebClient, api: str, asked: Mapping[str, str]) -> Mapping[str, Any]:
    """The API's answer, errors told. Raises FetchError, and _NotApiError where it isn't MediaWiki's JSON."""
    fixed = {"format": "json", "formatversion": "2", "maxlag": MAX_LAG}
    response = await client.get(api, {**asked, **fixed}, later=_lags)
    if response.status == 403 and re.search(rb"user.?agent|contact", response.body, re.IGNORECASE):
        raise _RefusalError(
            f"{urlsplit(api).hostname} wants to know whom to contact; set FOOTNOTE_CONTACT to an e-mail or"
            " web address"
        )
    answer = await asyncio.to_thread(_json, response)
    error = answer.get("error")
    if isinstance(error, dict):
        code = str(error.get("code", ""))
        raise _RefusalError(
            _REFUSALS.get(code)
            or f"the wiki refuses ({code}: {plain_words(str(error.get('info', '')))[:200]})"
        )
    return answer


def _json(response: Response) -> Mapping[str, Any]:
    try:
        answer = json.loads(response.body)
    except (ValueError, RecursionError):
        raise _NotApiError(f"HTTP {response.status}, no whole JSON") from None
    if not isinstance(answer, dict):
        raise _NotApiError("no JSON object")
    return answer


def _lags(response: Response) -> bool:
    """Whether the wiki asks to come back because its database lags behind."""
    return b'"maxlag"' in response.body[:500] and b'"error"' in response.body[:500]


def _site(api: str, answer: Mapping[str, Any]) -> WikiSite:
    """What `answer` says of the wiki. Raises _NotApiError."""
    told = answer.get("query")
    general = told.get("general") if isinstance(told, dict) else None
    if not isinstance(general, dict) or not str(general.get("generator", "")).startswith("MediaWiki"):
        raise _NotApiError("it doesn't say that it is a MediaWiki")
    rights = told.get("rightsinfo") if isinstance(told, dict) else None
    rights = rights if isinstance(rights, dict) else {}
    return WikiSite(
        api=api,
        name=str(general.get("sitename") or urlsplit(api).hostname),
        language=str(general.get("lang") or "en"),
        server=urljoin(api, str(general.get("server") or "")),
        script=str(general.get("script") or "/index.php"),
        article_path=str(general.get("articlepath") or "/index.php/$1"),
        rights_url=urljoin(api, str(rights["url"])) if rights.get("url") else "",
        rights_text=plain_words(str(rights.get("text") or "")),
        main_page=str(general.get("mainpage") or "Main Page"),
    )


def _by(title: str | None, page: int | None, revision: int | None) -> dict[str, str]:
    if revision is not None:
        return {"oldid": str(revision)}
    return {"pageid": str(page)} if page is not None else {"page": title or ""}


def _is_final(error: FetchError) -> bool:
    """Whether another address of the same host would fail likewise."""
    return "public address" in str(error) or "can't be reached" in str(error) or "or a password" in str(error)
