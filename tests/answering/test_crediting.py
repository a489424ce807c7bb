"""Credit as people paste it: whatever an article's front matter holds, each form stays what it is."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answering import (
    Attribution,
    attribution_line,
    bibtex,
    credit_in_html,
    credit_in_markdown,
    csl_json,
    footnote_csl_json,
)
from bot.answering.crediting import citation_key
from bot.discord_app.cards.credits import credit
from bot.library import Footnote, License, Link, Source

words = st.text(
    st.one_of(st.sampled_from("\\{}[]()<>*_`~^#$%&|!\"'@ ,.-+\n"), st.characters(codec="utf-8")),
    min_size=1, max_size=40,
).map(lambda text: " ".join(text.split()) or "x")  # fmt: skip
addresses = words.map(lambda text: f"https://example.org/{text}")

attributions = st.builds(
    Attribution,
    article=st.just("mill"),
    title=words,
    source=st.builds(
        Source,
        url=st.none() | addresses,
        revision=st.none() | words,
        retrieved=st.sampled_from([None, "2024-05-01", "last May"]),
        authors=st.lists(words, max_size=3).map(tuple),
    ),
    license=st.builds(
        License,
        words,
        st.none() | words,
        st.none() | addresses,
        alternatives=st.lists(st.builds(License, words, url=st.none() | addresses), max_size=2).map(tuple),
    ),
)

MILL = Attribution(
    "mill",
    "The 50% mill_house",
    Source(
        "https://example.org/wiki/Mill_(100%25)", "1187", "2024-05-01", ("Ada Quill", "Reed, Reed & Sons")
    ),
    License("CC BY 4.0", "Use it {freely}.", "https://creativecommons.org/licenses/by/4.0/"),
)


class Reader(HTMLParser):
    """What a browser makes of a run of HTML: its words, its links, and the elements in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self.links: list[str | None] = []
        self.elements: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(text: str) -> str:
    """The characters that can be seen."""
    return "".join(character for character in text if character.isprintable() and not character.isspace())


def words_of(attribution: Attribution) -> str:
    """What a reader sees of a credit whose addresses are links."""
    unlinked = Attribution(
        attribution.article, attribution.title, Source(authors=attribution.source.authors),
        License(
            attribution.license.name, attribution.license.notice,
            alternatives=tuple(License(other.name) for other in attribution.license.alternatives),
        ),
    )  # fmt: skip
    return shown(attribution_line(unlinked))


@given(attributions)
def test_html_shows_the_words_and_nothing_but_its_links(attribution: Attribution) -> None:
    read = Reader(credit_in_html(attribution))
    assert shown(read.words) == words_of(attribution)
    assert read.elements <= {"a"}
    urls = (attribution.source.url, *(license.url for license in attribution.license.choices))
    assert len(read.links) == len(list(filter(None, urls)))


@given(attributions)
def test_markdown_shows_the_words_and_nothing_but_its_links(attribution: Attribution) -> None:
    rendered = MarkdownIt().renderInline(credit_in_markdown(attribution))
    read = Reader(rendered)
    assert shown(read.words) == words_of(attribution)
    assert read.elements <= {"a"}
    urls = (attribution.source.url, *(license.url for license in attribution.license.choices))
    assert len(read.links) == len(list(filter(None, urls)))


@given(attributions)
def test_a_bibtex_entry_is_closed_where_it_ends_and_nowhere_before(attribution: Attribution) -> None:
    entry = bibtex(attribution)
    depth = 0
    for place, character in enumerate(entry):
        depth += (character == "{") - (character == "}")
        assert depth or place < len("@misc") or place == len(entry) - 1
    assert depth == 0
    assert re.fullmatch(r"@misc\{mill,\n(  [a-z]+ = \{.*\},?\n)+\}", entry)
    for line in entry.split("\n")[1:-1]:
        if not line.startswith("  url = "):
            assert not re.search(r"(?<!\\)[#$%&_^~]", line)


def test_a_bibtex_entry_as_it_is_pasted() -> None:
    assert bibtex(MILL) == (
        "@misc{mill,\n"
        r"  title = {{The 50\% mill\_house}}," "\n"
        r"  author = {Ada Quill and {Reed, Reed \& Sons}}," "\n"
        "  url = {https://example.org/wiki/Mill_(100%25)},\n"
        "  urldate = {2024-05-01},\n"
        "  version = {1187},\n"
        "  note = {CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)."
        r" Use it \textbraceleft{}freely\textbraceright{}.}" "\n"
        "}"
    )  # fmt: skip


def test_what_is_not_known_is_not_made_up() -> None:
    bare = Attribution("mill", "Mill", Source(), License("CC0"))
    assert bibtex(bare) == "@misc{mill,\n  title = {{Mill}},\n  note = {CC0}\n}"
    assert credit_in_markdown(bare) == "Mill · CC0 · Excerpted."
    assert credit_in_html(bare) == "Mill · CC0 · Excerpted."


def test_markdown_and_html_as_they_are_pasted() -> None:
    assert credit_in_markdown(MILL) == (
        r"[The 50% mill\_house](<https://example.org/wiki/Mill_(100%25)>) by Ada Quill, Reed, Reed \& Sons"
        " · [CC BY 4.0](<https://creativecommons.org/licenses/by/4.0/>) · Excerpted. Use it {freely}."
    )
    assert html.unescape(credit_in_html(MILL)).startswith(
        '<a href="https://example.org/wiki/Mill_(100%25)">The 50% mill_house</a> by Ada Quill'
    )


BOTH = Attribution(
    "mill",
    "Mill",
    Source(),
    License(
        "CC BY-SA 3.0",
        None,
        "https://creativecommons.org/licenses/by-sa/3.0/",
        alternatives=(License("GFDL", None, "https://www.gnu.org/licenses/fdl.html"),),
    ),
)


def test_licences_to_choose_from_are_all_credited() -> None:
    cc, gnu = (license.url for license in BOTH.license.choices)
    assert attribution_line(BOTH) == f"Mill · CC BY-SA 3.0 or GFDL · Excerpted. ({cc}, {gnu})"
    assert credit_in_markdown(BOTH) == f"Mill · [CC BY-SA 3.0](<{cc}>) or [GFDL](<{gnu}>) · Excerpted."
    assert f"note = {{CC BY-SA 3.0 ({cc}) or GFDL ({gnu})}}" in bibtex(BOTH)


@pytest.mark.parametrize(
    ("notice", "shown"),
    [
        ("CC BY 4.0", False),
        ("Licensed under CC BY 4.0.", False),
        ("Text is available under the CC BY 4.0 license.", False),
        ("Text is available under CC BY 4.0 unless otherwise noted.", True),
        ("© 2020 Ada Quill. CC BY 4.0", True),
        ("Text is under CC BY 4.0, pictures aren't.", True),
        ("Use it freely.", True),
    ],
)
def test_a_notice_that_only_names_the_licence_again_isnt_repeated(notice: str, shown: bool) -> None:
    credited = replace(MILL, license=replace(MILL.license, notice=notice))
    forms = (attribution_line(credited), credit_in_markdown(credited), bibtex(credited), credit(credited))
    for form in forms:
        assert shown == (notice in form.replace("\\", "")) or notice == "CC BY 4.0"
        assert form.count("CC BY 4.0") == 1 + (shown and "CC BY 4.0" in notice)


@given(attributions)
def test_csl_holds_what_is_known_and_nothing_else(attribution: Attribution) -> None:
    item = csl_json(attribution)
    assert json.loads(json.dumps(item)) == item
    assert item["title"] == attribution.title
    assert ("author" in item) == bool(attribution.source.authors)
    assert item.get("URL") == attribution.source.url
    assert ("accessed" in item) == (attribution.source.retrieved == "2024-05-01")
    assert all(license.name in item["note"] for license in attribution.license.choices)


@given(st.text(max_size=80))
def test_a_key_is_of_ascii_whatever_the_article_is_called(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", citation_key(name))


def test_a_footnote_is_cited_by_its_text_and_its_address() -> None:
    note = Footnote("a", "The List of Lights", (Link(4, 8, "https://example.org/lights"),))
    assert footnote_csl_json(MILL, note) == {
        "id": "mill-a", "type": "document", "note": note.text, "URL": "https://example.org/lights",
    }  # fmt: skip


def test_of_many_authors_bibtex_names_the_first_ones_and_others() -> None:
    many = replace(MILL, source=replace(MILL.source, authors=("Ada Quill", "Bo Reed", "Cy Rook")))
    assert "author = {Ada Quill and Bo Reed and others}" in bibtex(many, most_authors=2)
    assert "author = {Ada Quill and Bo Reed and Cy Rook}" in bibtex(many, most_authors=3)
