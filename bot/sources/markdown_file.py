"""A Markdown text with footnotes of its own → an article: its body stays as it is written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from bot.library import Article, License, Source
from bot.library.citations import label_written
from bot.library.licenses import license_of_url, tells_license
from bot.library.markdown import parse_markdown
from bot.library.reading import article_id, parse_article
from bot.library.spaced_labels import advice_on, spaced_labels
from bot.library.writing import front_matter_of
from bot.sources.clipboard.markers import marker_places
from bot.sources.document import Document, Heading, Remark, TextBlock, Words
from bot.sources.errors import PageError
from bot.sources.foreign_fields import read_fields
from bot.sources.html.unled_markers import unled_markers
from bot.sources.license_lines import notice_in_markdown

_CODE = re.compile(r"^(```|~~~)(?:.*\n)*?\1|`[^`\n]+`", re.MULTILINE)
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_TITLE = re.compile(r"#[ \t]+(?P<title>[^\n#][^\n]*?)[ \t]*#*[ \t]*\Z")


def read_markdown(text: str) -> tuple[Document, str]:
    """What a Markdown text says about itself, as a document of one block, and its body without that."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    facts, ignored, body = read_fields(plain)
    body = body.strip("\n")
    first, _, rest = body.partition("\n")
    titled = _TITLE.match(first.strip())
    title = titled["title"].replace("\\", "") if titled else ""
    lines = body.split("\n")
    notice = license_url = ""
    last = lines[-1].strip()
    above = lines[:-1]
    if len(above) > 1 and _RULE.fullmatch(above[-1]) and not above[-2].strip():
        above.pop()  # a line between the text and what stands below it
    alone = bool(above) and not above[-1].strip()
    if alone and "[^" not in last and tells_license(last):
        notice, license_url = _notice_shown(last)
        body = "\n".join(above).rstrip()
    if titled:
        body = rest if not notice else body.partition("\n")[2]
    body = body.strip("\n")
    stated = None if notice or facts.license_notice else notice_in_markdown(body, facts.title or title)
    if stated:
        notice, license_url, body = stated
    facts = replace(
        facts,
        title=facts.title or title,
        license_notice=notice or facts.license_notice,
        license_url=license_url,
    )
    blocks = (Heading(1, Words(title)), TextBlock(Words(body)))
    return Document(blocks, facts=facts, left_out=ignored), body.strip("\n")


def _notice_shown(line: str) -> tuple[str, str]:
    """A notice as readers see it, without Markdown's signs, and the address of a licence that it links to."""
    shown = parse_markdown(line).paragraphs
    if len(shown) != 1:
        return line, ""
    links = (link.url for link in shown[0].links)
    return shown[0].text, next((url for url in links if license_of_url(url)), "")


def lines_above(body: str, text: str) -> int:
    """How many lines of `text` stand above the `body` that was read from it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    found = plain.find(body)
    if found < 0:  # the licence's line isn't there any more
        found = plain.find("\n" + body.partition("\n\n")[0]) + 1
    return plain.count("\n", 0, max(found, 0))


def without_lost_markers(body: str, above: int) -> tuple[str, list[Remark]]:
    """The body with the markers that have no footnote as plain words, and a remark on each.

    `above` counts the file's lines above the body.
    """
    parsed = parse_markdown(body)
    defined = {footnote.number for footnote in parsed.footnotes}
    lost = [(number, line) for number, line in parsed.citations if number not in defined]
    spaced = [Remark(line + above, advice_on(label)) for label, line in spaced_labels(body)]
    if not lost:
        return body, spaced
    labels = "|".join({re.escape(label_written(number)) for number, _ in lost})
    marker = re.compile(rf"{_CODE.pattern}|(?<!\\)\[\^(?:{labels})\]", re.MULTILINE)
    plain = marker.sub(lambda found: found[0] if found[1] or found[0][0] == "`" else f"\\{found[0]}", body)
    return plain, [
        *(Remark(line + above, f"[^{label_written(number)}] has no footnote") for number, line in lost),
        *spaced,
    ]


def import_markdown(
    body: str, title: str, language: str, license: License, source: Source, above: int
) -> tuple[Article, str, list[Remark]]:
    """The article that the Markdown `body`, below `above` lines, makes, its file, and what is odd in it.

    Raises PageError with the first problem.
    """
    head = front_matter_of(title, language, license, source)
    markdown = f"{head}{body}\n"
    article, problems = parse_article(markdown, article=article_id(title), path="the file")
    errors = [problem for problem in problems if not problem.warning]
    below = above - head.count("\n")
    if article is None:
        line = errors[0].line + below
        raise PageError(line if line > above else 0, errors[0].message)
    odd = [Remark(each.line + below, each.message) for each in problems if each.line + below > above]
    return article, markdown, odd


def shown_blocks(article: Article) -> tuple[TextBlock, ...]:
    """The article's passages, with the markers that lead to its footnotes."""
    return tuple(TextBlock(Words(passage.text, passage.markers)) for passage in article.passages)


def plain_markers(article: Article, body: str) -> tuple[list[Remark], list[Remark]]:
    """Numbers in brackets in a Markdown text that are no footnotes of it: see `unled_markers`."""
    blocks = shown_blocks(article)
    code = " ".join(match[0] for match in _CODE.finditer(body))
    numbers = Counter(key for place in marker_places(code) for key in place.keys if not place.raised)
    notes = frozenset(footnote.number for footnote in article.footnotes)
    return unled_markers(blocks, frozenset(), numbers, notes, loose=False)
