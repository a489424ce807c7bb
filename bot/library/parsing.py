"""An article file's text → `Article`, and everything that is wrong or odd with it, by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType

from bot.library.bounds import (
    LONGEST_FOOTNOTE,
    LONGEST_FRONT_MATTER,
    LONGEST_HEADING,
    MOST_BRACKETS_IN_PARAGRAPH,
    beyond_bounds,
)
from bot.library.edits import digest_of
from bot.library.front_matter import FrontMatter, FrontMatterError, parse_front_matter, split_front_matter
from bot.library.licenses import contradicts, contradicts_notice
from bot.library.markdown import LONGEST_LABEL, MarkdownArticle, label_written, parse_markdown
from bot.library.model import Article, Footnote
from bot.library.passages import passages_of
from bot.library.problems import Problem
from bot.library.spaced_labels import advice_on, spaced_labels


def parse_article(text: str, *, article: str, path: str) -> tuple[Article | None, list[Problem]]:
    """An article from its file's `text`, with the id `article`; `path` is what problems are told with."""
    if not article:
        return None, [Problem(path, 0, "has no letter in its name; rename it, such as “trotskyism.md”")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    excess = beyond_bounds(text)
    if excess:
        return None, [Problem(path, 0, excess)]
    fields, body = split_front_matter(text)
    front_matter, problems = _front_matter(fields, text, path)
    parsed = parse_markdown(body, front_matter.title if front_matter else "")
    problems += _footnote_problems(parsed, path)
    problems += _excesses(parsed, path)
    problems += [Problem(path, line, message) for line, message in parsed.errors]
    problems += [Problem(path, line, message, warning=True) for line, message in parsed.warnings]
    problems += [Problem(path, line, advice_on(label), warning=True) for label, line in spaced_labels(body)]
    if not parsed.paragraphs:
        problems.append(
            Problem(path, text.count("\n") + 1, "the article is empty; write its text below the front matter")
        )
    if front_matter is None or any(not problem.warning for problem in problems):
        return None, problems
    source = front_matter.to_source()
    return (
        Article(
            id=article,
            title=front_matter.title,
            license=front_matter.to_license(),
            passages=passages_of(parsed.paragraphs, article, front_matter.language),
            footnotes=tuple(Footnote(f.number, f.text, f.links, f.markers) for f in parsed.footnotes),
            language=front_matter.language,
            source=source,
            questions=front_matter.questions,
            aliases=MappingProxyType(dict(front_matter.aliases)),
            edited=source.digest is not None and source.digest != digest_of(body),
        ),
        problems,
    )


def _front_matter(fields: str | None, text: str, path: str) -> tuple[FrontMatter | None, list[Problem]]:
    wanted = "begin the file with “---”, “title: …”, “license: …”, “---”"
    if fields is None:
        if text.startswith("---"):
            return None, [Problem(path, 1, "front matter has no end; put “---” on a line below its fields")]
        if text.startswith("+++"):
            return None, [Problem(path, 1, f"front matter is TOML (“+++”), and YAML is wanted; {wanted}")]
        return None, [Problem(path, 1, f"front matter is missing; {wanted}")]
    if len(fields) > LONGEST_FRONT_MATTER:
        message = f"front matter holds more than {LONGEST_FRONT_MATTER:,} characters; shorten it"
        return None, [Problem(path, 1, message)]
    try:
        front_matter = parse_front_matter(fields)
    except FrontMatterError as error:
        # The YAML begins below the opening “---”.
        return None, [Problem(path, line + 1, message) for line, message in error.problems]
    return front_matter, [
        *_ignored(front_matter, fields, path),
        *_license_warnings(front_matter, text, path),
    ]


def _ignored(front_matter: FrontMatter, fields: str, path: str) -> Iterator[Problem]:
    names = front_matter.ignored
    if names:
        before = (
            place
            for place, line in enumerate(fields.split("\n"))
            if line.lstrip("\"'").startswith(names[0].split(" (")[0])
        )
        told = ", ".join(f"“{name[:40]}”" for name in names[:10]) + (" …" if len(names) > 10 else "")
        known = ", ".join(FrontMatter.model_fields)
        does = "means nothing here and is" if len(names) == 1 else "mean nothing here and are"
        message = f"{told} in the front matter {does} ignored; there are {known}"
        yield Problem(path, next(before, 0) + 2, message, warning=True)


def _license_warnings(front_matter: FrontMatter, text: str, path: str) -> Iterator[Problem]:
    """What a licence asks that a bot may break by showing excerpts, and one that contradicts itself."""
    line = next((n for n, words in enumerate(text.split("\n"), start=1) if words.startswith("license")), 1)
    choices = front_matter.to_license().choices
    for license in choices:
        other = contradicts(license)
        if other:
            message = f"license.url is the address of {other}, but its name is “{license.name}”; correct one"
            yield Problem(path, line, message, warning=True)
    stated = contradicts_notice(front_matter.to_license())
    if stated:
        message = (
            f"license.notice states “{stated}”, but license.name is “{choices[0].name}”; correct the name, or"
            " keep it only if whoever wrote the notice allows it"
        )
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
    return problems
