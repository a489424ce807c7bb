"""HTML is read as a reader sees it: any words, however marked up, each marker to its own reference."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.library import Library
from bot.settings import Settings
from bot.sources.document import Words
from bot.sources.errors import PageError
from bot.sources.html import read_html
from bot.sources.html.page_tree import DEEPEST_READ
from bot.sources.html.tag_lines import lines_of_tags
from bot.sources.importing import ImportOptions, import_page
from tests.strategies import lines

INLINE = ("b", "i", "span", "em", "cite", "font", "abbr", "small")


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, str, list[int]]:
    """HTML of a paragraph, the words that a reader sees, and the notes that it cites."""
    html, shown, cited = "", "", list[int]()
    for _ in range(draw(st.integers(1, 4))):
        text = draw(lines())
        tag = draw(st.sampled_from(INLINE))
        html += f"<{tag}>{escape(text)}</{tag}>" if draw(st.booleans()) else escape(text)
        shown += text
        if draw(st.booleans()):
            note = draw(st.integers(1, 5))
            html += f'<sup class="reference"><a href="#cite_note-x{note}">[{note}]</a></sup>'
            shown += f"[{note}]"
            cited.append(note)
    return html, shown, cited


def _bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=30, deadline=None)
@given(st.lists(paragraphs(), min_size=1, max_size=4), st.sampled_from(["p", "div", "li", "td", "section"]))
@example([("CC", "CC", [])], "p")
def test_every_word_and_every_marker_is_read(found: list[tuple[str, str, list[int]]], tag: str) -> None:
    body = "".join(f"<{tag}>{html}</{tag}>" for html, _, _ in found)
    body = f"<table><tr>{body}</tr></table>" if tag == "td" else f"<ul>{body}</ul>" if tag == "li" else body
    notes = "".join(
        f'<li id="cite_note-x{n}"><a href="#cite_ref-{n}">^</a> '
        f'<span class="reference-text">Note {n}.</span></li>'
        for n in range(1, 6)
    )
    document = read_html(f'<div class="mw-parser-output">{body}<ol class="references">{notes}</ol></div>')

    words = [w for block in document.blocks for w in (getattr(block, "words", None),) if isinstance(w, Words)]
    # A last line such as "CC" is kept as the words about the licence.
    read = [*(w.text for w in words), document.facts.license_notice]
    assert _bare("".join(read)) == _bare("".join(shown for _, shown, _ in found))
    cited = [number for _, _, numbers in found for number in numbers]
    assert [m.number for w in words for m in w.markers] == [str(number) for number in cited]
    assert all(m.span.of(w.text) == f"[{m.number}]" for w in words for m in w.markers)
    assert [(n.label, n.words.text) for n in document.notes] == [
        (str(n), f"Note {n}.") for n in sorted(set(cited))
    ]


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "dl><dd", "table><tr><td", "sup", "span"]
)
@pytest.mark.parametrize("depth", [200, 3_000])
def test_deep_nesting_loses_no_word(tag: str, depth: int) -> None:
    opened = "".join(f"<{tag}>{n % 7}" for n in range(depth // (tag.count("<") + tag.count("><") + 1)))
    document = read_html(f"<body>{opened}the end</body>")

    text = "".join(w.text for block in document.blocks for w in (getattr(block, "words", Words()),))
    assert "the" in text.replace("ᵗʰᵉ", "the")


def test_what_nests_deeper_than_is_read_is_refused_at_once() -> None:
    with pytest.raises(PageError, match="nest deeper"):
        read_html("<div>" * (DEEPEST_READ + 1) + "x")


def test_cells_that_span_thousands_are_bounded() -> None:
    rows = '<tr><td colspan="9999" rowspan="9999">a</td><td>b</td></tr>' * 300
    document = read_html(f"<table>{rows}</table>")

    assert document.blocks


def test_a_page_answers_with_what_it_was_made_of() -> None:
    page = """
    <html lang="en"><head><title>Bridge</title>
    <link rel="canonical" href="https://river.example/Bridge"></head><body>
    <article><h1>Bridge</h1>
    <p>The bridge was finished in 1903 by harbour masons.<sup><a href="#n1">1</a></sup>
    Barges carried its stone.<sup><a href="#n2">2</a></sup></p><h2>Tolls</h2>
    <table><tr><th>Year</th><th>Toll</th></tr>
    <tr><td>1904</td><td>two pence<sup><a href="#n2">2</a></sup></td></tr></table>
    <ol><li id="n1"><a href="https://book.example/7">Harbour book</a>, f. 7.</li><li id="n2">Ledger.</li></ol>
    </article><footer>Text is available under <a rel="license"
    href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>.</footer></body></html>"""
    imported = import_page(page, ImportOptions())
    answer = Answerer(Library((imported.article,)), Settings()).answer("When was the bridge finished?")

    assert answer.answered
    (first, *_) = answer.passages
    assert first.passage.text.startswith("The bridge was finished in 1903 by harbour masons.[1]")
    assert [footnote.text for footnote in imported.article.footnotes] == ["Harbour book, f. 7.", "Ledger."]
    assert answer.attributions[0].license.name == "CC BY-SA 4.0"
    assert answer.attributions[0].source.url == "https://river.example/Bridge"
    assert imported.report.markers_found == imported.report.markers_matched == 3


def test_what_is_told_of_a_page_names_its_line() -> None:
    page = """<!doctype html><title>Bridge <p></title>
    <script>var tag = "<p><nav><table>";</script><!-- <p> -->
    <p data-x="<p>">It is old.<sup><a href="#a">1</a></sup> It is long.<sup><a
    href="#a">1</a></sup></p>
    <nav>Menu</nav>
    <p>It is grey.<sup><a href="#gone">2</a></sup></p>
    <table class=infobox><tr><td>Box</table>
    <ol><li id="a">Ledger.</li>
    <li>Nobody cites this.</li></ol>
    <footer>CC BY 4.0</footer>"""
    report = import_page(page, ImportOptions()).report

    assert [(remark.line, remark.message[:20]) for remark in report.warnings] == [
        (9, "1 item beside the no"),
        (6, "[2] leads to no refe"),
    ]
    assert {(remark.line, remark.message[:10]) for remark in report.left_out} == {
        (5, "navigation"),
        (7, "parts of t"),
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*"<>/!-\"' =\nabp", "<p>", "</p>", "<!--", "-->", "<script", "</script>"])))
def test_lines_of_tags_lie_in_the_page(pieces: list[str]) -> None:
    html = "".join(pieces)
    lines = lines_of_tags(html)

    assert all(1 <= line <= html.count("\n") + 1 for found in lines.values() for line in found)
    assert all(list(found) == sorted(found) for found in lines.values())
    assert len(lines["p"]) <= html.lower().count("<p")


def test_rows_of_an_infobox_keep_markers_whose_footnotes_the_text_cites_too() -> None:
    def marker(number: int) -> str:
        return f'<sup class="reference"><a href="#cite_note-{number}">[{number}]</a></sup>'

    notes = "".join(f'<li id="cite_note-{n}">Note {n}.</li>' for n in (1, 2, 3))
    page = (
        f'<table class="infobox"><tr><th>Height</th><td>30 m{marker(1)}</td></tr>'
        f"<tr><th>Built</th><td>1811{marker(2)}</td></tr><tr><th>Lit</th><td>1812</td></tr></table>"
        f"<p>The tower stands.{marker(2)}</p><p>It leans.{marker(3)}</p>"
        f'<ol class="references">{notes}</ol>'
    )
    imported = import_page(page, ImportOptions(title="Tower", license_name="CC0"))
    texts = [passage.text for passage in imported.article.passages]
    assert any("Built" in text and "1811[2]" in text for text in texts)
    assert any("Lit" in text and "1812" in text for text in texts)
    assert not any("Height" in text for text in texts)
    assert [footnote.number for footnote in imported.article.footnotes] == ["2", "3"]
    told = "\n".join(message for _, message in imported.report.remarks())
    assert "rows of the infobox whose footnotes nothing else cites (1): “Height" in told


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (
            '<div class="MediaTransformError" style="width:220px">Error creating thumbnail: x</div>',
            "pictures",
        ),
        ('<strong class="error">Expression error: Unexpected &lt; operator.</strong>', "a wiki's messages"),
        (
            '<strong class="error"><span class="scribunto-error">Lua error.</span></strong>',
            "a wiki's messages",
        ),
    ],
)
def test_messages_of_a_wiki_about_errors_are_no_text(part: str, told: str) -> None:
    page = f"<h1>Tower</h1><p>It stands. {part}</p>{part}<p>It leans.</p>"
    imported = import_page(page, ImportOptions(license_name="CC0"))
    assert [passage.text for passage in imported.article.passages] == ["It stands.", "It leans."]
    assert [m.partition(": ")[2].startswith(told) for _, m in imported.report.remarks()] == [True]


def test_a_column_of_pictures_alone_is_left_out_and_told() -> None:
    row = '<tr><td><img src="x.png"></td><td>{}</td><td>{}</td></tr>'
    page = (
        "<p>What she likes.</p><table><tr><th>Image</th><th>Name</th><th>Source</th></tr>"
        + row.format("Diamond", "Mining")
        + row.format("Poppy", "Farming")
        + "</table>"
    )
    imported = import_page(page, ImportOptions(title="Penny", license_name="CC0"))
    texts = [passage.text for passage in imported.article.passages]
    assert any("Name" in text and "Diamond" in text and "Mining" in text for text in texts)
    assert not any("Image" in text for text in texts)
    told = [message for _, message in imported.report.remarks()]
    assert any("columns of a table that have no words below their heads: “Image”" in each for each in told)


def test_a_marker_that_leads_to_an_error_in_place_of_words_leads_nowhere() -> None:
    def marker(number: int) -> str:
        return f'<sup class="reference"><a href="#cite_note-{number}">[{number}]</a></sup>'

    error = '<span class="error mw-ext-cite-error">Cite error: no text was given</span>'
    page = (
        f"<p>It stands.{marker(1)} It leans.{marker(2)} It fell.{marker(3)}</p>"
        f"<ul><li>Item.{marker(2)}</li></ul>"
        f'<ol class="references"><li id="cite_note-1">Reed.</li><li id="cite_note-2">{error}</li>'
        '<li id="cite_note-3">Yarrow.</li></ol>'
    )
    with pytest.raises(PageError, match=r"2 markers .*\[2\] leads to a reference without words"):
        import_page(page, ImportOptions(title="Tower", license_name="CC0"))
    allowed = ImportOptions(title="Tower", license_name="CC0", without_footnotes=True)
    imported = import_page(page, allowed)
    assert [p.text for p in imported.article.passages] == [
        "It stands.[1] It leans.[2] It fell.[3]", "• Item.[2]",
    ]  # fmt: skip
    assert [f.number for f in imported.article.footnotes] == ["1", "3"]
    assert imported.report.markers_lost == 2
