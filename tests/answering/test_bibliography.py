"""The article and its footnotes as CSL JSON and BibTeX: what is certain, and no more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import attribution_of, bibtex, csl_json, footnote_bibtex, footnote_csl_json
from bot.library import Article, Footnote, License, Link, Source


def article(name: str = "mill") -> Article:
    return Article(name, "The mill", License("CC BY 4.0"), (), source=Source(url="https://example.org/mill"))


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Quill, A. Mills. doi:10.1000/182.", {"DOI": "10.1000/182"}),
        ("Quill (1998). ISBN 978-3-16-148410-0.", {"ISBN": "9783161484100"}),
        ("Quill (1980), ISBN 0-306-40615-2, p. 4", {"ISBN": "0306406152"}),
        ("Quill (1980), ISBN 0-306-40615-3", {}),
        ("Retrieved 5 November 2008.", {}),
        ("Number 10.5 of 1999", {}),
    ],
)
def test_identifiers_are_told_where_they_are_certain(text: str, certain: dict[str, str]) -> None:
    item = footnote_csl_json(attribution_of(article()), Footnote("4", text))
    assert item == {"id": "mill-4", "type": "document", "note": text, **certain}
    entry = footnote_bibtex(attribution_of(article()), Footnote("4", text))
    assert entry.startswith("@misc{mill-4,\n")
    assert all(value in entry for value in certain.values())
    assert ("isbn = " in entry, "doi = " in entry) == ("ISBN" in certain, "DOI" in certain)


def test_the_first_link_is_the_address() -> None:
    footnote = Footnote("a", "See here.", (Link(4, 8, "https://example.org/ä"),))
    assert footnote_csl_json(attribution_of(article()), footnote)["URL"] == "https://example.org/ä"
    assert "url = {https://example.org/%C3%A4}" in footnote_bibtex(attribution_of(article()), footnote)


@given(st.text(min_size=1, max_size=20), st.text(max_size=80))
def test_keys_are_ascii_and_entries_balanced(number: str, text: str) -> None:
    attribution, footnote = attribution_of(article("düsseldorf-кот")), Footnote(number, text)
    keys = [footnote_csl_json(attribution, footnote)["id"], csl_json(attribution)["id"]]
    entries = [footnote_bibtex(attribution, footnote), bibtex(attribution)]
    keys += [re.match(r"@misc\{([^,]*),", entry)[1] for entry in entries]  # type: ignore[index]
    assert all(re.fullmatch("[A-Za-z0-9-]+", key) for key in keys), keys
    for entry in entries:
        assert entry.count("{") == entry.count("}")
