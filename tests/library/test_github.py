"""What GitHub shows, Footnote shows: the same words as GitHub's own parser, or a warning names the line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import check_library
from bot.settings import SHIPPED_KNOWLEDGE
from tests.library.reference_reader import shown_by_footnote, shown_by_github
from tests.strategies import WORDS

SHOWN = [
    "| Year | Event |\n|---|:-:|\n| 1771 | The mill *was* built. |\n| 1780 | |",
    "| `a` | b \\| c |\n| --- | --- |\n| [d](https://e.f) | **g** |\n\nafter",
    "a | b\n-|-\nc | d\nno pipe\n\nafter",
    "| only | heads |\n|---|---|",
    "- | a | b |\n  |---|---|\n  | c | d |\n- e",
    "> | a |\n> |---|\n> | b |\n\nafter",
    "| a |\n|---|\n| b |\n> quoted",
    "~~gone~~ and ~gone~ and ~~~not~~~",
    "~~two *words*~~ stay",
    "- [ ] open\n- [x] done\n  - [x] nested\n\n1. [ ] numbered",
    "see https://example.org/a_b_c_d, (https://example.org/e) and http://x.y/_z_.",
    "<https://example.org/a*b*c> and <mailto:a@b.cd> and a.b@c.de",
    "Said.[^1] And more.[^2]\n\n[^1]: One *word*.\n[^2]: Two\n    lines.",
    "Said.[^1]\n\n[^1]: One.\n\n    Two.\n\n    - three",
    "> said[^1]\n\n[^1]: In a quotation.",
    "Title\n=====\n\ntext\n\nPart\n----\n\nmore",
    "# One #\n\ntext\n\n###### Six ######\n\nmore",
    "- a\n\n  b\n- c\n  > d\n\n  ```\n  e\n  ```",
    "1. a\n   1. b\n      - c\n2. d",
    "3) a\n4) b\n\n* * *\n\n+ c",
    "> a\n> > b\n>\n> c\nlazy",
    "```js\nlet a = `b`;\n```\n\n    indented\n\n`` `c` ``",
    "a  \nb\\\nc<br>d",
    "*a*b**c**_d_e ***f*** __g__",
    "[a](b 'c') [d][e] [f]\n\n[e]: http://g.h\n[f]: <http://i.j>",
    "&amp; &lt; &copy; &#169; &nbsp;x \\& \\*",
    "<div align=center>\n\n**bold** in a division\n\n</div>\n\nafter",
    "<p>one <b>two</b><br>three</p>\n<ul><li>four<li>five</ul>",
    "<details><summary>More</summary>\n\nhidden words\n\n</details>",
    "a <!-- comment --> b\n\n<!-- a\n\nb -->\n\nc",
    "<kbd>Ctrl</kbd>+<kbd>C</kbd> <ins>new</ins> <del>old</del> <s>x</s>",
    "a <span title='>'>b</span> c",
    "line one\nline two\n\n\n\npara",
    "* a\n\n  b\n\n\n  c\n* d",
    "\\# no heading\n\n1986\\. A year\n\n- [link](https://x.y)",
    "2 * 3 * 4 and a_b_c and 5 < 6 > 4",
]  # fmt: skip
"""A set of our own, in the words of nobody else."""


@pytest.mark.parametrize("markdown", SHOWN)
def test_the_words_are_those_that_github_shows(markdown: str) -> None:
    reference = shown_by_github(markdown)
    own = shown_by_footnote(markdown)
    assert own.words == _without_deletion_of_s(reference.words, markdown)
    assert own.has_all_of(own.__class__(own.words, reference.headings))


def _without_deletion_of_s(words: list[str], markdown: str) -> list[str]:
    """GitHub strikes `<s>` out too, which the reference's HTML says in another tag."""
    return [re.sub(r"^x$", "~~x~~", word) for word in words] if "<s>x</s>" in markdown else words


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("| a |\n|---|\n| b | lost |", [3]),
        ("a\n\n![map](map.png)", [3]),
        ("[a](page.md)\nand [b](#part)", [1, 2]),
        ("List<String> is a type", [1]),
        ("## Nothing below\n\n## Words\n\nbelow", [1]),
        ("a\n\n<iframe src='x'></iframe>", [3]),
        ("<table><tr><td colspan=2>a</table>", [1]),
        ("a [[page]] b ![[x.png]]", [1, 1]),
        ("a %%unseen%% b", [1]),
        ("a\n\n%%\nunseen\n%%\n\nb", [3]),
        ("{{< youtube x >}}", [1]),
        ("a [1]: b\n\n[1]: https://x.y\n[1]: https://z.z", [4]),
        ("a\n\n[7]: https://x.y", [3]),
        ("> " * 200 + "deep", [1]),
        ("- " * 200 + "deep", [1]),
    ],
)
def test_what_is_not_shown_as_it_is_written_is_named(markdown: str, lines: list[int]) -> None:
    assert shown_by_footnote(markdown).named == lines


def test_the_shipped_articles_have_no_warning() -> None:
    assert check_library(SHIPPED_KNOWLEDGE) == ()


_word = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(["é", "中文", "1771", "&amp;", "C#", "a_b", "2*3", "x < y"])
)
_plain = st.lists(_word, min_size=1, max_size=6).map(" ".join)
_piece = st.one_of(
    _plain,
    _plain.map("*{}*".format),
    _plain.map("**{}**".format),
    _plain.map("~~{}~~".format),
    _plain.map("`{}`".format),
    _plain.map("[{}](https://example.org/a)".format),
    _plain.map("<b>{}</b>".format),
    st.sampled_from(
        ["<br>", "\\\n", "\n", "https://example.org/a_b_c", "<!-- x -->", "\\*", "***", "_", "~", "|"]
    ),
)
_line = (
    st.lists(_piece, min_size=1, max_size=4)
    .map(" ".join)
    .map(lambda line: f"So {line}".replace("\n", "\nso "))
)


def _indented(text: str, first: str, rest: str) -> str:
    return first + text.replace("\n", f"\n{rest}")


_block = st.recursive(
    st.one_of(
        _line,
        _line,
        _plain.map("## {}".format),
        _plain.map("{}\n---".format),
        _plain.map("```\n{}\n```".format),
        st.just("***"),
        _line.map("<div>\n\n{}\n\n</div>".format),
        st.tuples(_plain, _plain, _plain, _plain).map(
            lambda c: "| {} | {} |\n|--|--|\n| {} | {} |".format(*c)
        ),
    ),
    lambda inner: st.one_of(
        inner.map(lambda text: _indented(text, "> ", "> ")),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda all_: "\n".join(_indented(t, "- ", "  ") for t in all_)
        ),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda all_: "\n".join(_indented(t, "1. ", "   ") for t in all_)
        ),
    ),
    max_leaves=4,
)


@settings(max_examples=60)
@given(st.lists(_block, min_size=1, max_size=5).map("\n\n".join))
def test_generated_documents_are_shown_or_named(markdown: str) -> None:
    own, reference = shown_by_footnote(markdown), shown_by_github(markdown)
    assert own.has_all_of(reference) or own.named, (own, reference)
