"""Generated pages, articles and questions, for properties that hold whatever people write."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import strategies as st

from bot.library import Article, Library, parse_article
from bot.library.writing import markdown_of

MARKDOWN = (
    "*", "**", "_", "`", "```", "~~~", "~", "[", "]", "](", "![", "[^1]", "[^", "^[", "]:", "<", ">", "<br>",
    "<!--", "-->", "</p>", "&amp;", "&#35;", "&", "\\", "\\\\", "#", "# ", "- ", "+ ", "1. ", "1) ", "---",
    "===", "|", ":", "!", "(", ")", "{", "}", "$", "@everyone", "http://x.y", "a@b.c", "\t", "  ", "\u00a0",
    "\u2028", "\u200b", "\u202e", "“", "”", "…", "’s", "é", "e\u0301", "中文", "🏴\u200d☠️", "[1]", "[ ]",
    "~~", "==", "%%", "$x_1$", "[[", "]]", "[[a|b]]", "^[x]", "https://x.y/_a_", ": ", "[!NOTE]",
    "<sup>", "</del>",
)  # fmt: skip
"""What Markdown, or a terminal, could take for more than the words that they are."""

WORDS = "Lenin Trotsky said that the revolution in 1917 was led by workers. Dr. J. R. Smith! Why?".split()

REQUESTS = [
    "source?", "said that", "who wrote this?", "license", "all footnotes", "[1]", "footnotes 1 and 9",
    "note a", "the last footnote", "what is cited for the revolution?", "[2]? source?",
    "[1] and who was Lenin?", "more", "no no", "are you sure?", "hello",
]  # fmt: skip
"""What asks for something other than a passage, or for nothing."""

_LIKE_HEADING = re.compile(r"==.*==|##")
_LIKE_REFERENCE = re.compile(r"[\^↑⁰¹²³⁴-⁹]|[-•*]?\s*[\[(].{1,20}[\])]|\[?\w[\w ]*[\].):]\s")
_LIST_TITLES = ("references", "notes", "footnotes", "citations", "notes and references")


def lines() -> st.SearchStrategy[str]:
    """A line of any text that can be shown, full of what Markdown takes for its own."""
    character = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")
    piece = st.one_of(st.sampled_from(MARKDOWN), st.sampled_from(WORDS).map(lambda w: f" {w} "), character)
    return st.lists(piece, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)


@dataclass(frozen=True)
class Page:
    """A page as it is pasted, and what stands in it."""

    text: str
    paragraphs: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


def _labels() -> st.SearchStrategy[str]:
    return st.one_of(
        st.integers(1, 9999).map(str),
        st.sampled_from("abcxyz"),
        st.builds("{} {}".format, st.sampled_from(["note", "nb", "web"]), st.integers(1, 999)),
    )


def _is_plain(line: str) -> bool:
    """Whether `line` is neither a heading nor a reference, nor the title of their list."""
    title = line.removesuffix(":").casefold().removesuffix("[edit]")
    return not (
        _LIKE_HEADING.match(line)
        or line.endswith("[]")
        or _LIKE_REFERENCE.match(line)
        or title in _LIST_TITLES
        or "©" in line
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Paragraphs of one line or more, markers, a reference list or none, a licence line."""
    labels = draw(st.lists(_labels(), max_size=4, unique=True))
    marker = st.sampled_from([f"[{label}]" for label in labels]) if labels else st.just("")
    line = st.builds("".join, st.tuples(lines(), marker, st.one_of(st.just(""), lines()), marker))
    line = line.map(str.strip).filter(_is_plain)
    block = st.lists(line, min_size=1, max_size=3)
    blocks = draw(st.lists(block, min_size=1, max_size=4))
    if labels:
        blocks[0][0] += f"[{labels[0]}]"
    paragraphs = tuple("\n".join(block) for block in blocks)
    text = lines().filter(_is_plain)
    references = tuple((label, "\n".join(draw(st.lists(text, min_size=1, max_size=2)))) for label in labels)
    brackets = draw(st.booleans())
    listed = [f"  [{label}] {text}" if brackets else f"  {label}. {text}" for label, text in references]
    title = [draw(st.sampled_from(["References", "== Notes ==", "Footnotes[edit]"]))] if labels else []
    shown = draw(st.booleans())
    parts = ["\n\n".join(paragraphs), *(title if shown else []), "\n".join(listed)]
    between = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"])) if labels else "\n\n"
    page = "\n\n".join(filter(None, parts)) + between + "Available under CC BY-SA 4.0."
    return Page(page, paragraphs, references)


def _sentences(labels: list[str]) -> st.SearchStrategy[str]:
    """Markdown of a sentence or two, with markers."""
    marker = st.sampled_from([f"[^{label}]" for label in labels]) if labels else st.just("")
    word = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), marker, lines().map(_escaped))
    return st.lists(word, min_size=3, max_size=30).map(" ".join)


def _escaped(line: str) -> str:
    return markdown_of(line, ()).replace("\\\n", " ")


@st.composite
def article_files(draw: st.DrawFn) -> str:
    """An article file without a problem: sections, paragraphs, lists, quotations, code, footnotes."""
    labels = draw(st.lists(st.sampled_from(["1", "2", "3", "a", "note_1"]), max_size=3, unique=True))
    sentences = _sentences(labels)
    block = st.one_of(
        sentences,
        st.lists(sentences, min_size=1, max_size=3).map("\\\n".join),
        st.lists(sentences, min_size=1, max_size=3).map(lambda items: "- " + "\n- ".join(items)),
        sentences.map("> {}".format),
        st.sampled_from(["## Theory", "### Practice", "## History"]),
        st.sampled_from(["```\ncode [^1]\n```", "***", "<!-- unseen -->"]),
        st.lists(sentences, min_size=20, max_size=30).map(" ".join),
    )
    blocks = ["Lenin said so." + "".join(f"[^{label}]" for label in labels)]
    blocks += draw(st.lists(block, max_size=6))
    blocks += [f"[^{label}]: {draw(lines().map(_escaped))}" for label in labels]
    notice = draw(st.sampled_from(["", "  notice: All text is free.\n"]))
    source = draw(st.sampled_from(["", "source:\n  url: https://example.org/a\n  authors: [Ann, Bo]\n"]))
    head = f"---\ntitle: Trotskyism\nlicense:\n  name: CC BY\n{notice}{source}---\n\n"
    return head + "\n\n".join(blocks) + "\n"


@st.composite
def articles(draw: st.DrawFn, name: str = "article") -> Article:
    """An article that was read from a generated file."""
    article, problems = parse_article(draw(article_files()), article=name, path=f"{name}.md")
    assert article is not None, problems
    return article


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """One to three articles."""
    return Library(tuple(draw(articles(name)) for name in ("a", "b", "c")[: draw(st.integers(1, 3))]))


def questions() -> st.SearchStrategy[str]:
    """What people may ask: words of the articles, footnotes and sources, and anything else."""
    return st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
        st.sampled_from(REQUESTS),
        lines(),
        st.text(max_size=40),
    )
