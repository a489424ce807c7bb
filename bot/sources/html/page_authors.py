"""Who wrote a page, and which site it is of, as pages state it for programs and for readers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.sources.html.page_tree import Element

MOST_AUTHORS = 20
"""Authors that an article's front matter holds."""

_LONGEST_NAME = 120
_MOST_READ = 2_000_000
"""Characters of a page's linked data."""

_META = ("author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author")
_ARTICLE = re.compile(
    r"(?:\w*Article|BlogPosting|WebPage|Report|CreativeWork|Chapter|Book|Thesis|\w*Posting)\Z"
)
_BY = re.compile(r"(?:written |posted |published )?(?:by|von|par|por|di|door|av)[:\s]\s*", re.IGNORECASE)
_TITLE_END = re.compile(r"\A\s+(?:[-–—|·•]|::)\s+(?P<site>[^-–—|·•]{1,60})\Z")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What a page's JSON-LD says of the article: https://schema.org/Article."""

    authors: tuple[str, ...] = ()
    site: str = ""
    license: str = ""


def linked_data(scripts: Iterable[str]) -> LinkedData:
    """What the first article in a page's scripts of JSON-LD states."""
    for script in scripts:
        if len(script) > _MOST_READ or "schema.org" not in script:
            continue
        try:
            values = json.loads(script)
        except (ValueError, RecursionError):
            continue
        every = list(islice(_objects(values), 1000))
        articles = [each for each in every if any(_ARTICLE.match(kind) for kind in _texts(each.get("@type")))]
        known = {str(each["@id"]): each for each in every if "@id" in each and len(each) > 1}
        for article in articles:
            license_ = next(iter(_texts(article.get("license"))), "")
            authors = _names(article.get("author"), known)
            site = next(iter(_names(article.get("publisher"), known)), "")
            if authors or site or license_:
                return LinkedData(authors, site, license_)
    return LinkedData()


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a value, the outer ones first."""
    waiting = [value]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _names(value: Any, known: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    names = []
    for each in value if isinstance(value, list) else [value]:
        is_object = isinstance(each, dict)
        names += _texts({**known.get(str(each.get("@id")), {}), **each}.get("name") if is_object else each)
    return _distinct(names)


def authors_of(elements: list[Element], content: Element, linked: LinkedData) -> tuple[str, ...]:
    """The page's authors, by the first way in which it states them."""
    stated = _distinct(
        e.get("content") for e in elements if e.tag == "meta" and e.get("name").lower() in _META
    )
    if stated or linked.authors:
        return stated or linked.authors
    shared = _distinct(
        e.get("content") for e in elements if e.tag == "meta" and e.get("property") == "article:author"
    )
    if shared:
        return shared
    marks: tuple[Callable[[Element], bool], ...] = (
        lambda e: e.get("itemprop") == "author",
        lambda e: "p-author" in e.classes,
        lambda e: e.tag in ("a", "link") and "author" in e.get("rel").lower().split(),
    )
    inside = set(content.walk())
    for is_mark in marks:
        found = [e for e in elements if is_mark(e) and not _is_comments(e)]
        # Beside the article stand the authors of others.
        found = [e for e in found if e in inside] or found[:1]
        names = _distinct(map(_name_in, found))
        if names:
            return names
    return ()


def _name_in(element: Element) -> str:
    inner = next((e for e in element.walk() if e.get("itemprop") == "name" or "p-name" in e.classes), element)
    return inner.get("content") or inner.words()


def _is_comments(element: Element) -> bool:
    return any(
        "comment" in f"{e.get('id')} {e.get('class')}".lower() or e.get("itemprop") == "comment"
        for e in element.ancestors()
        if e.tag != "body"
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names, each once; an address or a whole sentence is none."""
    plain = (_BY.sub("", " ".join(name.split()), count=1) for name in names)
    fitting = (name for name in plain if 0 < len(name) <= _LONGEST_NAME and "://" not in name)
    return tuple(dict.fromkeys(fitting))[:MOST_AUTHORS]


def site_in_title(page_title: str, title: str) -> str:
    """The site's name behind the title, as browsers show it: “The Tide Mill - Mill News”."""
    if not title or not page_title.startswith(title):
        return ""
    found = _TITLE_END.match(page_title[len(title) :])
    return found["site"].strip() if found else ""
