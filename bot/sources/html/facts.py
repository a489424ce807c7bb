"""What a page says about itself: title, language, address, revision, licence, site, authors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from bot.library.licenses import (
    LONGEST_NOTICE,
    is_menu_phrase,
    is_notice,
    license_of,
    license_of_url,
    tells_license,
)
from bot.sources.document import PageFacts
from bot.sources.html.page_authors import authors_of, linked_data, site_in_title
from bot.sources.html.page_furniture import shown_words
from bot.sources.html.page_tree import UNREAD, Element, Page
from bot.sources.web_addresses import clean_address

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)", re.IGNORECASE)
_REVISION = re.compile(r'"wg(?:Cur)?RevisionId":\s*(\d{1,12})')
_PAGE_ID = re.compile(r'"wgArticleId":\s*(\d{1,12})')
_SITE_NAME = re.compile(r'"wgSiteName":\s*"([^"\\]{1,80})"')
_PARSOID_REVISION = re.compile(r"/revision/(\d{1,12})$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_TITLE_CLASSES = frozenset({"mw-page-title-main", "mw-first-heading", "page-header__title", "firstheading"})
_LICENSE_PLACES = frozenset(
    {"footer-info-copyright", "f-list-copyright", "copyright", "license-description", "licensing", "license"}
)
_LICENSE_BLOCKS = frozenset({"li", "p", "div", "footer", "section", "td", "small", "aside", "body"})
_SITE_END = re.compile(r"\s+(?:[-–—|·•]|::)\s+[^-–—|·•]{1,60}$")


def facts_of(page: Page, content: Element) -> PageFacts:
    """What `page`, whose article stands in `content`, says about itself."""
    elements = list(page.root.walk())
    base = next((e.get("href") for e in elements if e.tag == "base"), "")
    url = _address(page, elements, base)
    site = _first(
        (
            _meta(elements, "og:site_name"),
            *_searched(_SITE_NAME, page.scripts),
            _meta(elements, "application-name"),
        )
    )
    title, linked = _title(elements, content, site), linked_data(page.scripts)
    named = next((e.words() for e in elements if e.tag == "title"), "")
    notice, license_url = license_on(elements, base or url)
    if not notice and not license_url and license_of_url(linked.license):
        license_url = linked.license
    return PageFacts(
        title=title,
        language=_language(page, elements, content),
        license_notice=notice,
        license_url=license_url,
        url=url,
        revision=_revision(page, elements),
        site=site or linked.site or site_in_title(named, title),
        page=_page_number(page, elements),
        authors=authors_of(elements, content, linked),
    )


def base_of(page: Page, url: str) -> str:
    """What the page's relative links start from, or an empty text."""
    for element in page.root.walk():
        if element.tag == "base" and element.get("href"):
            href = element.get("href")
            return f"https:{href}" if href.startswith("//") else urljoin(url, href)
    return url


def _title(elements: list[Element], content: Element, site: str) -> str:
    for element in elements:
        if element.tag == "h1" and (element.get("id") == "firstHeading" or element.classes & _TITLE_CLASSES):
            return element.words()
    for element in elements:
        if element.classes & _TITLE_CLASSES:
            return element.words()
    shared = _meta(elements, "og:title")
    named = next((e.words() for e in elements if e.tag == "title"), "")
    heads = [e for e in content.walk() if e.tag == "h1" and e.words()]
    if len(heads) == 1:
        return shown_words(heads[0])
    title = named or shared
    if site and title.endswith(site):
        title = title.removesuffix(site).rstrip(" -–—|·•:")
    elif named:
        title = _SITE_END.sub("", named)
    return title or named


def _language(page: Page, elements: list[Element], content: Element) -> str:
    given = [content.get("lang"), *(e.get("lang") for e in content.ancestors() if e is not page.root)]
    given += [
        e.get("lang") for e in elements if e.get("id") == "mw-content-text" or "mw-parser-output" in e.classes
    ]
    given += [
        e.get("content")
        for e in elements
        if e.tag == "meta" and e.get("http-equiv").lower() == "content-language"
    ]
    given += [page.root.get("lang"), page.root.get("xml:lang")]
    return next((code for code in given if _LANGUAGE.fullmatch(code)), "")


def _address(page: Page, elements: list[Element], base: str) -> str:
    candidates = [e.get("href") for e in elements if e.tag == "link" and e.get("rel").lower() == "canonical"]
    candidates += [e.get("href") for e in elements if e.tag == "link" and e.get("rel") == "dc:isVersionOf"]
    candidates.append(_meta(elements, "og:url"))
    candidates += [match[1] for text in page.comments for match in _SAVED_FROM.finditer(text)]
    candidates += [e.get("href") for e in _print_footer(elements)]
    for candidate in candidates:
        address = clean_address(
            f"https:{candidate}" if candidate.startswith("//") else urljoin(base, candidate)
        )
        if address:
            return address
    return ""


def _revision(page: Page, elements: list[Element]) -> str:
    about = _PARSOID_REVISION.search(page.root.get("about"))
    if about:
        return about[1]
    for number in _searched(_REVISION, page.scripts):
        if number.strip("0"):
            return number
    for link in _print_footer(elements):
        found = parse_qs(urlsplit(link.get("href")).query).get("oldid", [""])[0]
        if found.isdecimal():
            return found
    return ""


def _page_number(page: Page, elements: list[Element]) -> str:
    parsoid = _meta(elements, "mw:pageId")
    numbers = (*_searched(_PAGE_ID, page.scripts), *([parsoid] if parsoid.isdecimal() else []))
    return next((number for number in numbers if number.strip("0")), "")


def _print_footer(elements: list[Element]) -> Iterator[Element]:
    """The links of MediaWiki's “Retrieved from …”."""
    for element in elements:
        if "printfooter" in element.classes:
            yield from (e for e in element.walk() if e.tag == "a")


def license_on(elements: list[Element], base: str) -> tuple[str, str]:
    """The licence's line on the page, and the address that it links to; either may be empty."""
    links = [e for e in elements if e.tag in ("a", "link") and "license" in e.get("rel").lower().split()]
    url = next(
        (address for e in links if (address := clean_address(urljoin(base, e.get("href").strip())))), ""
    )
    if not url:
        url = next((f"https:{e.get('href')}" for e in links if e.get("href").startswith("//")), "")
    for link in links:
        if link.tag == "a":
            around = next((e for e in link.ancestors() if e.tag in _LICENSE_BLOCKS), link)
            for element in (around, link):
                if 0 < len(words := _words_apart(element)) <= LONGEST_NOTICE:
                    return words, url
    for states in (license_of, tells_license):
        for wanted in (_is_license_place, lambda e: e.tag == "footer" or e.get("id") == "footer"):
            notice = _notice_in(elements, wanted, states)
            if notice:
                return notice, url
    return "", url


def _is_license_place(element: Element) -> bool:
    return bool(element.classes & _LICENSE_PLACES) or element.get("id").lower() in _LICENSE_PLACES


def _notice_in(
    elements: list[Element], is_place: Callable[[Element], bool], states: Callable[[str], object]
) -> str:
    """The first line in such a place that may be a notice and `states` a licence."""
    for place in elements:
        if not is_place(place):
            continue
        for block in place.walk():
            if not any(e.tag in _LICENSE_BLOCKS for e in block.walk() if e is not block):
                words = _words_apart(block)
                if is_notice(words) and states(words):
                    return words
    return ""


def _words_apart(element: Element) -> str:
    """An element's words, where the items of a menu, which only a style sheet sets apart, are set apart."""
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "a" and is_menu_phrase(node.words()) and "".join(parts[-1:])[-1:].isalnum():
            parts += (" · ", node.words())
        elif node.tag not in UNREAD:
            stack.extend(reversed(node.children))
    return " ".join("".join(parts).split())


def _meta(elements: list[Element], name: str) -> str:
    for element in elements:
        if element.tag == "meta" and name in (element.get("property"), element.get("name")):
            return " ".join(element.get("content").split())
    return ""


def _searched(pattern: re.Pattern[str], texts: tuple[str, ...]) -> Iterator[str]:
    return (match[1] for text in texts for match in pattern.finditer(text))


def _first(texts: tuple[str, ...]) -> str:
    return next(filter(None, texts), "")
