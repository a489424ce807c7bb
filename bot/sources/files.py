"""A file's bytes → its text, and what kind of page it is."""

from __future__ import annotations

import codecs
import email
import email.policy
import json
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

from bot.library.bounds import MOST_BYTES
from bot.sources.errors import PageError
from bot.sources.markdown_signs import is_markdown, is_note

Kind = Literal["text", "html", "markdown", "clipped markdown"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE = "save it as a web page, HTML only, and import that file"
_OPEN = f"open the page in a browser, {_SAVE}"
_OPEN_EACH = "open each page in a browser, save it as a web page, HTML only, and import that"
_BINARY = (
    (b"%PDF", f"is a PDF, which keeps no paragraphs; open the page itself in a browser, {_SAVE}"),
    (b"PK\x03\x04", "is a ZIP file (such as .docx, .odt, .epub); save it as HTML, and import that file"),
    (b"\x1f\x8b", "is compressed; unpack it, and import what comes out"),
    (b"{\\rtf", "is RTF; save it as HTML, and import that file"),
    (b"bplist", f"is a web archive of Safari; {_OPEN}"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save it as HTML, and import that file"),
    (b"\x89PNG", "is a picture; import the page's text or HTML"),
    (b"\xff\xd8\xff", "is a picture; import the page's text or HTML"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})[\"']")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|"
    r"div|p|h[1-6]|table|ul|ol|span|b|i|style|script|link|noscript|header|nav|center|blockquote|figure)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml\b|mediawiki\b|rss\b|feed\b|svg\b)", re.IGNORECASE)
_WIKI_REFERENCE = re.compile(r"<ref[\s>/]|<references\b", re.IGNORECASE)
_WIKI_SIGNS = re.compile(r"\{\{[^{}\n]|\[\[[^\[\]\n]{1,200}\]\]|'''|^\{\||^==[^=\n]+==\s*$", re.MULTILINE)
_CLIPPED = re.compile(r"\]\(\s*<?[^\s()<>]{0,500}#(?:cite_note|cite_ref|fn)[^\s()<>]{0,200}>?")
_OTHER_MARKUP = tuple(
    (re.compile(sign, re.MULTILINE), name)
    for sign, name in (
        (r"\\begin\{document\}|\\footnote\{", "LaTeX"),
        (r"^\.\. \[(?:\d+|#[\w-]*|\*)\] ", "reStructuredText"),
        (r"^\[fn:[\w-]+\] ", "Org mode's markup"),
        (r"\bfootnote(?:ref)?:[\w-]*\[[^\]\n]+\]", "AsciiDoc"),
        (
            r"\w\(\([^()\n]+\)\)(?=[\s\S]*^={2,6} [^\n]+ ={2,6}$)|^={4,6} [^\n]+ ={4,6}$(?=[\s\S]*\w\(\()",
            "DokuWiki's markup",
        ),
    )
)
_LYNX = re.compile(
    r"^References\n+(?:[ \t]*(?:Visible|Hidden) links:?\n)?(?:[ \t]*\d{1,4}\. (?:https?|file)://\S+\n){2}",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.{0,200000}?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_NEEDED = (re.compile(r"^title:", re.MULTILINE), re.compile(r"^license:", re.MULTILINE))
"""What every article file says of itself."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file's text and its kind. `title`, `revision`: where the file tells them beside the page."""

    text: str
    kind: Kind
    title: str = ""
    revision: str = ""


def read_file(file: Path) -> bytes:
    """The bytes of the page in `file`. Raises PageError where it can't be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise PageError(0, f"can't be read ({error.strerror}); name a file, or “-”") from None


def recognize(data: bytes, name: str = "") -> PageFile:
    """The text in `data` and what kind of page it is. `name` is the file's.

    Raises PageError, with what to do instead, for what can't become an article without loss.
    """
    if len(data) > MOST_BYTES:
        raise PageError(0, f"holds more than {MOST_BYTES:,} bytes; split it into several articles")
    for beginning, message in _BINARY:
        if data.startswith(beginning):
            raise PageError(0, message)
    archived = _from_archive(data)
    text = _text(data if archived is None else archived[0], archived[1] if archived else "")
    if archived is not None:
        return PageFile(text, "html")
    return _kind(text, name)


def _from_archive(data: bytes) -> tuple[bytes, str] | None:
    """The HTML in a page that was saved as a single file (MHTML) and its encoding, or None."""
    head = data[:4_000].lower()
    if b"multipart/related" not in head or b"mime-version:" not in head:
        return None
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, part.get_content_charset() or ""
    raise PageError(0, f"is a web archive without a page in it; {_OPEN}")


def _text(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise PageError(
                    0, f"is not the {encoding.upper()} text that it begins as; save it as UTF-8"
                ) from None
    head = data[:1_000]
    if head.count(0) * 4 > len(head):
        raise PageError(
            0, "is UTF-16 text without the mark that says so, or no text at all; save it as UTF-8"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    found = _CHARSET.search(data[:4_000]) or _XML_ENCODING.search(data[:400])
    name = declared or (found[1].decode("ascii") if found else "")
    if name:
        try:
            return data.decode(codecs.lookup(_web_name(name)).name)
        except (LookupError, UnicodeDecodeError):
            raise PageError(
                line, f"is not the {name} text that it says it is; save the page as UTF-8"
            ) from None
    raise PageError(line, "is not UTF-8 text; save the page as UTF-8")


def _web_name(name: str) -> str:
    """Browsers read these two as Windows' encoding: https://encoding.spec.whatwg.org/#names-and-labels."""
    return "cp1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def _kind(text: str, name: str) -> PageFile:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        from_json = _from_json(text)
        if from_json is not None:
            return from_json
    if start == "<":
        if _HTML.match(text):
            return PageFile(text, "html")
        if _XML.match(text):
            if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<mediawiki\b", text, re.IGNORECASE):
                raise PageError(
                    0,
                    "is a wiki's XML dump, whose references only a wiki can make; load it into a MediaWiki of"
                    " own with importDump.php, and import from there with --allow-local"
                    " (docs/OPERATIONS.md)",
                )
            if re.search(r"<html[\s>]", text[:2_000], re.IGNORECASE):
                return PageFile(text, "html")
            raise PageError(0, f"is XML, not a page; {_OPEN}")
        if _PAGE.search(text, 0, 100_000):
            return PageFile(text, "html")  # below what a server says of itself
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(normal.lstrip("\ufeff"))
    if front is not None and all(field.search(front["fields"]) for field in _NEEDED):
        raise PageError(0, "is an article file already; put it into the folder of articles as it is")
    if _CLIPPED.search(text):
        return PageFile(text, "clipped markdown")
    if is_markdown(normal):
        return PageFile(text, "markdown")
    if _LYNX.search(normal[-200_000:]):
        raise PageError(
            0,
            "numbers its links, as lynx -dump does, and these numbers look like markers; save it with"
            " lynx -dump -nolist -nonumbers, or as HTML from a browser",
        )
    for signs, markup in _OTHER_MARKUP:
        if signs.search(normal):
            fix = "make HTML of it (pandoc -s), and import that"
            raise PageError(0, f"is {markup}, whose footnotes aren't read; {fix}")
    if _is_wikitext(text):
        raise PageError(
            0,
            f"is wikitext, whose templates and references only its wiki can fill in; {_OPEN}",
        )
    return PageFile(text, "markdown" if is_note(normal, name) else "text")


def _is_wikitext(text: str) -> bool:
    signs = sum(1 for _ in zip(_WIKI_SIGNS.finditer(text), range(3), strict=False))
    return (signs > 0 and _WIKI_REFERENCE.search(text) is not None) or (
        signs == 3 and re.search(r"\[\[[^\[\]\n]{1,200}\]\]|\{\{[^{}\n]", text) is not None
    )


def _from_json(text: str) -> PageFile | None:
    """The page in an answer of MediaWiki's API (`action=parse`); None where `text` is no JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    page = value.get("parse") if isinstance(value, dict) else None
    html = page.get("text") if isinstance(page, dict) else None
    html = html.get("*") if isinstance(html, dict) else html
    if isinstance(page, dict) and isinstance(html, str):
        title = page.get("title")
        return PageFile(
            html,
            "html",
            title if isinstance(title, str) else "",
            str(page["revid"]) if "revid" in page else "",
        )
    if isinstance(value, list) and not value:
        return None
    raise PageError(0, f"is JSON, not a page; {_OPEN}")
