"""A page pasted as plain text (paragraphs, `[n]` markers, numbered references, a licence line) → Article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise, zip_longest

from bot.library.bounds import LONGEST_HEADING, beyond_bounds
from bot.library.licenses import is_notice, license_of, read_notice
from bot.library.markdown import label_written
from bot.library.model import Article, Footnote, Marker, Source, Span
from bot.library.passages import Paragraph, passages_of
from bot.library.reading import article_id, parse_article
from bot.library.writing import article_to_markdown

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_REFERENCE = re.compile(
    r"(?:\[(?P<bracketed>[^\W_](?:[^\W_]| (?! )){0,19})\]|(?P<plain>\d{1,4}|[a-z]|[a-z]{1,8} \d{1,3})[.)])"
    r"[ \t]+(?P<text>\S.*)"
)
_MARKER = re.compile(r"\[([^\W_][^\[\]_\n]{0,19})\]")
_HEADING = re.compile(r"(?P<equals>={2,6})(?P<between>.+?)(?P=equals)|(?P<hashes>#{2,6})\s(?P<after>.+)")
_LIST_TITLE = re.compile(
    r"(?:references|notes|footnotes|citations|notes and references)(?:\[edit\])?:?", re.IGNORECASE
)


class PastedPageError(Exception):
    """A page that can't become an article. `line` counts from 1, 0 for the page as a whole."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """An article, the text of its file, and what looked odd (line from 1, what)."""

    article: Article
    markdown: str
    oddities: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of the page that stand together, without white space around each; `line` is the first."""

    line: int
    lines: tuple[str, ...]


def import_page(
    page: str,
    *,
    title: str,
    language: str = "en",
    license_name: str | None = None,
    license_url: str | None = None,
    source: Source | None = None,
) -> ImportedPage:
    """Turn the pasted `page` into an article.

    The licence is the one that the page's last line states, by its name there; `license_name` and
    `license_url` are for pages that state none, or one that isn't known here. Raises PastedPageError where
    there is no text, no licence, a reference number twice, or a title that gives no id.
    """
    excess = beyond_bounds(page)
    if excess:
        raise PastedPageError(0, excess)
    title, name = title.strip(), article_id(title)
    if not name:
        raise PastedPageError(0, "the title has no letter; give another with --title")
    blocks = list(_blocks(page))
    blocks, notice = _take_notice(blocks)
    body, references = _take_references(blocks)
    license = license_of(notice, license_name, license_url)
    if license is None:
        doubt = read_notice(notice).doubt if notice else None
        if doubt:
            raise PastedPageError(0, f"its licence isn't certain: {doubt}; name it with --license")
        raise PastedPageError(0, "states no licence that is known here; name it with --license")
    numbers = {footnote.number for footnote in references}
    paragraphs = tuple(_paragraphs(body, numbers))
    if not paragraphs:
        raise PastedPageError(0, "holds no paragraph; paste the article's text above its references")
    article = Article(
        id=name,
        title=title,
        license=license,
        passages=passages_of(paragraphs, name, language),
        footnotes=references,
        language=language,
        source=source or Source(),
    )
    markdown = article_to_markdown(article)
    return ImportedPage(_read_back(article, markdown), markdown, tuple(_oddities(body, numbers)))


def _blocks(page: str) -> Iterator[_Block]:
    lines: list[str] = []
    text = _CONTROL.sub("", page.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    number = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield _Block(number - len(lines), tuple(lines))
            lines = []
    if lines:
        yield _Block(number + 1 - len(lines), tuple(lines))


def _take_notice(blocks: list[_Block]) -> tuple[list[_Block], str | None]:
    """The page without its last line where that speaks of a licence, and that line."""
    if not blocks:
        return blocks, None
    *kept, notice = blocks[-1].lines
    if not is_notice(notice) or _MARKER.search(notice) or _REFERENCE.fullmatch(notice):
        return blocks, None
    return blocks[:-1] + ([_Block(blocks[-1].line, tuple(kept))] if kept else []), notice


def _take_references(blocks: Sequence[_Block]) -> tuple[list[_Block], tuple[Footnote, ...]]:
    """The page without its reference lists: the numbered lines at its end of which at least one is cited."""
    body, listed = list(blocks), list[_Block]()
    while body and (numbered := _listed(body[-1])):
        listed.insert(0, numbered)
        body.pop()
    if body and not any(map(_is_first, chain.from_iterable(block.lines for block in listed))):
        last = body.pop()
        begin = next((i for i, line in enumerate(last.lines) if _is_first(line)), len(last.lines))
        listed.insert(0, _Block(last.line + begin, last.lines[begin:]))
        if begin < len(last.lines) and _is_list_title(last.lines[begin - 1]):
            begin -= 1
        body.append(_Block(last.line, last.lines[:begin]))
    entries = list(_entries(listed))
    cited = {match[1] for block in body for line in block.lines for match in _MARKER.finditer(line)}
    if not any(number in cited for number, _, _ in entries):
        return list(blocks), ()
    first: dict[str, int] = {}
    for number, _, line in entries:
        if number in first:
            raise PastedPageError(
                line, f"reference {number} stands twice, first in line {first[number]}; renumber one"
            )
        first[number] = line
    return body, tuple(Footnote(number, text) for number, text, _ in entries)


def _listed(block: _Block) -> _Block | None:
    """The references of a block that holds nothing else but their title, or None."""
    titled = _is_list_title(block.lines[0])
    lines = block.lines[titled:]
    return None if lines and not _REFERENCE.fullmatch(lines[0]) else _Block(block.line + titled, lines)


def _is_list_title(line: str) -> bool:
    heading = _heading(line)
    return _LIST_TITLE.fullmatch(heading[1] if heading else line) is not None


def _is_first(line: str) -> bool:
    match = _REFERENCE.fullmatch(line)
    return match is not None and (match["bracketed"] or match["plain"]) == "1"


def _entries(blocks: Sequence[_Block]) -> Iterator[tuple[str, str, int]]:
    """Number, text and line of each reference; a line without a number goes on with the one before."""
    number, words, begun = "", list[str](), 0
    for block in blocks:
        for offset, (line, following) in enumerate(pairwise((*block.lines, ""))):
            match = _REFERENCE.fullmatch(line)
            if match:
                if words:
                    yield number, "\n".join(words), begun
                number, words = match["bracketed"] or match["plain"], [match["text"]]
                begun = block.line + offset
            elif words and not (_is_list_title(line) and _REFERENCE.fullmatch(following)):
                words.append(line)
    if words:
        yield number, "\n".join(words), begun


def _heading(line: str) -> tuple[int, str] | None:
    """The level and the words of a heading, or None."""
    match = _HEADING.fullmatch(line) if len(line) <= LONGEST_HEADING else None
    if not match:
        return None
    words = (match["between"] or match["after"]).strip().removesuffix("[edit]").strip()
    return (len(match["equals"] or match["hashes"]), words) if any(map(str.isalnum, words)) else None


def _paragraphs(blocks: Sequence[_Block], numbers: set[str]) -> Iterator[Paragraph]:
    headings: dict[int, str] = {}
    for block in blocks:
        for heading, lines in groupby(block.lines, key=_heading):
            if heading is None:
                section = " › ".join(headings[level] for level in sorted(headings)) or None
                yield _paragraph(list(lines), section, block.line, numbers)
                continue
            headings = {level: words for level, words in headings.items() if level < heading[0]}
            headings[heading[0]] = heading[1]


def _paragraph(lines: Sequence[str], section: str | None, line: int, numbers: set[str]) -> Paragraph:
    text = "\n".join(lines)
    markers = tuple(
        Marker(match[1], Span(match.start(), match.end()))
        for match in _MARKER.finditer(text)
        if match[1] in numbers
    )
    return Paragraph(text, markers, section, line=line)


def _oddities(blocks: Sequence[_Block], numbers: set[str]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        for offset, line in enumerate(block.lines):
            for match in _MARKER.finditer(line):
                if match[1].isdigit() and match[1] not in numbers:
                    yield block.line + offset, f"[{match[1]}] has no reference and is kept as plain words"


def _read_back(article: Article, markdown: str) -> Article:
    """The article as its file is read, with the links that are found in it.

    Nothing is written that would be read otherwise: raises PastedPageError where the file differs.
    """
    again, problems = parse_article(markdown, article=article.id, path="the article file")
    if again is None:
        raise PastedPageError(0, "; ".join(problem.message for problem in problems if not problem.warning))
    for passage, read in zip_longest(article.passages, again.passages):
        if passage is None or read is None or passage != replace(read, links=()):
            number = (passage or read).paragraph
            raise PastedPageError(0, f"paragraph {number} can't be kept word for word in Markdown")
    if article.footnotes != tuple(replace(footnote, links=()) for footnote in again.footnotes):
        labels = ", ".join(f"[^{label_written(f.number)}]" for f in article.footnotes)
        raise PastedPageError(0, f"the references can't be kept word for word in Markdown ({labels})")
    if article != replace(again, passages=article.passages, footnotes=article.footnotes):
        raise PastedPageError(0, "title, licence or source can't be kept word for word")
    return again
