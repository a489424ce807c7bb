"""Markers that can't be led to their notes surely are told, and never lost in silence."""

from __future__ import annotations

import pytest

from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions, import_page

LICENSE = "Text is available under CC BY-SA 4.0."
PAGE = "<!DOCTYPE html><html lang='en'><body><h1>Well</h1>{}<p>" + LICENSE + "</p></body></html>"
BUTTON = (
    "<span><button class='bigfoot-footnote__button' id='fnref:{0}' data-footnote-number='{0}' rel='footnote'>"
    "<svg></svg></button></span>"
)


def _imported(text: str) -> ImportedPage:
    return import_page(text.encode(), ImportOptions(title="Well"))


def _told(text: str) -> list[str]:
    return [remark.message for remark in _imported(text).report.warnings]


ROMAN = "Dug in 1503.ⁱ Closed in 1850.ⁱⁱ\n\nCoins lie there.ⁱⁱⁱ\n\ni. Book.\nii. Report.\niii. Tales."
RAISED = PAGE.format("<p>It was dug.<sup>i</sup> It was shut.<sup>ii</sup></p><p>i. A.</p><p>ii. B.</p>")
TWO_PAGES_OF_A_PDF = (
    "Dug in 1503.1 Closed then.2\n\n1 Book.\n2 Report.\n\n12\n\nCoins lie there.3\n\n3 Tales."
)


@pytest.mark.parametrize(
    ("text", "told"), [(ROMAN, "i to iii"), (RAISED, "i to ii"), (TWO_PAGES_OF_A_PDF, "1 to 3")]
)
def test_markers_that_count_up_and_are_not_read_are_told(text: str, told: str) -> None:
    whole = text if text.startswith("<") else f"{text}\n\n{LICENSE}"
    assert [words for words in _told(whole) if f"count from {told}," in words] != []


@pytest.mark.parametrize(
    "text",
    [
        "It is 1.1 m wide.1 It is 2.5 m deep.",
        "The well of Louis xiv. It was dug on the 2ⁿᵈ day.",
        "It was dug.[1] It is x.1 deep, and y.2 wide.\n\nReferences\n\n1. Book.",
        PAGE.format("<p>The sum of a<sup>i</sup> grows. So does b<sup>j</sup>.</p>"),
    ],
)
def test_other_raised_letters_and_numbers_are_not(text: str) -> None:
    whole = text if text.startswith("<") else f"{text}\n\n{LICENSE}"
    assert [words for words in _told(whole) if "count from" in words] == []


def test_the_buttons_that_bigfoot_puts_in_the_place_of_markers_are_markers() -> None:
    text = "".join(f"<p>Sentence {number}.{BUTTON.format(number)}</p>" for number in (1, 2))
    notes = "".join(f"<li class='footnote-processed' id='fn:{n}'><p>Note {n}.</p></li>" for n in (1, 2))
    article = _imported(PAGE.format(f"{text}<div class='footnotes'><ol>{notes}</ol></div>")).article
    assert [passage.text for passage in article.passages] == ["Sentence 1.[1]", "Sentence 2.[2]"]
    assert [note.text for note in article.footnotes] == ["Note 1.", "Note 2."]


def test_a_button_whose_note_is_gone_leads_nowhere_and_is_told() -> None:
    with pytest.raises(PageError, match="leads to no reference"):
        _imported(PAGE.format(f"<p>Sentence 1.{BUTTON.format(1)}</p>"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The well is old (11).", "“(11)” may be a marker"),
        ("It was dug (3), and shut.", "“(3)” may be a marker"),
        ("It was dug in 1150 (3).", "“(3)” may be a marker"),
        ("It was dug.(3) It was shut.", "“(3)” may be a marker"),
        ("The well burned² then.", "“²” may be a marker"),
        ("The well is old¹¹ and deep.", "“¹¹” may be a marker"),
    ],
)
@pytest.mark.parametrize("form", ["{}", "# Well\n\n{}\n\n## More\n\nWords.", PAGE])
def test_a_number_that_may_be_a_marker_is_told(words: str, told: str, form: str) -> None:
    text = form.format(words if form != PAGE else f"<p>{words}</p>")
    found = _told(text if form == PAGE else f"{text}\n\n{LICENSE}")
    assert [message for message in found if told in message] != [], found


def test_a_number_in_brackets_that_does_not_count_is_told() -> None:
    assert _told(PAGE.format("<p>The well is old [11].</p>")) == ["[11] in the text leads to no reference"]


@pytest.mark.parametrize(
    "words",
    [
        "It has parts: (1) a shaft, (2) a lid.",
        "It was dug (1790) by hand.",
        "It covers 30 km² and holds 5 cm³.",
        "Here sin² x + cos² x is 1.",
        "The well of Ur (then a town) is old.",
    ],
)
@pytest.mark.parametrize("form", ["{}", PAGE])
def test_numbers_of_other_meanings_are_not_told(words: str, form: str) -> None:
    text = form.format(words if form != PAGE else f"<p>{words}</p>")
    assert not [m for m in _told(text if form == PAGE else f"{text}\n\n{LICENSE}") if "marker" in m]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Well\n\nIt is old.\n\n[^1]: Reed.", "footnote [^1] is cited nowhere"),
        ("It is old.[1]\n\nNotes\n\n1. Reed.\n2. Log.", "no marker in the text leads to [2]"),
        (PAGE.format("<p>It is old.</p><ol class='footnotes'><li>Reed.</li></ol>"), "calls its notes"),
        (PAGE.format("<p>Old.</p><ol><li id='fn1'>Reed.</li><li id='fn2'>Log.</li></ol>"), "calls its notes"),
        (PAGE.format("<p>It is old.</p><h2>Notes</h2><ol><li>Reed.</li></ol>"), "to which no marker leads"),
    ],
)
def test_a_note_that_nothing_cites_is_told(text: str, told: str) -> None:
    found = _told(text if text.startswith("<") else f"{text}\n\n{LICENSE}")
    assert [message for message in found if told in message] != [], found


def test_signs_of_notes_that_nothing_cites_are_told() -> None:
    remarks = _imported(f"It is old.\n\n* Reed.\n† Log.\n\n{LICENSE}").report.remarks()
    assert [m for _, m in remarks if "no signs in the text lead to the lines that begin with “*”, “†”" in m]


def test_what_markdown_does_not_show_is_told_by_the_import_too() -> None:
    text = f"# Well\n\nIt is old.\n\n![A well](well.png) See [more](more.md).\n\n{LICENSE}"
    imported = import_page(text, ImportOptions(), name="well.md")
    assert [(remark.line, remark.message.partition(",")[0]) for remark in imported.report.warnings] == [
        (5, "a picture isn't shown"),
        (5, "the link to “more.md” isn't kept"),
    ]
