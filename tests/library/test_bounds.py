"""What no honest article holds so much of is told in one line; all that may stand there is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.library import bounds, check_library, parse_article
from bot.library.passages import Paragraph, passages_of
from bot.sources.errors import PageError
from bot.sources.files import read_file, recognize
from bot.sources.importing import ImportOptions, import_page

HEAD = "---\ntitle: T\nlicense: L\n---\n\n"


def _told(text: str) -> list[str]:
    article, problems = parse_article(text, article="t", path="t.md")
    assert (article is None) == any(not problem.warning for problem in problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("a" * 5_000_001, "t.md: error: holds more than 5,000,000 characters; split it"),
        ("a\n\nb \ud83d", "t.md: error: holds half a character (U+D83D in line 8); write it anew"),
        ("a\n" * 60_001, "t.md: error: holds more than 60,000 lines; split it"),
        ("a. " * 300_001, "t.md: error: holds more than 300,000 of . ! ? …, at which sentences end; split"),
        ("“" * 250_001, "t.md: error: holds more than 250,000 quotation marks; split it"),
        ("[" * 25_001, "t.md: error: holds more than 25,000 of “[” and “<”; split it"),
        ("> " * 250_001, "t.md: error: holds more than 250,000 of the signs !#$"),
        ("a\n\n" + "[" * 2_001, "t.md:8: error: a paragraph holds more than 2,000 of “[” and “<”; part it"),
        (f"## {'a' * 501}\n\na", "t.md:6: error: a heading holds more than 500 characters; shorten it"),
        (f"a[^1]\n\n[^1]: {'a' * 20_001}", "t.md:8: error: a footnote holds more than 20,000 characters"),
    ],
)  # fmt: skip
def test_too_much_of_anything_is_told_in_one_line(body: str, told: str) -> None:
    (line,) = _told(HEAD + body)
    assert line.startswith(told)
    assert "\n" not in line


def test_too_much_front_matter_is_told_in_one_line() -> None:
    (line,) = _told(f"---\ntitle: T\nlicense: L\nquestions:\n{'- a' * 40_000}\n---\n\na")
    assert line == "t.md:1: error: front matter holds more than 100,000 characters; shorten it"


def test_a_pasted_page_has_the_same_bounds() -> None:
    with pytest.raises(PageError, match=r"^holds more than 60,000 lines; split it into several"):
        import_page("a\n" * 60_001 + "CC0", ImportOptions(title="T"))


def test_a_long_line_between_equals_signs_is_no_heading() -> None:
    page = f"== {'a ' * 300}==\n\nText.\n\nUnder CC0."
    assert [p.section for p in import_page(page, ImportOptions(title="T")).article.passages] == [None, None]


def test_files_that_never_end_are_not_read_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "endless.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.md")
    with (tmp_path / "big.md").open("wb") as file:
        file.truncate(bounds.MOST_BYTES + 1)

    told = [str(problem).removeprefix(f"{tmp_path}{os.sep}") for problem in check_library(tmp_path)]
    assert told == [
        "big.md: error: holds more than 20,000,000 bytes; split it into several articles",
        "endless.md: error: is no file that can be read; put a text file in its place",
        "pipe.md: error: is no file that can be read; put a text file in its place",
    ]
    with pytest.raises(PageError, match="20,000,000 bytes"):
        recognize(read_file(Path("/dev/zero")))


@pytest.mark.parametrize(
    "piece", ["word ", "“", "漢。", "He said: “It is so. It was.” ", "x", "\u0301", "a. "]
)
def test_a_paragraph_without_end_becomes_passages_that_hold_every_character(piece: str) -> None:
    text = (piece * 40_000)[:40_000].strip()
    passages = passages_of([Paragraph(text)], "t", "en")
    assert "".join(passage.text + passage.gap for passage in passages) == text
    assert all(0 < len(passage.text) <= bounds.LONGEST_SENTENCE for passage in passages)


def test_sentences_of_a_very_long_paragraph_are_whole() -> None:
    text = " ".join(f"Dr. J. R. Smith saw {n} of them (so he said)." for n in range(1000))
    sentences = [s.of(p.text) for p in passages_of([Paragraph(text)], "t", "en") for s in p.sentences]
    assert sentences == [f"Dr. J. R. Smith saw {n} of them (so he said)." for n in range(1000)]
