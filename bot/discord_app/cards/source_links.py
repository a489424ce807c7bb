"""The address at which a browser shows the very sentence: the section's anchor and a text fragment.

https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from bot.answering import AnsweringPassage
from bot.discord_app.markup import discord_limits
from bot.library import Source

_LENGTHS = (8, 5, 3)
"""Words at the sentence's beginning and end, tried from the most."""

SHORTEST_WORDS = 2
"""Fewer words stand in too many places of a page."""

# Raised and lowered characters, strokes, line breaks, a table's cells and a list's numbers stand otherwise on
# the page than in the article.
_ELSEWHERE = re.compile(r"^\s*\d{1,4}[.)]\s|[·⁰¹²³⁴-₟ᴬ-ᵿ|\n•]|~~|\^\(|_\(|\[[^\[\]]{0,30}\]")


def sentence_url(source: Source, answering: AnsweringPassage) -> str | None:
    """The source's address with a way to the highlighted sentence, within Discord's limit for addresses.

    Where the fragment would need more, the section alone; None where there is no address.
    """
    url = source.url
    if url is None or "#" in url:
        return url
    anchor = _anchor(answering.passage.section) if source.page else ""
    for fragment in _fragments(answering):
        whole = f"{url}#{anchor}:~:text={fragment}"
        if len(whole) <= discord_limits.URL:
            return whole
    in_section = f"{url}#{anchor}"
    return in_section if anchor and len(in_section) <= discord_limits.URL else url


def _anchor(section: str | None) -> str:
    """A wiki's anchor of the innermost section: https://www.mediawiki.org/wiki/Help:Links"""
    title = (section or "").rpartition(" › ")[2]
    return quote("_".join(title.split()), safe="_.,:;!'()*~")


def _fragments(answering: AnsweringPassage) -> Iterator[str]:
    """Text directives for the highlight, the surest first."""
    passage, highlight = answering.passage, answering.highlight
    runs: list[list[str]] = []
    position = highlight.start
    for marker in passage.markers_in(highlight):
        runs += _runs(passage.text[position : marker.span.start])
        position = marker.span.end
    runs += _runs(passage.text[position : highlight.end])
    if not runs:
        return
    if len(runs) == 1 and len(runs[0]) >= SHORTEST_WORDS:
        yield _encoded(runs[0])
    first, last = runs[0], runs[-1]
    for count in _LENGTHS:
        start, end = first[:count], last[-count:]
        apart = first is not last or len(first) >= 2 * count
        if apart and min(len(start), len(end)) >= SHORTEST_WORDS:
            yield f"{_encoded(start)},{_encoded(end)}"
    longest = max(runs, key=len)
    for count in _LENGTHS:
        if len(longest) >= count:
            yield _encoded(longest[:count])


def _runs(text: str) -> Iterator[list[str]]:
    """The words that follow each other on the page just so."""
    return (words for piece in _ELSEWHERE.split(text) if (words := piece.split()))


def _encoded(words: list[str]) -> str:
    # A hyphen, a comma and an ampersand mean something in a directive.
    return quote(" ".join(words), safe="").replace("-", "%2D")
