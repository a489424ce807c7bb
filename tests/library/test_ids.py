"""Ids: in ASCII, readable, stable, and one for each name."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import parse_article
from bot.library.ids import LONGEST_ID, article_id, distinct_id, is_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Trotskyism", "trotskyism"),
        ("The  Fourth_International", "the-fourth-international"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("STRASSE ẞ", "strasse-ss"),
        ("Düsseldorf", "duesseldorf"),
        ("Москва", "moskva"),
        ("Троцкизм", "trotskizm"),
        ("Ελλάδα", "ellada"),
        ("İstanbul", "istanbul"),
        ("Việt Nam", "viet-nam"),
        ("北京", "beijing"),
        ("한국", "hangug"),
        ("--", ""),
        (" ", ""),
    ],
)
def test_the_id_that_a_title_gives(name: str, expected: str) -> None:
    assert article_id(name) == expected


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#", "C--", "+", "#"),
        ("A b", "A/b", "A.b", "A: b", "A (b)"),
        ("word " * 40, "word " * 41, "word " * 40 + "x"),
        ("Yes!", "Yes?", "Yes"),
        ("Rome - a history", "Rome a history"),
        ("☭", "☮", "🏴\u200d☠️"),
    ],
)
def test_names_that_differ_in_signs_have_ids_that_differ(names: tuple[str, ...]) -> None:
    ids = [article_id(name) for name in names]
    assert len(set(ids)) == len(names)
    assert all(map(is_id, ids))


@given(st.text())
def test_any_name_gives_an_id_that_stays(name: str) -> None:
    given_id = article_id(name)
    if given_id:
        assert set(given_id) <= {*string.ascii_lowercase, *string.digits, "-"}
        assert len(given_id) <= LONGEST_ID
        assert is_id(given_id)
        # A file that is named by its article's id has this id.
        assert article_id(given_id) == given_id
        assert article_id(unicodedata.normalize("NFD", name)) == given_id
        assert is_id(distinct_id(name))
    else:
        assert not name.strip(" -_").strip() or not any(map(str.isalnum, name))


def test_a_second_name_for_one_id_gets_another() -> None:
    assert article_id("Москва") == article_id("Moskva")
    assert distinct_id("Москва") != distinct_id("Moskva")
    assert distinct_id("Москва").startswith("moskva-")


HEAD = "---\ntitle: T\nlicense: CC BY\n---\n\n"


def _ids(body: str) -> list[str]:
    article, problems = parse_article(HEAD + body, article="t", path="t.md")
    assert article is not None, problems
    return [passage.id for passage in article.passages]


def test_a_passages_id_depends_on_its_words_and_not_on_its_markers() -> None:
    bare = _ids("One is said.\n\nTwo is said. Three follows.")
    numbered = _ids(
        "One is said.[^1]\n\nTwo is said. [^2] Three follows.[^3]\n\n[^1]: a\n\n[^2]: b\n\n[^3]: c"
    )
    renumbered = _ids(
        "New.[^1]\n\nOne is said.[^2]\n\nTwo is said. Three[^3] follows.\n\n[^1]: x\n\n[^2]: a\n\n[^3]: b"
    )
    assert bare == numbered == renumbered[1:]
    assert _ids("One is said!\n\nTwo is said. Three follows.")[0] != bare[0]


def test_the_ids_of_version_0_1_0_still_open() -> None:
    # What made them: sha256("t" + "\0" + the words with their markers), eight digits.
    article, _ = parse_article(f"{HEAD}One is said.[^1]\n\nTwo.\n\n[^1]: a", article="t", path="t.md")
    assert article is not None
    one, two = article.passages
    assert article.passage("0e2fb745") is one
    assert article.passage(two.id) is two
    assert article.passage("00000000") is None
