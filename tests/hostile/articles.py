"""The worst articles that we can think of, of any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count

HEAD = "---\ntitle: T\nlicense: CC0\n---\n\n"
LICENSED = "\n\nAvailable under CC BY-SA 4.0."


def repeated(piece: str, length: int) -> str:
    """`piece` again and again, `length` characters in all."""
    return (piece * (length // len(piece) + 1))[:length]


def numbered(piece: str, length: int) -> str:
    """`piece` again and again, each `#` in it a number of its own."""

    def pieces() -> Iterator[str]:
        size = 0
        for number in count():
            made = piece.replace("#", str(number))
            size += len(made)
            if size > length:
                return
            yield made

    return "".join(pieces())


REPEATED = {
    "prose": "The quick brown fox jumps over the lazy dog. " * 8 + "\n\n",
    "prose in one paragraph": "The quick brown fox jumps over the lazy dog. ",
    "prose in short lines": "The quick brown fox jumps over\n",
    "one word": "a",
    "words without an end": "word ",
    "ends of sentences": ". ",
    "ends, one on the other": ".",
    "abbreviations": "Dr. J. R. ",
    "capitals": "A ",
    "one quotation mark": "“",
    "quotation marks and sentences": "“a. ",
    "quotation marks by the paragraph": "“" * 9000 + "\n\n",
    "straight quotation marks": '"a',
    "apostrophes": "a' ",
    "backticks": "`",
    "backticks between words": "`a ",
    "Chinese sentences": "漢。",
    "Chinese sentences by the paragraph": "漢。" * 4500 + "\n\n",
    "Chinese without an end": "漢",
    "Thai": "กิ่",
    "accents": "\u0315\u0300",
    "joined emoji": "👩\u200d",
    "turned round": "\u202ea ",
    "NUL": "\0",
    "opening brackets": "[",
    "opening brackets by the paragraph": "[" * 1900 + "\n\n",
    "images": "![",
    "images by the paragraph": "![" * 1900 + "\n\n",
    "markers that don't end": "[^",
    "closing brackets": "]",
    "links that don't end": "[a](",
    "links": "[a](b) ",
    "references": "[a][b]",
    "nested links": "[[[a](b)](c)",
    "stars": "*",
    "stars and words": "*a **",
    "emphasis": "_a_ ",
    "strong and weak": "**a*",
    "underscores in words": "a_",
    "quotations": "> ",
    "quoted lines": "> a\n",
    "deeply quoted lines": ">" * 50 + " a\n",
    "list in list": "- ",
    "items": "- a\n",
    "items, apart": "- a\n\n",
    "numbered items": "1. a\n",
    "reference definitions": "[r]: http://x.y 'z'\n",
    "a reference that doesn't end": "[r\n",
    "tables": "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "HTML": "<div>\n",
    "HTML blocks": "<div>\na\n</div>\n\n",
    "comments that don't end": "a <!-- ",
    "comments that nearly end": "a <!-- ---> ",
    "comments that nearly end, by the paragraph": "a <!-- ---> " * 900 + "\n\n",
    "CDATA": "a <![CDATA[",
    "attributes": "<a b='>' ",
    "less than": "<",
    "headings": "# a\n",
    "number signs": "#",
    "lines that make headings": "a\n===\n",
    "rules": "---\n",
    "fences": "```\na\n```\n",
    "fences that don't end": "```\n",
    "code": "    a\n",
    "entities": "&amp;",
    "entities that don't end": "&#x",
    "backslashes": "\\",
    "hard breaks": "a\\\n",
    "spaces": " ",
    "tabs": "\t",
    "line ends": "\n",
    "the same paragraph": "same\n\n",
    "addresses": "http://a.b/c?d=e ",
}
"""Pieces of Markdown that are repeated without end."""

NUMBERED = {
    "footnotes": "a[^#]\n\n[^#]: b\n\n",
    "footnotes without a marker": "[^#]: b\n",
    "markers without a footnote": "[^#] ",
    "markers in one paragraph": "w[^#] ",
    "different paragraphs": "p#\n\n",
    "sections": "## h#\n\nx\n\n",
    "different definitions": "[r#]: http://x.y\n\n",
}

OTHER: Mapping[str, Callable[[int], str]] = {
    "as many brackets open as close": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "as many stars open as close": lambda n: "*" * (n // 2) + "a" + "*" * (n // 2),
    "fences that shrink": lambda n: "".join("`" * (1000 - i % 900) + "\n" for i in range(n // 550)),
    "quotations that deepen": lambda n: "".join(">" * (i % 100) + "a\n" for i in range(n // 52)),
    "lists that deepen": lambda n: "".join("  " * (i % 60) + "- x\n" for i in range(n // 64)),
    "one footnote twice and again": lambda n: "a[^1]\n\n" + repeated("[^1]: b\n", n - 8),
    "one long footnote": lambda n: "a[^1]\n\n[^1]: " + repeated("x ", n - 20),
    "one long label": lambda n: "[^" + "a" * (n - 10) + "]: x",
    "one long heading": lambda n: "## " + "a" * (n - 10) + "\n\nx",
    "one long heading over paragraphs": lambda n: (
        "## " + "a" * (n // 10) + "\n\n" + repeated("x\n\n", n // 2)
    ),
    "a heading that nearly ends": lambda n: "## a" + repeated(" #", n - 20) + "x\n\nx",
    "spaces inside": lambda n: "a" + " " * (n - 2) + "b",
    "a tag without an end": lambda n: "<a " + repeated("b ", n - 10),
}

FRONT_MATTER: Mapping[str, Callable[[int], str]] = {
    "without an end": lambda n: "---\n" + repeated("a: b\n", n - 10),
    "a long title": lambda n: f"---\ntitle: {'x' * (n - 50)}\nlicense: L\n---\n\nx",
    "unknown fields": lambda n: "---\n" + numbered("f#: x\n", n - 20) + "---\n\nx",
    "questions": lambda n: (
        "---\ntitle: T\nlicense: L\nquestions:\n" + repeated("- abc\n", n // 6 * 6 - 60) + "---\n\nx"
    ),
    "other words": lambda n: (
        "---\ntitle: T\nlicense: L\naliases:\n" + numbered("  a#: b\n", n - 60) + "---\n\nx"
    ),
    "brackets": lambda n: f"---\ntitle: {repeated('[', n - 30)}\n---\n\nx",
    "brackets side by side": lambda n: (
        "---\ntitle: [" + repeated("[" * 100 + "]" * 100 + ", ", (n - 30) // 202 * 202) + "]\n---\n\nx"
    ),
    "fields in fields": lambda n: (
        "---\n" + "".join(" " * i + "a:\n" for i in range(int((2 * n) ** 0.5) - 4)) + "---\n\nx"
    ),
    "items in items": lambda n: f"---\n{repeated('- ', n - 20)}\n---\n\nx",
    "a bomb of aliases": lambda n: "---\na: &a [x]\n" + numbered("b#: &b# [*a, *a]\n", n - 40) + "---\n\nx",
    "the same field": lambda n: "---\n" + repeated("a: b\n", (n - 20) // 5 * 5) + "---\n\nx",
    "merge keys": lambda n: "---\n" + repeated("<<: {a: b}\n", (n - 30) // 11 * 11) + "---\n\nx",
    "tags": lambda n: "---\n" + repeated("!!python/object:os.system ", n - 20) + "\n---\n\nx",
    "explicit keys": lambda n: "---\n" + repeated("? a\n", (n - 20) // 4 * 4) + "---\n\nx",
    "comments": lambda n: "---\n" + repeated("# a\n", (n - 20) // 4 * 4) + "---\n\nx",
    "a folded title": lambda n: "---\ntitle: >\n" + repeated("  a\n", (n - 30) // 4 * 4) + "---\n\nx",
    "a quoted title": lambda n: '---\ntitle: "' + repeated("a\\n", (n - 40) // 3 * 3) + '"\n---\n\nx',
    "dashes": lambda n: "---" + "-" * (n - 5) + "\n",
}

REPEATED_IN_PAGES = {
    "prose": "The quick fox jumps. " * 20 + "\n\n",
    "lines": "The quick fox.\n",
    "one line": "word. ",
    "markers": "a[1] ",
    "brackets": "[",
    "brackets and letters": "[aaaaaaaaaaaaaaaaaaa",
    "equals signs": "=",
    "headings that don't end": "== a = ",
    "number signs": "#\n",
    "signs of Markdown": "*_[]`<&#35;\\",
    "numbers": "1.\n",
    "titles of lists": "References\n\n",
    "the same line": "same\n\n",
    "turned round": "\u202ea ",
    "accents": "\u0315\u0300",
}
"""Pieces of a pasted page that are repeated without end."""

OTHER_PAGES: Mapping[str, Callable[[int], str]] = {
    "references": lambda n: "a[1]\n\n" + numbered("[#] b\n\n", n - 100),
    "one long reference": lambda n: "a[1]\n\n1. b\n" + repeated("more\n", n - 100),
    "lines that go on": lambda n: (
        repeated("a[1]\n\n", n // 2) + "\n\n1. a\n\n" + repeated("zz\n\n", n // 2 - 100)
    ),
    "headings": lambda n: numbered("== h# ==\n", n - 100) + "\n\nx",
    "a long heading": lambda n: "== a" + "#" * (n - 100) + "b ==\n\nx",
    "a licence again and again": lambda n: "x\n\n" + repeated("CC BY-SA ", n - 100),
}


def worst_articles(length: int) -> Iterator[tuple[str, str]]:
    """Name and text of article files of `length` characters, or a little less."""
    body = length - len(HEAD)
    for name, piece in REPEATED.items():
        yield f"article: {name}", HEAD + repeated(piece, body)
    for name, piece in NUMBERED.items():
        yield f"article: {name}", HEAD + numbered(piece, body)
    for name, make in OTHER.items():
        yield f"article: {name}", HEAD + make(body)
    for name, make in FRONT_MATTER.items():
        yield f"front matter: {name}", make(length)


def worst_pages(length: int) -> Iterator[tuple[str, str]]:
    """Name and text of pasted pages of `length` characters, or a little less."""
    for name, piece in REPEATED_IN_PAGES.items():
        yield f"page: {name}", repeated(piece, length - 100) + LICENSED
    for name, make in OTHER_PAGES.items():
        yield f"page: {name}", make(length) + LICENSED
