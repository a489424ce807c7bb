"""Verdicts on quotations → text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answering.quotation_verdicts import Check, Place, Verdict
from bot.terminal.printable import printable
from bot.terminal.rendering import render_attribution, render_footnote

SAID = {
    Verdict.FOUND: ("found", "bold green"),
    Verdict.NEARLY: ("nearly: it isn't word for word", "bold yellow"),
    Verdict.STITCHED: ("stitched: these words stand in several places", "bold yellow"),
    Verdict.ELSEWHERE: ("elsewhere: it stands in another article", "bold yellow"),
    Verdict.NOT_FOUND: ("not found", "bold red"),
}

LONGEST = 200
"""Characters of a quotation that stand above its verdict."""


def render_checks(checks: Sequence[Check]) -> RenderableType:
    """Every quotation with its verdict, what differs, and where the words stand."""
    return Group(*(line for check in checks for line in _lines(check)))


def _lines(check: Check) -> Iterator[RenderableType]:
    quotation = " ".join(check.quotation.split())
    shown = quotation if len(quotation) <= LONGEST else f"{quotation[: LONGEST - 1]}…"
    yield Text(printable(f"“{shown}”"), "bold cyan")
    said, style = SAID[check.verdict]
    if check.verdict is Verdict.NEARLY and all(each.is_label for each in check.differences):
        said = "nearly: word for word, but with another footnote number"
    yield Text(said, style)
    for each in check.differences:
        # Marks besides colours: a pipe and a reader who sees no colours need them.
        quoted, written = each.quoted or "nothing", each.written or "nothing"
        yield Text.assemble(
            "  quoted: ",
            (printable(quoted), "strike red"),
            "; written there: ",
            (printable(written), "bold green"),
        )
    for place in check.places:
        yield from _place_lines(place)
    credited = {place.passage.article: place.attribution for place in check.places}
    yield from map(render_attribution, credited.values())
    yield Text()


def _place_lines(place: Place) -> Iterator[RenderableType]:
    passage, start = place.passage, place.sentences.start
    where = " › ".join([place.attribution.title, *([passage.section] if passage.section else [])])
    part = f"footnote [{place.footnote.number}]" if place.footnote else f"paragraph {passage.paragraph}"
    yield Text(printable(f"  {where}, {part}:"), "dim")
    yield Text.assemble(
        "  ",
        printable(passage.text[start : place.span.start]),
        (printable(place.text), "bold green"),
        printable(passage.text[place.span.end : place.sentences.end]),
    )
    yield from (Text.assemble("  ", render_footnote(note)) for note in place.footnotes)
    if place.address:
        yield Text(printable(f"  {place.address}"), "dim")
