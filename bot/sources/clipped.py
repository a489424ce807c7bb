"""What a web clipper saved (Markdown whose markers link to the page that it shows) → `Document`."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from bot.sources.document import Document, Remark
from bot.sources.html.html_page import read_tree
from bot.sources.html.page_tree import Element, parse_page

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.{0,20000}?)\n---[ \t]*\n", re.DOTALL)
_FIELD = re.compile(
    r"^(?P<name>title|source|url|lang|language):[ \t]*[\"']?(?P<value>[^\"'\n]+)", re.MULTILINE
)
_WAY_BACK = re.compile(r"cite_ref-(?P<name>.+?)(?:_(?P<number>\d+)-\d+)?\Z")


def read_clipped(text: str) -> Document:
    """Read a clipped page: it is shown as HTML, and read as a saved page is."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    front = _FRONT_MATTER.match(plain)
    if front:
        fields = {match["name"]: match["value"].strip() for match in _FIELD.finditer(front["fields"])}
        plain = plain[front.end() :]
    # The words that Obsidian's and MarkDownload's clippers escape are brackets: \[1\], as CommonMark does.
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
    page = parse_page(f"<html><body>{parser.render(plain)}</body></html>")
    guesses = _name_notes(page.root)
    document = read_tree(page)
    facts = replace(
        document.facts,
        title=fields.get("title", "") or document.facts.title,
        url=fields.get("source", "") or fields.get("url", "") or document.facts.url,
        language=fields.get("language", "") or fields.get("lang", ""),
    )
    return replace(document, facts=facts, guesses=(*document.guesses, *guesses))


def _name_notes(root: Element) -> list[Remark]:
    """Give each reference the id that its markers' links name, and let those links stay on the page."""
    links = [e for e in root.walk() if e.tag == "a" and "#" in e.get("href")]
    markers = [
        e
        for e in links
        if _fragment(e).startswith(("cite_note", "fn")) and not _fragment(e).startswith("fnref")
    ]
    names = {_fragment(e) for e in markers}
    named: set[str] = set()
    for link in links:
        back = _WAY_BACK.match(_fragment(link))
        if not back:
            continue
        number = f"-{back['number']}" if back["number"] else ""
        item = next((e for e in link.ancestors() if e.tag in ("li", "p")), None)
        name = f"cite_note-{back['name']}{number}"
        if item is not None and name in names:
            item.attributes.setdefault("id", name)
            named.add(name)
            link.attributes["class"] = "backlink"
    guesses: list[Remark] = []
    rest = sorted(names - named)
    if rest:
        guesses = _by_number(root, markers, set(rest))
    for marker in markers:
        marker.attributes["href"] = "#" + _fragment(marker)
        marker.attributes["class"] = "reference"
    return guesses


def _by_number(root: Element, markers: list[Element], names: set[str]) -> list[Remark]:
    """Lists whose ways back were not clipped: the item with a marker's number is its reference."""
    lists = [e for e in root.walk() if e.tag == "ol"]
    if not lists:
        return []
    items = [e for e in lists[-1].children if isinstance(e, Element) and e.tag == "li"]
    matched = 0
    for marker in markers:
        label = marker.words().strip("[]^ ")
        if _fragment(marker) in names and label.isdecimal() and 0 < int(label) <= len(items):
            items[int(label) - 1].attributes.setdefault("id", _fragment(marker))
            matched += 1
    return [Remark(0, f"{matched} markers were led to the items of the last list by their numbers")]


def _fragment(link: Element) -> str:
    return link.get("href").partition("#")[2]
