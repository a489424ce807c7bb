"""A page's file → an article and its file, with nothing lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.library import Article, License, Source
from bot.library.bounds import beyond_bounds
from bot.library.edits import digest_of
from bot.library.front_matter import Language, Line, Url
from bot.library.reading import article_id, parse_article
from bot.library.writing import front_matter_of
from bot.sources.checking import check_read_back
from bot.sources.clipboard import read_clipboard
from bot.sources.clipped import read_clipped
from bot.sources.document import Document, Remark, words_in
from bot.sources.document_writing import body_of
from bot.sources.empty_parts import remarks_on_columns
from bot.sources.errors import PageError
from bot.sources.files import PageFile, recognize
from bot.sources.foreign_fields import read_fields, with_fields
from bot.sources.html import read_html
from bot.sources.markdown_file import (
    import_markdown,
    lines_above,
    plain_markers,
    read_markdown,
    shown_blocks,
    without_lost_markers,
)
from bot.sources.markdown_signs import signs_kept
from bot.sources.page_license import license_on_page, remarks_on_given
from bot.sources.report import Report, report_of
from bot.sources.unread_markers import unread_markers

_FIXES = {
    "text": "copy the list of references, too, or save the page as HTML, or ",
    "html": "add them to the file, or ",
    "markdown": "add them to the file, or ",
    "clipped markdown": "clip the page with its references, or save it as HTML, or ",
}
"""A page's kind → what to do where its markers have no references."""

_ENGLISH = frozenset({"the", "of", "and"})
"""Words of which any English text has one."""

MOST_MARKERS_TOLD = 10
"""Markers without a reference that are named one by one."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says about a page; what is empty is taken from the page."""

    title: str = ""
    language: str = ""
    license_name: str | None = None
    license_url: str | None = None
    source: Source = field(default_factory=Source)
    without_footnotes: bool = False


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """An article, the text of its file, and what the import has to tell."""

    article: Article
    markdown: str
    report: Report


def import_page(page: bytes | str, options: ImportOptions, *, url: str = "", name: str = "") -> ImportedPage:
    """Turn a page into an article. `url` is where it was fetched from; its own address comes before it.

    `name` is its file's: one that ends in “.md” is Markdown, if nothing speaks against it.

    Raises PageError where the page can't become one: no text, no title, no licence; and where it would lose
    its footnotes (`loses` is set then), unless `options` allows that. Where only some markers lead nowhere,
    the report counts them (`markers_lost`).
    """
    file = recognize(page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass"), name)
    excess = beyond_bounds(file.text) if file.kind != "html" else None
    if excess:
        raise PageError(0, excess)
    document = _document(file, options, url)
    if not document.blocks:
        raise PageError(0, "holds no paragraph of an article; import a page that has text")
    if file.kind == "markdown":
        title = _title(document, options)
        license, source, language, warnings = _facts(document, options)
        _, written = read_markdown(file.text)
        above = lines_above(written, file.text)
        body, lost = without_lost_markers(written, above)
        article, markdown, odd = import_markdown(body, title, language, license, source, above)
        unled, doubtful = plain_markers(article, body)
        lost += unled
        told = {remark.message for remark in lost}
        warnings += [remark for remark in odd if remark.message not in told]
        document = replace(document, blocks=shown_blocks(article), dangling=tuple(lost))
        warnings += [*doubtful, *unread_markers(document)]
        document = replace(document, warnings=(*document.warnings, *warnings))
        led = sum(len(passage.markers) for passage in article.passages)
        document = _checked(document, options, file.kind, led)
        return ImportedPage(article, markdown, report_of(file.kind, document, article))
    return import_document(document, options, file.kind)


def import_document(
    document: Document, options: ImportOptions, kind: str, *, article: str = ""
) -> ImportedPage:
    """Turn a page that was read already into an article. `kind` is what the report calls it.

    `article` is its id where its title doesn't give it.

    Raises PageError as `import_page` does.
    """
    if not document.blocks:
        raise PageError(0, "holds no paragraph of an article; import a page that has text")
    title = _title(document, options)
    license, source, language, warnings = _facts(document, options)
    guesses = (*document.guesses, *_assumed_language(document, options))
    document = replace(
        document,
        warnings=(*document.warnings, *warnings, *unread_markers(document)),
        guesses=guesses,
        left_out=(*document.left_out, *remarks_on_columns(document.blocks)),
    )
    led = sum(len(words.markers) for block in document.blocks for words in words_in(block))
    document = _checked(document, options, kind, led)
    body = body_of(document)
    if source.page and source.revision:
        source = replace(source, digest=digest_of(body))
    markdown = front_matter_of(title, language, license, source) + body
    read, problems = parse_article(markdown, article=article or article_id(title), path="the article file")
    if read is None:
        raise PageError(0, "; ".join(problem.message for problem in problems if not problem.warning))
    check_read_back(document, read)
    return ImportedPage(read, markdown, report_of(kind, document, read))


def _document(file: PageFile, options: ImportOptions, url: str) -> Document:
    if file.kind == "html":
        document = read_html(file.text, url)
    elif file.kind == "clipped markdown":
        document = read_clipped(file.text)
    elif file.kind == "markdown":
        document, _ = read_markdown(file.text)
    else:
        stated, ignored, text = read_fields(file.text)
        given = bool(options.license_name or stated.license_notice)
        document = read_clipboard(text, options.title or stated.title, license_given=given)
        if text is not file.text:
            document = with_fields(document, stated, ignored)
        document = replace(document, guesses=(*document.guesses, *signs_kept(file.text)))
    facts = document.facts
    return replace(
        document,
        facts=replace(facts, title=file.title or facts.title, revision=file.revision or facts.revision),
    )


def _title(document: Document, options: ImportOptions) -> str:
    title = (options.title or document.facts.title).strip()
    if not title:
        raise PageError(0, "doesn't say its title; give one with --title")
    if not article_id(title):
        raise PageError(0, "the title has no letter; give another with --title")
    return title if options.title else title[:200]


def _facts(document: Document, options: ImportOptions) -> tuple[License, Source, str, list[Remark]]:
    """The licence, the source and the language, with what the page says that can't be used."""
    facts = document.facts
    warnings: list[Remark] = []
    url = _valid(Url, facts.url)
    if facts.url and url is None:
        warnings.append(
            Remark(0, f"the page's own address can't be kept ({facts.url[:80]}); give --source-url")
        )
    language = options.language or _valid(Language, facts.language) or ""
    if not language:
        language = "en"
    authors = tuple(name for name in facts.authors if _valid(Line, name))
    source = Source(
        url=options.source.url or url,
        revision=options.source.revision or _valid(Line, facts.revision),
        retrieved=options.source.retrieved,
        authors=options.source.authors or authors,
        page=options.source.page or _valid(Line, facts.page),
        site=options.source.site or _valid(Line, facts.site),
        history=options.source.history,
    )
    warnings += remarks_on_given(facts, options.license_name)
    license = license_on_page(facts, options.license_name, options.license_url)
    return license, source, language, warnings


def _assumed_language(document: Document, options: ImportOptions) -> Iterator[Remark]:
    """A remark where nobody says the language, and the text isn't English at the first look."""
    if options.language or _valid(Language, document.facts.language):
        return
    text = " ".join(words.text for block in document.blocks for words in words_in(block))
    words = text.casefold().split()
    if not text.isascii() and _ENGLISH.isdisjoint(words):
        yield Remark(0, "the page doesn't say its language, and “en” is assumed; give --language, such as de")


def _valid(kind: Any, value: str) -> str | None:
    """`value` where an article's front matter may hold it, or None."""
    if not value:
        return None
    try:
        return str(TypeAdapter[str](kind).validate_python(value))
    except ValidationError:
        return None


def _checked(document: Document, options: ImportOptions, kind: str, led: int) -> Document:
    """The document, where its markers lead somewhere, or a person allows that they don't.

    Where a list has the references of most of them (`led`), the rest is kept as plain words, and told.
    """
    lost = len(document.dangling)
    if options.without_footnotes or not lost or led > lost:
        return document
    told = "; ".join(remark.message for remark in document.dangling[:MOST_MARKERS_TOLD])
    more = f"; and {lost - MOST_MARKERS_TOLD} more" if lost > MOST_MARKERS_TOLD else ""
    fix = _FIXES.get(kind, "")
    raise PageError(
        document.dangling[0].line,
        f"has {lost} {'marker' if lost == 1 else 'markers'} without a reference ({told}{more}); {fix}give"
        " --without-footnotes, which keeps the markers as plain words",
        loses=True,
    )
