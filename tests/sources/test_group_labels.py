"""A marker in MediaWiki's own markup leads to its note, whatever its group is called."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.sources.importing import ImportOptions, import_page

NAMES = st.text(
    st.characters(blacklist_categories=("C", "Z", "M"), blacklist_characters="_\\[]［］【】〔〕")
    | st.just(" "),
    min_size=1,
    max_size=24,
).map(lambda name: " ".join(name.split())).filter(bool)  # fmt: skip


def _page(group: str) -> str:
    shown = escape(group)
    return (
        "<html><head><title>Tower</title></head><body><h1>Tower</h1><div class=mw-parser-output>"
        f'<p>It stands.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[{shown} 1]</a></sup> '
        f'It leans.<sup id="cite_ref-2" class="reference"><a href="#cite_note-2">[{shown} 2]</a></sup></p>'
        '<ol class="references">'
        '<li id="cite_note-1"><a href="#cite_ref-1">↑</a> <span class="reference-text">Reed.</span></li>'
        '<li id="cite_note-2"><a href="#cite_ref-2">↑</a> <span class="reference-text">Rush.</span></li></ol>'
        '<p>Text is available under <a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0'
        "</a>.</p></div></body></html>"
    )


@settings(max_examples=60, deadline=None)
@given(NAMES)
@example("n 1")
@example("web 2")
@example("v2")
@example("†")
@example("(n)")
def test_both_notes_are_cited_whatever_their_group_is_called(group: str) -> None:
    imported = import_page(_page(group), ImportOptions(title="Tower", license_name="CC0"))
    labels = [footnote.number for footnote in imported.article.footnotes]

    assert [footnote.text for footnote in imported.article.footnotes] == ["Reed.", "Rush."]
    assert imported.article.passages[0].text == f"It stands.[{labels[0]}] It leans.[{labels[1]}]"
    assert imported.report.markers_lost == 0


@pytest.mark.parametrize("group", ["n 1", "web 2", "v2", "†", "(n)", "Remarks on text"])
def test_a_label_is_shown_as_the_page_has_it(group: str) -> None:
    article = import_page(_page(group), ImportOptions(title="Tower", license_name="CC0")).article

    assert [footnote.number for footnote in article.footnotes] == [f"{group} 1", f"{group} 2"]
