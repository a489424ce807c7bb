"""A small wiki on a local port: MediaWiki's action API for a few pages, answered in its recorded forms."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.sources.web.server import serving

REFERENCES = '<div class="mw-references-wrap"><ol class="references">{}</ol></div>'


def marked(*paragraphs: tuple[str, str]) -> str:
    """A page's HTML as the legacy parser writes it: each paragraph with one reference."""
    texts, notes = [], []
    for number, (text, note) in enumerate(paragraphs, 1):
        texts.append(
            f'<p>{text}<sup id="cite_ref-{number}" class="reference"><a href="#cite_note-{number}">'
            f"&#91;{number}&#93;</a></sup></p>"
        )
        notes.append(
            f'<li id="cite_note-{number}"><span class="mw-cite-backlink"><a href="#cite_ref-{number}">↑</a>'
            f'</span> <span class="reference-text">{note}</span></li>'
        )
    return f'<div class="mw-parser-output">{"".join(texts)}{REFERENCES.format("".join(notes))}</div>'


@dataclass
class Page:
    """A page of the small wiki. `html` is by revision, the newest last."""

    number: int
    title: str
    html: dict[int, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)


@dataclass
class SmallWiki:
    """The wiki. `asked` holds the parameters of each request to its API."""

    pages: list[Page] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    rights: dict[str, str] = field(
        default_factory=lambda: {
            "url": "https://creativecommons.org/licenses/by-sa/4.0/",
            "text": "CC BY-SA 4.0",
        }
    )
    language: str = "en"
    asked: list[dict[str, str]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    misbehaves: Any = None
    """A handler that answers in place of what gives a page's text."""

    revisions: int = 100
    url: str = ""

    def put(self, title: str, html: str, **properties: str) -> Page:
        """A new page, or a new revision of one."""
        self.revisions += 1
        page = next((page for page in self.pages if page.title == title), None)
        if page is None:
            page = Page(len(self.pages) + 1, title, properties=properties)
            self.pages.append(page)
        page.html[self.revisions] = html
        return page

    def application(self, *, api: str = "/w/api.php") -> web.Application:
        """The web application: the API, and pages that name it."""
        application = web.Application()
        application.router.add_get(api, self._answer)
        application.router.add_get("/wiki/{title:.*}", self._shown)
        application.router.add_get("/w/index.php", self._shown)
        return application

    async def _shown(self, _: web.Request) -> web.Response:
        return web.Response(text="<html><body>A page</body></html>", content_type="text/html")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        asked = dict(request.query)
        self.asked.append(asked)
        if self.answers:
            return self.answers.pop(0)
        assert asked["format"] == "json"
        assert asked["formatversion"] == "2"
        assert asked["maxlag"] == "5"
        if asked["action"] == "parse" and self.misbehaves is not None:
            response: web.StreamResponse = await self.misbehaves(request)
            return response
        if asked["action"] == "parse":
            return _json(self._parsed(asked))
        if asked.get("meta") == "siteinfo":
            return _json(self._site())
        if asked.get("list") == "categorymembers":
            return _json(self._members(asked))
        return _json(self._told(asked))

    def _site(self) -> Any:
        general = {
            "mainpage": "Main Page", "sitename": "Small Wiki", "generator": "MediaWiki 1.39.17",
            "lang": self.language, "server": self.url, "script": "/w/index.php", "articlepath": "/wiki/$1",
        }  # fmt: skip
        return {"batchcomplete": True, "query": {"general": general, "rightsinfo": self.rights}}

    def _parsed(self, asked: dict[str, str]) -> Any:
        named = next((page for page in self.pages if str(page.number) == asked.get("pageid")), None)
        title = named.title if named else asked.get("page", "")
        followed = []
        if title in self.redirects:
            target, _, fragment = self.redirects[title].partition("#")
            followed = [{"from": title, "to": target, **({"tofragment": fragment} if fragment else {})}]
            title = target
        for page in self.pages:
            if "oldid" in asked:
                revision = int(asked["oldid"])
                if revision not in page.html:
                    continue
            elif page.title == title:
                revision = max(page.html)
            else:
                continue
            # As MediaWiki does: the number that was asked for, whatever page that redirects to.
            number = named.number if named else page.number
            return {
                "parse": {
                    "title": page.title, "pageid": number, "revid": revision, "redirects": followed,
                    "text": page.html[revision], "properties": page.properties,
                    "displaytitle": f'<span class="mw-page-title-main">{page.title}</span>',
                }
            }  # fmt: skip
        return {"error": {"code": "missingtitle", "info": "The page you specified doesn't exist."}}

    def _told(self, asked: dict[str, str]) -> Any:
        ids = [int(number) for number in asked.get("pageids", "").split("|") if number]
        revision = int(asked.get("revids", "0"))
        pages: list[dict[str, Any]] = [
            {
                "pageid": page.number, "title": page.title, "lastrevid": max(page.html),
                "pagelanguage": self.language, "contributors": [{"name": "Ada"}], "anoncontributors": 2,
                "revisions": [{"revid": max(page.html), "timestamp": "2026-01-02T03:04:05Z"}],
            }
            for page in self.pages
            if page.number in ids or revision in page.html
        ]  # fmt: skip
        there = {page["pageid"] for page in pages}
        pages += [{"pageid": number, "missing": True} for number in ids if number not in there]
        return {"query": {"pages": pages}}

    def _members(self, asked: dict[str, str]) -> Any:
        """In batches of two, as the API continues."""
        start = int(asked.get("cmcontinue", "0"))
        titles = [page.title for page in self.pages]
        batch = [{"ns": 0, "title": title} for title in titles[start : start + 2]]
        more = (
            {"continue": {"cmcontinue": str(start + 2), "continue": "-||"}} if start + 2 < len(titles) else {}
        )
        return {"query": {"categorymembers": batch}, **more}


def _json(value: Any) -> web.Response:
    return web.Response(text=json.dumps(value), content_type="application/json")


@asynccontextmanager
async def small_wiki(wiki: SmallWiki, *, api: str = "/w/api.php") -> AsyncIterator[str]:
    """Serve `wiki`; its address."""
    async with serving(wiki.application(api=api)) as url:
        wiki.url = url
        yield url
