"""Attribution in the forms that people paste elsewhere: a line of text, Markdown, HTML, BibTeX."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

from bot.answering.answer import Attribution
from bot.library import License
from bot.library.ids import article_id

_MARKDOWN = re.compile(r"[\\`*_\[\]<>#&~|!]")
_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces behind a backslash too, so that `\{` alone would break the entry.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
} | {character: f"\\{character}" for character in "#$%&_"}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STATEMENT = re.compile(
    r"(?:\W|\b(?:text|content|this|work|page|article|is|are|licen[cs]ed?|licen[cs]es?|available|released|published|"
    r"under|the|a|an|or|and|terms|of|lizenz(?:iert)?|dieser?|artikel|inhalt|ist|steht|verfügbar|unter|der|oder|"
    r"licence|sous|la|contenu|texte|disponible|licencia|bajo|contenido|licenza|sotto|licença|sob)\b)*",
    re.IGNORECASE,
)
"""What is left of a notice that only says: under this licence."""

_NO_ONE_PERSON = re.compile(r",|\band\b|\bothers\b", re.IGNORECASE)
_IN_ADDRESSES = "!$&'()*+,;=:/?#[]@-._~%"
"""What stands in an address as it is; everything else but letters and digits is percent-encoded."""


def license_names(license: License) -> str:
    """The licence's name as its source states it; of several, from which a reader may choose, all names."""
    return " or ".join(choice.name for choice in license.choices)


def further_notice(license: License) -> str | None:
    """The licence's notice where it says more than the names that stand before it."""
    left = license.notice or ""
    for choice in sorted(license.choices, key=lambda each: -len(each.name)):
        left = re.sub(re.escape(choice.name), " ", left, flags=re.IGNORECASE)
    if left == license.notice or not _STATEMENT.fullmatch(left):
        return license.notice
    return None


def attribution_line(attribution: Attribution) -> str:
    """The attribution in one line: title, authors, licence, changes, notice, addresses."""
    authors = f" by {', '.join(attribution.source.authors)}" if attribution.source.authors else ""
    parts = [f"{attribution.title}{authors}", license_names(attribution.license), attribution.changes]
    line = " · ".join(parts)
    if notice := further_notice(attribution.license):
        line += f" {notice}"
    urls = (attribution.source.url, *(choice.url for choice in attribution.license.choices))
    addresses = dict.fromkeys(url for url in urls if url)
    return f"{line} ({', '.join(addresses)})" if addresses else line


def credit_in_markdown(attribution: Attribution) -> str:
    """The attribution as a line of Markdown (CommonMark), title and licence linked."""

    def escape(text: str) -> str:
        return _MARKDOWN.sub(r"\\\g<0>", _one_line(text))

    return _line(attribution, escape, lambda text, url: f"[{text}](<{url}>)")


def credit_in_html(attribution: Attribution) -> str:
    """The attribution as a run of HTML, title and licence linked."""

    def escape(text: str) -> str:
        return html.escape(_one_line(text))

    return _line(attribution, escape, lambda text, url: f'<a href="{html.escape(url)}">{text}</a>')


def _line(attribution: Attribution, escape: Callable[[str], str], link: Callable[[str, str], str]) -> str:
    """Title, authors, licence, changes and notice, as `attribution_line` has them, but with links."""

    def linked(text: str, url: str | None) -> str:
        return link(escape(text), encoded_address(url)) if url else escape(text)

    source, license_ = attribution.source, attribution.license
    title = linked(attribution.title, source.url)
    if source.authors:
        title += f" by {escape(', '.join(source.authors))}"
    licenses = " or ".join(linked(choice.name, choice.url) for choice in license_.choices)
    parts = [title, licenses, escape(attribution.changes)]
    notice = further_notice(license_)
    return " · ".join(parts) + (f" {escape(notice)}" if notice else "")


def bibtex(attribution: Attribution, *, most_authors: int | None = None) -> str:
    """The article as a BibTeX entry, for BibTeX, biblatex and what reads their files.

    Where there are more than `most_authors` authors, the first ones stand there “and others”.
    What isn't known isn't made up: there is no year, and no author where the source names none.
    """
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(attribution, most_authors))
    return f"@misc{{{citation_key(attribution.article)},\n{fields}\n}}"


def citation_key(name: str) -> str:
    """`name` as a key that BibTeX and CSL's readers take: letters, digits and hyphens of ASCII."""
    return article_id(name) or "article"


def _fields(attribution: Attribution, most_authors: int | None) -> Iterator[tuple[str, str]]:
    source, license_ = attribution.source, attribution.license
    # The second pair of braces keeps the capitals.
    yield "title", f"{{{latex(attribution.title)}}}"
    if source.authors:
        others = ["others"] if most_authors is not None and len(source.authors) > most_authors else []
        yield "author", " and ".join([*map(_author, source.authors[:most_authors]), *others])
    if source.url:
        yield "url", encoded_address(source.url)
    if source.retrieved and _DAY.fullmatch(source.retrieved):
        yield "urldate", source.retrieved
    if source.revision:
        yield "version", latex(source.revision)
    licenses = " or ".join(
        f"{choice.name} ({choice.url})" if choice.url else choice.name for choice in license_.choices
    )
    further = further_notice(license_)
    notice = f". {further}" if further else ""
    yield "note", latex(f"{licenses}{notice}")


def _author(name: str) -> str:
    """A name; in braces where BibTeX would take it apart wrongly: an institution, several people in one."""
    return f"{{{latex(name)}}}" if _NO_ONE_PERSON.search(name) else latex(name)


def latex(text: str) -> str:
    """`text` in one line, as a field of BibTeX holds it."""
    return "".join(_LATEX.get(character, character) for character in _one_line(text))


def encoded_address(url: str) -> str:
    """An address in one line of ASCII."""
    return quote(_one_line(url), safe=_IN_ADDRESSES)


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
