"""Article files → `Library`, or everything that is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from bot.library.bounds import (
    LONGEST_FOOTNOTE,
    LONGEST_FRONT_MATTER,
    LONGEST_HEADING,
    MOST_BRACKETS_IN_PARAGRAPH,
    MOST_BYTES,
    beyond_bounds,
)
from bot.library.front_matter import FrontMatter, FrontMatterError, parse_front_matter
from bot.library.licenses import contradicts
from bot.library.markdown import LONGEST_LABEL, MarkdownArticle, label_written, parse_markdown
from bot.library.model import Article, Footnote, Library
from bot.library.passages import passages_of
from bot.library.problems import LibraryError, Problem

LONGEST_ID = 64
"""Characters. An article's id travels in Discord's custom ids, which hold 100 in all."""

NOT_ARTICLES = frozenset({"README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG", "CONTRIBUTING"})
"""Files that speak about the folder: by custom their names are in capitals."""


def article_id(name: str) -> str:
    """The id that a title or a file's name gives: small letters and digits, joined by hyphens."""
    # A title and a file's name may spell "é" in one character or in two.
    composed = unicodedata.normalize("NFC", name.casefold())
    return re.sub(r"[\W_]+", "-", composed).strip("-")[:LONGEST_ID].rstrip("-")


def load_library(folder: Path) -> Library:
    """Read every article below `folder`.

    Raises LibraryError with all problems where an article can't be used, or where there is none.
    """
    library, problems = read_library(folder)
    if any(not problem.warning for problem in problems):
        raise LibraryError(problems)
    return library


def check_library(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong, or odd, with the articles below `folder`, by file and line."""
    return read_library(folder)[1]


def read_library(folder: Path) -> tuple[Library, tuple[Problem, ...]]:
    """The articles below `folder` that can be read, and all problems found on the way."""
    articles: list[Article] = []
    problems: list[Problem] = []
    owners: dict[str, Path] = {}
    for file in sorted(_article_files(folder, problems)):
        name = article_id(file.stem)
        article, found = _read_file(file, name)
        problems += found
        if name in owners:
            message = f"has the same id as {owners[name]} ({name}); rename one of the two"
            problems.append(Problem(str(file), 1, message))
        elif article is not None:
            articles.append(article)
        owners.setdefault(name, file)
    if not owners and not problems:
        message = "holds no article; add one with “footnote import”, or name another folder"
        problems.append(Problem(str(folder), 0, message))
    return Library(tuple(sorted(articles, key=lambda article: article.id))), tuple(sorted(problems))


def _article_files(
    folder: Path, problems: list[Problem], above: frozenset[Path] = frozenset()
) -> Iterator[Path]:
    try:
        real, entries = folder.resolve(), list(folder.iterdir())
    except OSError as error:
        message = f"can't be read ({error.strerror}); name a folder of articles that is readable"
        problems.append(Problem(str(folder), 0, message))
        return
    if real in above:  # a link to a folder above would go round and round
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _article_files(path, problems, above | {real})
        elif path.suffix.lower() == ".md" and path.stem not in NOT_ARTICLES:
            yield path


def _read_file(file: Path, name: str) -> tuple[Article | None, list[Problem]]:
    try:
        if not file.is_file() and file.exists():
            return None, [Problem(str(file), 0, "is no file that can be read; put a text file in its place")]
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        return None, [Problem(str(file), 0, f"can't be read ({error.strerror}); make it readable")]
    if len(data) > MOST_BYTES:
        return None, [
            Problem(str(file), 0, f"holds more than {MOST_BYTES:,} bytes; split it into several articles")
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [Problem(str(file), line, "is not UTF-8 text; save the file as UTF-8")]
    return parse_article(text, article=name, path=str(file))


def parse_article(text: str, *, article: str, path: str) -> tuple[Article | None, list[Problem]]:
    """An article from its file's `text`, with the id `article`; `path` is what problems are told with."""
    if not article:
        return None, [Problem(path, 0, "has no letter in its name; rename it, such as “trotskyism.md”")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    excess = beyond_bounds(text)
    if excess:
        return None, [Problem(path, 0, excess)]
    parsed = parse_markdown(text)
    front_matter, problems = _front_matter(parsed, text, path)
    problems += _footnote_problems(parsed, path)
    problems += _excesses(parsed, path)
    if not parsed.paragraphs:
        problems.append(
            Problem(path, text.count("\n") + 1, "the article is empty; write its text below the front matter")
        )
    if front_matter is None or any(not problem.warning for problem in problems):
        return None, problems
    return (
        Article(
            id=article,
            title=front_matter.title,
            license=front_matter.to_license(),
            passages=passages_of(parsed.paragraphs, article, front_matter.language),
            footnotes=tuple(Footnote(f.number, f.text) for f in parsed.footnotes),
            language=front_matter.language,
            source=front_matter.to_source(),
            questions=front_matter.questions,
            aliases=MappingProxyType(dict(front_matter.aliases)),
        ),
        problems,
    )


def _front_matter(parsed: MarkdownArticle, text: str, path: str) -> tuple[FrontMatter | None, list[Problem]]:
    if parsed.front_matter is None:
        if text.startswith("---"):
            return None, [Problem(path, 1, "front matter has no end; put “---” on a line below its fields")]
        message = "front matter is missing; begin the file with “---”, “title: …”, “license: …”, “---”"
        return None, [Problem(path, 1, message)]
    if len(parsed.front_matter) > LONGEST_FRONT_MATTER:
        message = f"front matter holds more than {LONGEST_FRONT_MATTER:,} characters; shorten it"
        return None, [Problem(path, 1, message)]
    try:
        front_matter = parse_front_matter(parsed.front_matter)
        return front_matter, list(_license_warnings(front_matter, text, path))
    except FrontMatterError as error:
        # The YAML begins below the opening “---”.
        return None, [Problem(path, line + 1, message) for line, message in error.problems]


def _license_warnings(front_matter: FrontMatter, text: str, path: str) -> Iterator[Problem]:
    """What a licence asks that a bot may break by showing excerpts, and one that contradicts itself."""
    line = next((n for n, words in enumerate(text.split("\n"), start=1) if words.startswith("license")), 1)
    choices = front_matter.to_license().choices
    for license in choices:
        other = contradicts(license)
        if other:
            message = f"license.url is the address of {other}, but its name is “{license.name}”; correct one"
            yield Problem(path, line, message, warning=True)
    # Where a reader may choose, the freest counts.
    if all(license.non_commercial for license in choices):
        message = f"“{choices[0].name}” allows no commercial use; run this bot only where nobody earns by it"
        yield Problem(path, line, message, warning=True)
    if all(license.no_derivatives for license in choices):
        message = (
            f"“{choices[0].name}” allows no changed versions; Footnote shows excerpts word for word, so ask"
            " the author whether excerpts are welcome"
        )
        yield Problem(path, line, message, warning=True)


def _excesses(parsed: MarkdownArticle, path: str) -> Iterator[Problem]:
    """What is longer, or harder to read, than readers and parser can bear."""
    for line in parsed.crowded:
        message = f"a paragraph holds more than {MOST_BRACKETS_IN_PARAGRAPH:,} of “[” and “<”; part it"
        yield Problem(path, line, message)
    for line in parsed.lengthy:
        yield Problem(path, line, f"a heading holds more than {LONGEST_HEADING} characters; shorten it")
    for footnote in parsed.footnotes:
        if len(footnote.text) > LONGEST_FOOTNOTE:
            message = f"a footnote holds more than {LONGEST_FOOTNOTE:,} characters; shorten it"
            yield Problem(path, footnote.line, message)


def _footnote_problems(parsed: MarkdownArticle, path: str) -> list[Problem]:
    problems: list[Problem] = []
    defined = Counter(footnote.number for footnote in parsed.footnotes)
    first: dict[str, int] = {}
    for footnote in parsed.footnotes:
        label = f"[^{label_written(footnote.number)}]"
        if footnote.number in first:
            message = f"footnote {label} stands twice, first in line {first[footnote.number]}; renumber one"
            problems.append(Problem(path, footnote.line, message))
        first.setdefault(footnote.number, footnote.line)
        if len(footnote.number) > LONGEST_LABEL:
            message = f"footnote {label} has a label of more than {LONGEST_LABEL} characters; shorten it"
            problems.append(Problem(path, footnote.line, message))
        if not footnote.text.strip():
            problems.append(
                Problem(path, footnote.line, f"footnote {label} is empty; write its text after the colon")
            )
    for number, line in parsed.citations:
        if number not in defined:
            label = f"[^{label_written(number)}]"
            message = f"marker {label} has no footnote; add “{label}: …”, or take the marker out"
            problems.append(Problem(path, line, message))
    cited = {number for number, _ in parsed.citations}
    for number, line in first.items():
        if number not in cited:
            message = f"footnote [^{label_written(number)}] is cited nowhere; add its marker, or take it out"
            problems.append(Problem(path, line, message, warning=True))
    html = "HTML is not shown to readers; write Markdown"
    problems += [Problem(path, line, html, warning=True) for line in parsed.unread]
    return problems
