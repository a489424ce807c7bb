"""Whatever a document holds is read back from its article file: words, markers, links, footnotes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.library import Article, License, Link, Marker, Source, Span, parse_article
from bot.sources.document import (
    Block,
    Definition,
    Document,
    Heading,
    ListItem,
    Note,
    Preformatted,
    Table,
    TextBlock,
    Words,
    words_in,
)
from bot.sources.document_writing import body_of, document_to_markdown
from bot.sources.words_builder import WordsBuilder
from tests.strategies import lines

LABELS = ("1", "2", "a", "note 1", "註 3", "*")
URLS = (
    "https://example.org/",
    "http://example.org/a_(b)?c=1&d=%20*_[x]",
    "https://example.org/wiki/M%C3%BChle#a:b",
)


@st.composite
def words(draw: st.DrawFn, most: int = 3) -> Words:
    """Any text with markers and links anywhere, over one line or several."""
    builder = WordsBuilder()
    for place in range(draw(st.integers(1, most))):
        builder.add("\n" if place else "")
        builder.add(draw(lines()))
        kind = draw(st.sampled_from(["marker", "link", "nothing"]))
        if kind == "marker":
            builder.add_marker(draw(st.sampled_from(LABELS)))
            builder.add(draw(st.sampled_from(["", ": 23", "(so)", " and"])))
        elif kind == "link":
            start = builder.length
            builder.add(draw(lines()))
            builder.add_link(start, draw(st.sampled_from(URLS)))
    return builder.words()


def _blocks() -> st.SearchStrategy[Block]:
    line = words(1)
    row = st.tuples(line, line)
    return st.one_of(
        st.builds(TextBlock, words(), st.booleans()),
        st.builds(Heading, st.integers(2, 6), line),
        st.builds(ListItem, words(), st.integers(0, 3), st.one_of(st.none(), st.integers(0, 30))),
        st.builds(Definition, line, st.tuples(words())),
        st.builds(Table, row, st.lists(row, min_size=1, max_size=3).map(tuple)),
        st.builds(Preformatted, lines()),
    )


def _read(document: Document) -> Article:
    markdown = document_to_markdown(document, "T", "en", License("CC0"), Source(url="https://example.org/"))
    article, problems = parse_article(markdown, article="t", path="t.md")
    assert article is not None, (problems, markdown)
    return article


def _bare(text: str) -> str:
    return "".join(text.split())


def _links(article: Article) -> set[tuple[str, str]]:
    return {(_bare(p.text[k.start : k.end]), k.url) for p in article.passages for k in p.links}


# A link after “^” is no note.
@example([TextBlock(Words("[^*", (), (Link(2, 3, "https://example.org/"),)))], Words("A note"))
@settings(max_examples=40, deadline=None)
@given(st.lists(_blocks(), min_size=1, max_size=5), words())
def test_a_document_is_read_back_as_it_is(blocks: list[Block], note: Words) -> None:
    opening = WordsBuilder()
    for label in LABELS:
        opening.add("Opening words")
        opening.add_marker(label)
    notes = tuple(Note(label, note) for label in LABELS)
    article = _read(Document((TextBlock(opening.words()), *blocks), notes))

    text = _bare("".join(article.paragraph(n) for n in range(1, article.passages[-1].paragraph + 1)))
    position = 0
    for block in blocks:
        if isinstance(block, Heading):
            continue
        rows = block.rows if isinstance(block, Table) else (tuple(words_in(block)),)
        for row in rows:
            for piece in row:
                found = text.find(_bare(piece.text), position)
                assert found >= 0, piece.text
                position = found + len(_bare(piece.text))
    body = [b for b in blocks if not isinstance(b, Heading)]
    wanted = [m.number for b in body if not isinstance(b, Table) for w in words_in(b) for m in w.markers]
    read = [m.number for p in article.passages for m in p.markers]
    assert [number for number in wanted if number not in read] == []
    for block in body:
        # A column's head is read with the cells below it that aren't empty.
        for piece in (w for r in block.rows for w in r) if isinstance(block, Table) else words_in(block):
            for link in piece.links:
                assert any(url == link.url for _, url in _links(article)), link
    for footnote in article.footnotes:
        assert _bare(footnote.text) == _bare(note.text)
        assert [m.number for m in footnote.markers] == [m.number for m in note.markers]
        assert {k.url for k in note.links} <= {k.url for k in footnote.links}


def test_lists_keep_their_numbers_and_nesting() -> None:
    items = [
        ListItem(Words("one"), 0, 3), ListItem(Words("in\nit"), 1), ListItem(Words("two"), 0, 4),
        ListItem(Words("anew"), 0, 1), ListItem(Words("point"), 0), ListItem(Words("deep"), 7),
    ]  # fmt: skip
    article = _read(Document(tuple(items)))

    text = "\n".join(p.text for p in article.passages)
    assert [line.strip() for line in text.split("\n")] == [
        "3. one", "• in", "it", "4. two", "1. anew", "• point", "• deep",
    ]  # fmt: skip


def test_a_row_is_read_with_its_heads_and_its_markers() -> None:
    cell = Words("a | b[1]", (Marker("1", Span(5, 8)),), (Link(0, 1, "https://example.org/"),))
    table = Table((Words("Left"), Words("Right")), ((cell, Words("c\nd")), (Words("e"), Words())))
    article = _read(Document((table,), (Note("1", Words("A note.")),)))

    (row,) = [p for p in article.passages if "a | b" in p.text]
    assert "Left" in row.text
    assert "Right" in row.text
    assert [m.number for m in row.markers] == ["1"]
    assert [(row.text[k.start : k.end], k.url) for k in row.links] == [("a", "https://example.org/")]


@pytest.mark.parametrize("text", ["```", "a\n```\nb", "~~~", "    indented", "x  y"])
def test_preformatted_text_keeps_its_white_space(text: str) -> None:
    (passage,) = _read(Document((Preformatted(text),))).passages

    assert passage.text == text.strip()


def test_a_licence_and_a_source_are_written() -> None:
    license = replace(License("CC BY-SA 3.0"), alternatives=(License("GFDL"),))
    markdown = document_to_markdown(Document((TextBlock(Words("x")),)), "T: “x”", "de", license, Source())
    article, _ = parse_article(markdown, article="t", path="t.md")

    assert article is not None
    assert [choice.name for choice in article.license.choices] == ["CC BY-SA 3.0", "GFDL"]
    assert (article.title, article.language) == ("T: “x”", "de")


def test_numbers_are_written_plainly_where_they_begin_no_list() -> None:
    height = Words("1.2 m")
    blocks = (
        TextBlock(height),
        ListItem(height),
        Table((Words("1. Part"),), ((height,), (Words("- none"),))),
    )
    table = "| 1. Part |\n| --- |\n| 1.2 m |\n| - none |\n"
    assert body_of(Document(blocks)) == f"1.2 m\n\n- 1.2 m\n\n{table}"
    assert body_of(Document((TextBlock(Words("1. Part")),))) == "1\\. Part\n"
