"""`footnote import`: a page's file becomes an article's, and what was found is told."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.answering.rendering import license_names
from bot.library.bounds import MOST_BYTES
from bot.sources.errors import PageError
from bot.sources.files import read_file
from bot.sources.importing import ImportedPage, ImportOptions, import_page
from bot.sources.keeping import keep_article

BAD_PAGE = 2
LOSES_FOOTNOTES = 1
"""Exit codes: the page can't become an article; or only without the footnotes that its markers promise."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to print, where, and the exit code."""

    output: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    code: int = 0


def run_import(page: Path, options: ImportOptions, folder: Path, *, replace: bool, as_json: bool) -> Outcome:
    """Import `page` (“-” reads standard input) into `folder`."""
    name = "standard input" if str(page) == "-" else str(page)
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if str(page) == "-" else read_file(page)
        imported = import_page(data, options)
        file = keep_article(imported, folder, replace=replace)
    except PageError as error:
        place = f"{name}:{error.line}" if error.line else name
        told = f"{place}: {error}"
        output = (
            (json.dumps({"file": None, "error": str(error), "line": error.line or None}),) if as_json else ()
        )
        return Outcome(output, (told,), LOSES_FOOTNOTES if error.loses else BAD_PAGE)
    if as_json:
        return Outcome((json.dumps(_values(file, imported), ensure_ascii=False),))
    remarks = [
        f"{name}:{line}: {message}" if line else f"{name}: {message}"
        for line, message in imported.report.remarks()
    ]
    return Outcome(tuple(_summary(file, imported)), tuple(remarks))


def _summary(file: Path, imported: ImportedPage) -> list[str]:
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
    return [f"{file}: {', '.join(counts)}; {stated}"]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _values(file: Path, imported: ImportedPage) -> dict[str, object]:
    article = imported.article
    return {
        "file": str(file),
        "article": article.id,
        "title": article.title,
        "language": article.language,
        "licenses": [{"name": each.name, "url": each.url} for each in article.license.choices],
        "notice": article.license.notice,
        "source_url": article.source.url,
        "revision": article.source.revision,
        **imported.report.as_json(),
    }
