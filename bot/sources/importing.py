"""A page's file → an article and its file, with nothing lost in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from bot.library import Article, License, Source
from bot.library.bounds import LONGEST_FOOTNOTE, beyond_bounds
from bot.library.front_matter import Language, Line, Url
from bot.library.licenses import license_of
from bot.library.reading import article_id, parse_article
from bot.sources.checking import check_read_back
from bot.sources.clipboard import read_clipboard
from bot.sources.clipped import read_clipped
from bot.sources.document import Document, Note, Remark, cut
from bot.sources.errors import PageError
from bot.sources.files import PageFile, recognize
from bot.sources.html import read_html
from bot.sources.markdown_file import import_markdown
from bot.sources.report import Report, report_of
from bot.sources.writing import document_to_markdown


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about a page; what is empty is taken from the page."""

    title: str = ""
    language: str = ""
    license_name: str | None = None
    license_url: str | None = None
    source: Source = Source()
    without_footnotes: bool = False


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """An article, the text of its file, and what the import has to tell."""

    article: Article
    markdown: str
    report: Report


def import_page(page: bytes | str, options: ImportOptions) -> ImportedPage:
    """Turn a page into an article.

    Raises PageError where the page can't become one: no text, no title, no licence; and where it would lose its
    footnotes (`loses` is set then), unless `options` allows that.
    """
    file = recognize(page) if isinstance(page, bytes) else recognize(page.encode("utf-8", "surrogatepass"))
    excess = beyond_bounds(file.text) if file.kind != "html" else None
    if excess:
        raise PageError(0, excess)
    document = _document(file, options)
    if not document.blocks:
        raise PageError(0, "holds no paragraph of an article; import a page that has text")
    title = _title(document, options)
    license, source, language, warnings = _facts(document, options)
    if file.kind == "markdown":
        article, markdown = import_markdown(file.text, title, language, license, source)
        document = replace(document, warnings=(*document.warnings, *warnings))
        return ImportedPage(article, markdown, report_of(file.kind, document, article))
    document = _checked(replace(document, warnings=(*document.warnings, *warnings)), options)
    markdown = document_to_markdown(document, title, language, license, source)
    article, problems = parse_article(markdown, article=article_id(title), path="the article file")
    if article is None:
        raise PageError(0, "; ".join(problem.message for problem in problems if not problem.warning))
    check_read_back(document, article)
    return ImportedPage(article, markdown, report_of(file.kind, document, article))
