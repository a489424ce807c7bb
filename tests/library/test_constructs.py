"""What people write in articles, kind by kind: what a reader sees of it, its markers and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import Article, parse_article
from bot.library.html_tags import Tag, pieces_of
from bot.library.markdown import parse_markdown
from tests.strategies import MARKDOWN, WORDS

HEAD = "---\ntitle: T\nlicense: CC BY\n---\n\n"
URL = "https://example.org/a"


def _article(body: str) -> Article:
    article, problems = parse_article(HEAD + body, article="t", path="t.md")
    assert article is not None, problems
    return article


def _texts(body: str) -> list[str]:
    return [passage.text for passage in _article(body).passages]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("10<sup>30</sup> kg", "10³⁰ kg"),
        ("3x10<sup>-4</sup>", "3x10⁻⁴"),
        ("H<sub>2</sub>O and x<sub>i</sub>", "H₂O and xᵢ"),
        ("1<sup>st</sup>", "1ˢᵗ"),
        ("e<sup>x·y</sup> and a<sub>Q</sub>", "e^(x·y) and a_(Q)"),
        ("built in 1742.<sup>1</sup>", "built in 1742.¹"),
        ("said<sup>[1]</sup>", "said[1]"),
        ("words <sup>set small</sup>", "words set small"),
        ("x<sup></sup>y", "xy"),
    ],
)
def test_raised_and_lowered_words(markdown: str, text: str) -> None:
    assert _texts(markdown) == [text]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("~~100~~ 90 euro", "~~100~~ 90 euro"),
        ("It is ~~not~~ <del>ever *so*</del> true.", "It is ~~not~~ ~~ever so~~ true."),
        ("<s>a</s><strike>b</strike>", "~~a~~~~b~~"),
        ("<del>\n\none\n\ntwo\n\n</del>", "~~one~~|~~two~~"),
        ("<del>\n\n- one\n- two\n\n</del>\n\nthree", "• ~~one~~\n• ~~two~~|three"),
        ("<ins>new</ins>", "new"),
    ],
)
def test_struck_out_words_are_never_asserted(markdown: str, text: str) -> None:
    assert _texts(markdown) == text.split("|")


@pytest.mark.parametrize(
    "markdown",
    [
        "a <span hidden>secret</span> b",
        "a b\n\n<div hidden>\n\nsecret[^1] *x*\n\n- secret\n\n</div>",
        "a b\n\n<p style='display:none'>secret</p>",
        "a b\n\n<template>secret</template>\n\n<script>secret</script>\n\n<style>secret</style>",
        "a b <!-- secret -->\n\n<!--\nsecret\n\nsecret\n-->",
        "a %%secret%% b",
        "a b\n\n%%\nsecret\n\nsecret\n%%",
        "a b\n\n%%secret\n\nsecret%%",
    ],
)
def test_what_is_hidden_is_never_shown(markdown: str) -> None:
    article = _article(f"{markdown}\n\nc")
    assert "secret" not in article.text
    assert article.text.split() == ["a", "b", "c"]


def test_a_rows_cells_stand_with_the_heads_of_their_columns_and_with_their_markers() -> None:
    article = _article(
        f"| Year | Event[^h] |\n|--|--|\n| 1771 | The [mill]({URL}) was built.[^1] It ran. |\n| 1780 | |"
        "\n\n[^h]: H\n\n[^1]: One"
    )
    built, empty = article.passages
    assert built.text == "Year: 1771 · Event[h]: The mill was built.[1] It ran."
    assert [marker.span.of(built.text) for marker in built.markers] == ["[h]", "[1]"]
    assert [built.text[link.start : link.end] for link in built.links] == ["mill"]
    assert len(built.sentences) == 1
    assert empty.text == "Year: 1780"


@pytest.mark.parametrize(
    ("markdown", "texts"),
    [
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", ["A: 1 · B: 2"]),
        ("<table><tr><td>1</td><td>2</td></tr></table>", ["1 · 2"]),
        ("- x\n\n  | a |\n  |---|\n  | b |", ["• x\n  a: b"]),
        (
            "Term\n: what it means\n: and more\n\nOther\n: thing",
            ["Term: what it means\n  and more", "Other: thing"],
        ),
        ("<dl><dt>T</dt><dd>D</dd><dt>U</dt><dd>V</dd></dl>", ["T: D", "U: V"]),
        ("Reasons:\n\n- one\n  - deep\n- two\n\nAfter.", ["Reasons:\n• one\n  • deep\n• two", "After."]),
        ("No lead-in.\n\n- one", ["No lead-in.", "• one"]),
        ("> [!NOTE]\n> Words.\n\nmore", ["Note\nWords.", "more"]),
        ("> [!TIP]\n> - a\n> - b", ["Tip\n• a\n• b"]),
        ("<details><summary>Q</summary>\n\nA *b*.\n\n</details>\n\nc", ["Q\nA b.", "c"]),
        ("<ol start=3><li>a<li>b</ol><p>c", ["3. a\n4. b", "c"]),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("<ruby>漢<rt>kan</rt></ruby>", ["漢(kan)"]),
        ("- [ ] open\n- [x] done", ["• [ ] open\n• [x] done"]),
        ("$E=mc^2_a_b$ for $5 and $6", ["$E=mc^2_a_b$ for $5 and $6"]),
        ("$$\na_b_c\n= d\n$$", ["$$\na_b_c\n= d\n$$"]),
        ("a $x[^1] y$ b\n\n[^1]: n", ["a $x[1] y$ b"]),
        ("[[Page|the words]] [[Page]] ==marked *x*== a==b", ["the words Page marked x a==b"]),
        ("a ![[embedded.png]] b", ["a  b"]),
        ("![Map of the *harbour*](map.png)", ["Map of the harbour"]),
        ("[[1]](https://example.org) [a][b]\n\n[b]: https://x.y", ["[1] a"]),
    ],
)
def test_blocks_and_marks_as_a_reader_sees_them(markdown: str, texts: list[str]) -> None:
    assert _texts(markdown) == texts


def test_a_later_piece_of_a_list_knows_what_it_stands_below() -> None:
    items = "\n".join(
        f"- Item {n} is said in a good many words, so that all take much room.\n  - Deep {n} too, is it not?"
        for n in range(30)
    )
    first, *others = _article(f"The reasons are:\n\n{items}").passages
    assert (first.lead, first.text[:16]) == ("", "The reasons are:")
    assert others
    for passage in others:
        lines = passage.lead.split("\n")
        assert lines[0] == "The reasons are:"
        assert passage.text.startswith("• Item") == (len(lines) == 1)


def test_a_piece_from_the_middle_of_an_item_knows_its_item_and_what_is_above() -> None:
    sentences = " ".join(
        f"Sentence {n} of the deep item says a thing or two about the mill." for n in range(90)
    )
    first, *others = _article(f"It has:\n\n- a wheel\n  1. of wood\n  2. {sentences}\n- a door").passages
    assert others
    for passage in others[:-1]:
        lead_in, item, nested = passage.lead.split("\n")
        assert (lead_in, item) == ("It has:", "• a wheel")
        assert nested.startswith("2. Sentence 0 of the deep item says")
        assert nested.endswith(" …")
        assert len(nested) < 150
        assert passage.text.startswith("Sentence ")
    assert others[-1].text.endswith("• a door")
    assert " ".join(p.text for p in (first, *others)).count("Sentence") == 90


@pytest.mark.parametrize(
    ("markdown", "words", "url"),
    [
        (f"see [the mill]({URL}) here", "the mill", URL),
        (f"see [the mill][1] here\n\n[1]: {URL}", "the mill", URL),
        (f"see <a href='{URL}?b=1&amp;c=2'>the mill</a>", "the mill", f"{URL}?b=1&c=2"),
        (f"see <{URL}>", URL, URL),
        (f"see {URL}_b_c_d.", f"{URL}_b_c_d", f"{URL}_b_c_d"),
        (f"(see {URL})", URL, URL),
        (f"see [*the* **mill** `x`]({URL})", "the mill x", URL),
        ("see [x](HTTP://example.org/ä%20)", "x", "HTTP://example.org/ä%20"),
        (f"- see\n  - [x]({URL})", "x", URL),
        (f"> [x]({URL})", "x", URL),
    ],
)
def test_links_keep_their_addresses(markdown: str, words: str, url: str) -> None:
    (passage,) = _article(markdown).passages
    (link,) = passage.links
    assert (passage.text[link.start : link.end], link.url) == (words, url)
    footnote = _article(f"a[^1]\n\n[^1]: Kolb, [Mills]({URL}), 1921.").footnote("1")
    assert footnote is not None
    assert [(footnote.text[each.start : each.end], each.url) for each in footnote.links] == [("Mills", URL)]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "page.md", "#part", "//x.y", "mailto:a@b.c", "ftp://x", "data:x"]
)
def test_other_addresses_lose_their_link_and_keep_their_words(url: str) -> None:
    article, problems = parse_article(f"{HEAD}see [the mill]({url})", article="t", path="t.md")
    assert article is not None
    assert (article.text, article.passages[0].links) == ("see the mill", ())
    assert [(problem.line, problem.warning) for problem in problems] == [(6, True)]


@pytest.mark.parametrize(
    ("markdown", "text", "notes"),
    [
        (
            f"The tower[1] is tall.[2]\n\n[1]: {URL}\n[2]: {URL}2 'Title'",
            "The tower[1] is tall.[2]",
            [("1", URL), ("2", f"Title, {URL}2")],
        ),
        (f"Built.[1]({URL}) Then.", "Built.[1] Then.", [("1", URL)]),
        (f"Built.<sup>[1]({URL})</sup> Then.", "Built.[1] Then.", [("1", URL)]),
        (f"Built.[\\[1\\]]({URL}) Then.", "Built.[1] Then.", [("1", URL)]),
        ("Old.^[By *pandoc*.] New.", "Old.[1] New.", [("1", "By pandoc.")]),
        ("Old.^[One.] New.[^1]\n\n[^1]: Own", "Old.[2] New.[1]", [("2", "One."), ("1", "Own")]),
        ("Old.^[One.^[Two.]]", "Old.[1]", [("1", "One.[2]"), ("2", "Two.")]),
        ("A[^Foo] b[^FOO].\n\n[^foo]: x", "A[foo] b[foo].", [("foo", "x")]),
        ("A[^1]\n\n[^1]: One\n\n    two\n\n    - three", "A[1]", [("1", "One\ntwo\n• three")]),
        ("A[^1]\n\n[^1]: See [^2]\n\n[^2]: Two", "A[1]", [("1", "See [2]"), ("2", "Two")]),
        (f"In [1984]({URL}) it was", "In 1984 it was", []),
        (
            f"Old.[1][2] New.[2][3]\n\n[1]: {URL}1\n[2]: {URL}2\n[3]: {URL}3",
            "Old.[1][2] New.[2][3]",
            [("1", f"{URL}1"), ("2", f"{URL}2"), ("3", f"{URL}3")],
        ),
    ],
)  # fmt: skip
def test_citations_of_all_kinds_lead_to_footnotes(
    markdown: str, text: str, notes: list[tuple[str, str]]
) -> None:
    article = _article(markdown)
    assert article.text == text
    assert [(footnote.number, footnote.text) for footnote in article.footnotes] == notes
    assert {m.number for p in article.passages for m in p.markers} <= {number for number, _ in notes}


def test_footnotes_know_what_they_cite_and_headings_too() -> None:
    article = _article(
        "## Bells[^h]\n\nCast.[^foot]\n\n### Small\n\nRung.\n\n"
        "[^foot]: Book.[^toe]\n\n[^toe]: Torn.\n\n[^h]: H"
    )
    cast, rung = article.passages
    assert (cast.section, rung.section) == ("Bells", "Bells › Small")
    assert cast.heading_footnotes == rung.heading_footnotes == ("h",)
    assert [footnote.number for footnote in article.footnotes_citing("toe")] == ["foot"]
    assert article.passages_citing("h") == (cast, rung)
    (marker,) = article.footnotes[0].markers
    assert marker.span.of(article.footnotes[0].text) == "[toe]"


_HTML = (
    "<", ">", "</", "/>", "<!--", "-->", "<!-->", "<?", "<!D", "<![CDATA[", "]]>", "<a href='x'>", "</a>",
    "<script>", "</script>", "<div hidden>", "</div>", "<li>", "<td>", "<table>", "</table>", "<del>",
    "<sup>", "</sup>", "<ul>", "<h2>", "</h2>", "<p>", "<dl>", "<dt>", "<dd>", "&amp;",
    "\n", "\n\n", '"', "'", " =",
)  # fmt: skip
_html = st.lists(st.sampled_from((*_HTML, *WORDS, *MARKDOWN[:20])), max_size=30).map("".join)


@given(_html)
def test_html_is_taken_apart_without_a_loss(source: str) -> None:
    position = 0
    for piece in pieces_of(source):
        if isinstance(piece, Tag):
            position = source.index(piece.text, position) + len(piece.text)
    parsed = parse_markdown(f"{source}\n\nx")
    for paragraph in parsed.paragraphs:
        for link in paragraph.links:
            assert 0 <= link.start < link.end <= len(paragraph.text)
        for marker in paragraph.markers:
            assert marker.span.of(paragraph.text) == f"[{marker.number}]"
        assert all(0 < position <= len(paragraph.text) for position in paragraph.breaks)


@pytest.mark.parametrize(
    "hostile",
    [
        *(piece * 3000 for piece in (
            "<div>", "<ul><li>", "<table><tr><td>", "<!--", "<a b='", "<sup>x", "<del>", "<dl><dt>",
            "==a ", "$a ", "%%a\n\n", "http://x(", "a ~b ", "<p hidden>", "</div>", "<i></b>",
        )),
        "![" * 900 + "](x)" * 900,
        "^[" * 900 + "]" * 900,
        "[[a|" * 900,
        "<span " + "a " * 3000,
        "| a " * 500 + "\n" + "|--" * 500 + "|\n" + "| b " * 500 + "\n" + "| c\n" * 100,
        f"| {'head ' * 1000} |\n|--|\n" + "| b |\n" * 500,
    ],
)  # fmt: skip
def test_nothing_nests_too_deep_to_be_read(hostile: str) -> None:
    parse_markdown(f"{hostile}\n\nx")
    parse_markdown("".join(f"{' ' * (n % 7)}{hostile[:200]}\n" for n in range(40)))
