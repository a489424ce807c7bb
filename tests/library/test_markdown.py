"""A passage keeps the words that a reader of the Markdown sees, and the markers where they stand."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import Article, Problem, parse_article
from bot.library.markdown import parse_markdown
from tests.strategies import lines

HEAD = "---\ntitle: T\nlicense: CC BY\n---\n\n"


def _article(body: str) -> Article:
    article, problems = parse_article(HEAD + body, article="t", path="t.md")
    assert article is not None, problems
    assert not any(not problem.warning for problem in problems)
    return article


def _problems(body: str) -> list[Problem]:
    return parse_article(HEAD + body, article="t", path="t.md")[1]


def _texts(body: str) -> list[str]:
    return [passage.text for passage in _article(body).passages]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("*a* **b** ***c*** _d_ `e` f", "a b c d e f"),
        ("see [the *page*](http://x.y 'title') and [it][r]\n\n[r]: http://x.y", "see the page and it"),
        ("<http://x.y> and <a@b.c>", "http://x.y and a@b.c"),
        ("an ![image of\na *cat*](cat.png) here", "an image of a cat here"),
        ("&copy; &amp; &#x41; \\*not\\* \\[1\\]", "© & A *not* [1]"),
        ("one\ntwo", "one two"),
        ("one  \ntwo\\\nthree<br>four", "one\ntwo\nthree\nfour"),
        ("a <b>bold</b> <!-- unseen --> word", "a bold  word"),
        ("- a\n- b\n  - c\n    1. d\n    2. e\n- f", "• a\n• b\n  • c\n    1. d\n    2. e\n• f"),
        ("7. a\n8. b\n\n   c", "7. a\n8. b\n  c"),
        ("- # Heading\n\n  text\n- > quoted\n- ```\n  code\n  more\n  ```",
         "• Heading\n  text\n• quoted\n• code\n  more"),
        ("- a\n\n  ---\n\n  b", "• a\n  b"),
        ("> said\n> so", "said so"),
        ("```python\nx = [1]\n\ny *= 2\n```", "x = [1]\n\ny *= 2"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        ("Title\n===\n\ntext", "text"),
        ("<!-- unseen -->\n\ntext\n\n***\n\n[unused]: http://x.y", "text"),
        ("- " + "\n".join("  " * depth + f"- {depth}" for depth in range(20)).lstrip(" -"),
         "\n".join("  " * depth + f"• {depth}" for depth in range(20))),
    ],
)  # fmt: skip
def test_the_words_that_a_reader_sees(body: str, text: str) -> None:
    assert _texts(body) == [text]


def test_blocks_are_paragraphs_in_reading_order() -> None:
    body = "one\n\n- two\n\n> three\n>\n> four\n\n```\nfive\n```\n\n* six\n+ seven\n\neight"
    assert [(p.paragraph, p.text) for p in _article(body).passages] == [
        (1, "one"), (2, "• two"), (3, "three"), (4, "four"), (5, "five"), (6, "• six"), (7, "• seven"),
        (8, "eight"),
    ]  # fmt: skip


def test_sections_nest_and_end() -> None:
    body = "a\n\n# Title\n\nb\n\n## *One*\n\nc\n\n### Two [x](y)\n\nd\n\n> #### Three\n> e\n\n"
    article = _article(f"{body}## Four[^1]\n\nf\n\n##\n\ng\n\n[^1]: x".replace("Title", "T"))
    assert [(p.text, p.section) for p in article.passages] == [
        ("a", None), ("b", None), ("c", "One"), ("d", "One › Two x"), ("e", "One › Two x › Three"),
        ("f", "Four"), ("g", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a.[^1] b [^2].", "a.[1] b [2]."),
        ("a.[^1][^2]", "a.[1][2]"),
        ("*a[^1]* **b[^2]**", "a[1] b[2]"),
        ("- a[^1]\n- b\n  - c [^2]", "• a[1]\n• b\n  • c [2]"),
        ("> a[^1]\\\n> b[^2]", "a[1]\nb[2]"),
        ("![a[^1]](x) b[^2]", "a[1] b[2]"),
        ("a[^1]\\: b[^2]\\(c)", "a[1]: b[2](c)"),
        ("é𝒳[^1]\u200d[^2]", "é𝒳[1]\u200d[2]"),
    ],
)
def test_markers_stand_where_the_source_has_them(body: str, text: str) -> None:
    article = _article(f"{body}\n\n[^1]: One\n\n[^2]: Two")
    (passage,) = article.passages
    assert passage.text == text
    assert [(m.number, m.span.of(text)) for m in passage.markers] == [("1", "[1]"), ("2", "[2]")]


def test_a_label_with_a_space_is_written_with_an_underscore() -> None:
    article = _article("a[^note_1]\n\n[^note_1]: N")
    assert article.passages[0].text == "a[note 1]"
    assert article.footnote("note 1") is not None


@pytest.mark.parametrize(
    "body",
    [
        "`[^1]` a[^1]",
        "```\n[^1]\n```\n\na[^1]",
        "\\[^1] a[^1]",
        "<!-- [^1] --> a\n\na[^1]",
        "[^ 1] [^] a[^1]",
    ],
)
def test_what_is_no_marker_stays_words(body: str) -> None:
    article = _article(f"{body}\n\n[^1]: One")
    assert sum(len(passage.markers) for passage in article.passages) == 1


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        ("[^1]: One *and* [two](x)", "One and two"),
        ("[^1]: One\nlazy", "One lazy"),
        ("[^1]: One\n\n    two\n\n    - three", "One\ntwo\n• three"),
        ("[^1]: One:", "One:"),
        ("[^1]:\n    One", "One"),
        ("[^1]: see [^2]\n\n[^2]: Two", "see [2]"),
        ("- item\n\n  [^1]: One in a list", "One in a list"),
        ("> [^1]: One in a quotation", "One in a quotation"),
    ],
)
def test_footnotes(definition: str, text: str) -> None:
    article = _article(f"a[^1]\n\n{definition}")
    footnote = article.footnote("1")
    assert footnote is not None
    assert footnote.text == text
    assert "One" not in "".join(passage.text for passage in article.passages)


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<!-- a\n\nwords", 8),
        ("<script>\nwords\n</script>", 8),
        ("more <video src=x></video>", 8),
        ("- a\n\n  List<String> <b>b</b>", 10),
        ("<table><tr><td rowspan=2>a</table>", 8),
    ],
)
def test_what_html_shows_beside_words_is_lost_but_not_in_silence(html: str, line: int) -> None:
    (problem,) = _problems(f"text\n\n{html}")
    assert problem.warning
    assert (problem.line, "HTML" in problem.message) == (line, True)


@given(st.one_of(st.text(), st.lists(lines(), max_size=12).map("\n".join)))
def test_any_text_can_be_parsed(body: str) -> None:
    parse_markdown(body)
    article, problems = parse_article(HEAD + body, article="t", path="t.md")
    assert article is not None or any(not problem.warning for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)


def test_line_ends_byte_order_marks_and_nul() -> None:
    assert _texts("one\r\ntwo\r\rthree\x00") == ["one two", "three\ufffd"]


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "[" * n + "x" + "]" * n,
        lambda n: "![" * n,
        lambda n: "[^" * n,
        lambda n: "[a](" * n,
        lambda n: "x[^1] " * n + "\n\n[^1]: y",
        lambda n: "> " * n + "x\n\ny",
        lambda n: "- " * n + "x",
        lambda n: "".join("  " * i + "- x\n" for i in range(n // 20)),
        lambda n: "*" * n + "a" + "*" * n,
        lambda n: "*a **" * n,
        lambda n: "`" * n + "a",
        lambda n: "a <!-- " * n,
        lambda n: "<!-- " * n + "\n\ny",
        lambda n: "&#x" * n,
        lambda n: "same\n\n" * n,
        lambda n: "".join(f"a[^{i}]\n\n[^{i}]: b\n\n" for i in range(n // 5)),
        lambda n: "1. a\n" * n,
        lambda n: "Word. " * 20 * n,
        lambda n: "x" * 100 * n,
        lambda n: "“a. " * n,
        lambda n: "\u202ea\tb\u00a0" * n,
    ],
)
def test_five_thousand_of_anything_take_little_time(make: Callable[[int], str]) -> None:
    begin = time.process_time()
    assert parse_article(HEAD + make(5000), article="t", path="t.md")
    # What grows with the square takes minutes; half a second to one is what the slowest takes.
    assert time.process_time() - begin < 10
