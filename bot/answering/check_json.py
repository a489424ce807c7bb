"""Verdicts on quotations → JSON. Its form is stable: programs read it."""

from __future__ import annotations

from typing import Any

from bot.answering.quotation_verdicts import Check, Place


def check_as_json(check: Check) -> dict[str, Any]:
    """One quotation's verdict as values that `json.dumps` takes."""
    return {
        "quotation": check.quotation,
        "verdict": check.verdict.value,
        "differences": [{"quoted": each.quoted, "written": each.written} for each in check.differences],
        "places": [_place(place) for place in check.places],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "article": place.passage.article,
        "title": place.attribution.title,
        "passage": None if place.footnote else place.passage.id,
        "paragraph": None if place.footnote else place.passage.paragraph,
        "section": place.passage.section,
        "footnote": place.footnote.number if place.footnote else None,
        "text": place.text,
        "sentence": place.sentence,
        "footnotes": [{"number": note.number, "text": note.text} for note in place.footnotes],
        "address": place.address,
        "license": place.attribution.license.name,
    }
