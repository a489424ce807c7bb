"""The lines at an article's edges that state its licence, and what is left of the text without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.library import License
from bot.library.licenses import license_of_url, read_notice, states_own_license
from bot.library.markdown import parse_markdown
from bot.library.model import Link
from bot.sources.document import Block, Heading, PageFacts, TextBlock

MOST_ABOVE = 3
"""Paragraphs below a title of which one may state the licence."""

_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:#|```|~~~|\||[-+*] |\d+[.)] |<|\[\^[^\]\n]+\]:)|    |\t")


class Statement(NamedTuple):
    """A line that states a licence: its words, the licence, and the address that it links to."""

    notice: str
    license: License
    url: str


def stated_in(text: str, links: Iterable[Link], title: str) -> Statement | None:
    """What a line of the article called `title` states as its licence.

    A link to a licence says which one it is, whatever its words are.
    """
    linked = [(link, found) for link in links if (found := license_of_url(link.url))]
    named = text
    for link, found in reversed(linked):
        named = f"{named[: link.start]}{found.name}{named[link.end :]}"
    if not (states_own_license(text, title) or states_own_license(named, title)):
        return None
    license_ = read_notice(text).license or (linked[0][1] if linked else None)
    url = linked[0][0].url if linked else ""
    return Statement(" ".join(text.split()), license_, url) if license_ else None


def with_statement(facts: PageFacts, statement: Statement) -> PageFacts:
    """A page's facts with the licence that stands below its title, which is nearer than a site's footer.

    Where that names another licence both are kept, which is no certain notice: a person must say which.
    """
    footer = read_notice(facts.license_notice).license
    if footer and _names(footer) != _names(statement.license):
        both = f"{statement.notice} ({statement.license.name}). {facts.license_notice}"
        return replace(facts, license_notice=both, license_url="")
    return replace(facts, license_notice=statement.notice, license_url=facts.license_url or statement.url)


def _names(license: License) -> set[str]:
    return {choice.spdx or choice.name for choice in license.choices}


def notice_in_blocks(blocks: Sequence[Block], title: str) -> tuple[int, Statement] | None:
    """The number of the paragraph below a page's title that states its licence, and what it states."""
    above = 0
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            continue
        if not isinstance(block, TextBlock) or above == MOST_ABOVE:
            return None
        above += 1
        found = None if block.words.markers else stated_in(block.words.text, block.words.links, title)
        if found:
            return number, found
    return None


def notice_in_markdown(body: str, title: str) -> tuple[str, str, str] | None:
    """The licence that a Markdown text states below its title or above its footnotes.

    Its notice, its address, and the text with empty lines in its place, so that no line moves.
    """
    for start, end in _edges(body):
        shown = parse_markdown(body[start:end]).paragraphs
        found = stated_in(shown[0].text, shown[0].links, title) if len(shown) == 1 else None
        if found:
            kept = body[:start] + "\n" * body.count("\n", start, end) + body[end:]
            return found.notice, found.url, kept.strip("\n")
    return None


def _edges(body: str) -> Iterable[tuple[int, int]]:
    """Where the first few paragraphs stand, and the last one above the footnotes."""
    bounds = [0, *(place for gap in _BLANK.finditer(body) for place in gap.span()), len(body)]
    chunks = [(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True) if start < end]
    paragraphs = 0
    for start, end in chunks[:MOST_ABOVE]:
        if _NO_PARAGRAPH.match(body, start):
            break
        paragraphs += 1
        yield start, end
    last = len(chunks) - 1
    while last >= 0 and _FOOTNOTE.match(body, chunks[last][0]):
        last -= 1
    if last >= paragraphs and not _NO_PARAGRAPH.match(body, chunks[last][0]):
        yield chunks[last]
