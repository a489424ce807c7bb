"""Markers whose notes stand on another page are told, and stay as they are."""

from __future__ import annotations

import pytest

from bot.sources.importing import ImportOptions, import_page

PAGE = (
    "<!DOCTYPE html><html lang='en'><body><h1>Mill</h1><p>Built in 1802.{} It burnt down in 1851.{}</p>"
    "<p>Text is available under CC BY-SA 4.0.</p></body></html>"
)


def _told(first: str, second: str) -> list[str]:
    page = import_page(PAGE.format(first, second).encode(), ImportOptions(title="Mill"))
    return [each.message for each in page.report.warnings if "another page" in each.message]


@pytest.mark.parametrize(
    ("marker", "labels"),
    [
        ("<sup><a href='notes.htm#{0}'>{0}</a></sup>", "[3], [4]"),
        ("<a href='notes.htm#n{0}'><sup>{0}</sup></a>", "[3], [4]"),
        ("<a href='notes.htm#{0}'>[{0}]</a>", "[3], [4]"),
        ("[<a href='../notes/mill.html#{0}'>{0}</a>]", "[3], [4]"),
        ("<a href='notes.htm#{0}'>{0}</a>", "[3], [4]"),
        ("<a href='notes.htm#{0}'>*</a>", "[*]"),
    ],
)
def test_markers_of_notes_on_another_page_are_told(marker: str, labels: str) -> None:
    (told,) = _told(marker.format(3), marker.format(4))
    assert f"kept as text: {labels};" in told


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<sup><a href='notes.htm#3'>3</a></sup>", ""),
        ("<sup><a href='notes.htm#3'>3</a></sup>", "<sup><a href='other.htm#3'>3</a></sup>"),
        (" See part <a href='book.htm#3'>3</a>.", " See part <a href='book.htm#4'>4</a>."),
        (" See <a href='book.htm#3'>the quarry</a>.", "<a href='book.htm#4'>More</a>."),
        ("<sup><a href='notes.htm'>3</a></sup>", "<sup><a href='notes.htm'>4</a></sup>"),
        (
            "<sup><a href='#3'>3</a></sup>",
            "<sup><a href='#4'>4</a></sup><p id='3'>3. A</p><p id='4'>4. B</p>",
        ),
        (
            "<sup><a href='mill.htm#3'>3</a></sup>",
            "<sup><a href='mill.htm#4'>4</a></sup><p id='3'>3. A</p><p id='4'>4. B</p>",
        ),
    ],
    ids=["one", "of two pages", "parts of a book", "words", "whole pages", "own", "own, with its address"],
)
def test_other_links_are_not(first: str, second: str) -> None:
    assert _told(first, second) == []
