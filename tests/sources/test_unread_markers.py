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
