"""`footnote import`: pages become articles' files, and what was found is told."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.answering.crediting import license_names
from bot.library.bounds import MOST_BYTES
from bot.sources.duplicates import KnownPages
from bot.sources.errors import PageError
from bot.sources.files import read_file
from bot.sources.importing import ImportedPage, ImportOptions, import_page
from bot.sources.keeping import keep_article
from bot.sources.web import FetchError, WebClient
from bot.sources.wiki import AddressError, MediaWiki, PageAddress, Wikis, parse_page_address

BAD_PAGE = 2
LOSES_FOOTNOTES = 1
SOME_FAILED = 1
"""Exit codes: the page can't become an article; or only without footnotes that its markers promise; or some
of several pages failed."""


@dataclass(frozen=True, slots=True)
class PageSource:
    """One page to import: a file (“-” is standard input), an address, or a title on the request's site."""

    name: str
    file: Path | None = None
    address: PageAddress | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import, and how. `agent` is the User-Agent of requests."""

    pages: Sequence[PageSource]
    options: ImportOptions
    folder: Path
    agent: str
    site: PageAddress | None = None
    category: str | None = None
    replace: bool = False
    allow_local: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page: for people, for programs, and the exit code that it would give alone."""

    output: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    code: int = 0
    values: dict[str, object] = field(default_factory=dict)


def page_sources(arguments: Sequence[str], site: PageAddress | None) -> list[PageSource]:
    """What the command's arguments name: titles of a site, addresses, or files."""
    return [_page_source(argument, site) for argument in arguments]


def _page_source(text: str, site: PageAddress | None) -> PageSource:
    if "://" not in text and site is not None:
        return PageSource(text, title=text)
    if "://" in text or text.startswith("//") or _looks_like_address(text):
        return PageSource(text, address=parse_page_address(text))
    return PageSource("standard input" if text == "-" else text, file=Path(text))


def _looks_like_address(text: str) -> bool:
    """Whether a name that is no file begins with a host: `en.wikipedia.org/wiki/Footnote`."""
    host, _, rest = text.partition("/")
    bare, _, port = host.partition(":")
    is_host = "." in bare.strip(".") and not bare.startswith(".") and (not port or port.isdecimal())
    return bool(rest) and is_host and not any(c.isspace() for c in host) and not Path(text).exists()


def listed_pages(file: Path, site: PageAddress | None) -> list[PageSource]:
    """The addresses (titles, on a site) in a list, one a line, but for empty lines and comments (`#`).

    Raises PageError.
    """
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if str(file) == "-" else read_file(file)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise PageError(0, "is not UTF-8 text; save the list as UTF-8") from None
    pages = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            try:
                pages.append(
                    PageSource(text, title=text)
                    if site is not None and "://" not in text
                    else PageSource(text, address=parse_page_address(text))
                )
            except AddressError as error:
                raise PageError(number, f"{error}; for titles alone, give --site") from None
    return pages


async def run_import(request: ImportRequest) -> AsyncIterator[tuple[Outcome, int]]:
    """What comes of each page, one after the other, and how many pages there are in all."""
    async with AsyncExitStack() as stack:
        wikis: Wikis | None = None
        wiki: MediaWiki | None = None
        pages = list(request.pages)
        if request.site is not None or any(page.address for page in pages):
            client = WebClient(request.agent, allow_local=request.allow_local)
            today = datetime.now(UTC).date().isoformat()
            wikis = Wikis(await stack.enter_async_context(client), today=today)
        if request.site is not None and wikis is not None:
            try:
                wiki = await wikis.at(request.site)
                if request.category:
                    titles = [title async for title in wiki.members(request.category)]
                    pages += [PageSource(title, title=title) for title in titles]
                    if not titles:
                        yield _failed(request.category, "this wiki has no pages in this category"), 1
            except FetchError as error:
                yield _failed(request.site.url, str(error)), 1
                return
        known = KnownPages(request.folder)
        for page in pages:
            yield await _import(page, request, wikis, wiki, known), len(pages)


async def _import(
    page: PageSource,
    request: ImportRequest,
    wikis: Wikis | None,
    wiki: MediaWiki | None,
    known: KnownPages,
) -> Outcome:
    contributors = None
    try:
        if page.file is not None:
            is_input = str(page.file) == "-"
            data = sys.stdin.buffer.read(MOST_BYTES + 1) if is_input else read_file(page.file)
            imported = import_page(data, request.options, name=page.file.name)
        else:
            if wikis is None:
                raise RuntimeError("a page of a wiki needs a client")
            if page.address is not None:
                fetched = await wikis.import_address(page.address, request.options)
            elif wiki is not None:
                fetched = await wikis.import_title(wiki, page.title or "", request.options)
            imported, contributors = fetched.imported, fetched.contributors
        # Who gives a title wants this very article, also beside another one of the page.
        there = None if request.options.title else known.of_page(imported)
        file = keep_article(imported, request.folder, replace=request.replace, of_page=there)
    except PageError as error:
        return _failed(page.name, str(error), error.line, LOSES_FOOTNOTES if error.loses else BAD_PAGE)
    except FetchError as error:
        return _failed(page.name, str(error))
    remarks = [
        f"{page.name}:{line}: {message}" if line else f"{page.name}: {message}"
        for line, message in imported.report.remarks()
    ]
    if there is not None:
        title = imported.article.title
        remarks.append(
            f"{page.name}: its wiki calls it “{title}” now; {file} keeps its name, which links hold"
        )
    if same := known.add(file, imported):
        remarks.append(f"{page.name}: warning: {same}")
    values = _values(file, imported) | ({"contributors": contributors} if contributors is not None else {})
    code = 0
    if imported.report.markers_lost and not request.options.without_footnotes:
        code = LOSES_FOOTNOTES
        lost = _counted(imported.report.markers_lost, "marker")
        remarks.append(
            f"{page.name}: {lost} without a reference became plain words; add the footnotes to {file}, or"
            " give --without-footnotes"
        )
    return Outcome((_summary(file, imported),), tuple(remarks), code, values)


def _failed(name: str, message: str, line: int = 0, code: int = BAD_PAGE) -> Outcome:
    place = f"{name}:{line}" if line else name
    values: dict[str, object] = {"file": None, "page": name, "error": message, "line": line or None}
    return Outcome((), (f"{place}: {message}",), code, values)


def outcome_line(outcome: Outcome) -> str:
    """The line of JSON for one page."""
    return json.dumps(outcome.values, ensure_ascii=False)


def _summary(file: Path, imported: ImportedPage) -> str:
    report, license = imported.report, imported.article.license
    counts = [_counted(report.paragraphs, "paragraph")]
    if report.sections:
        counts.append(_counted(report.sections, "section"))
    counts.append(_counted(report.footnotes, "footnote"))
    if report.markers_found:
        counts.append(f"{report.markers_matched} of {report.markers_found} markers lead to one")
    names = license_names(license)
    # What was taken for the licence line is shown: it doesn't stand in the article.
    stated = f"{names}: “{license.notice}”" if license.notice else names
    return f"{file}: {', '.join(counts)}; {stated}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _values(file: Path, imported: ImportedPage) -> dict[str, object]:
    article = imported.article
    source = article.source
    return {
        "file": str(file),
        "article": article.id,
        "title": article.title,
        "language": article.language,
        "licenses": [{"name": each.name, "url": each.url} for each in article.license.choices],
        "notice": article.license.notice,
        "source_url": source.url,
        "page": source.page,
        "site": source.site,
        "revision": source.revision,
        **imported.report.as_json(),
    }
