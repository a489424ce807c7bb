"""Front matter that other programs write, in YAML or TOML: what it says about the page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from bot.library.author_names import without_note_links
from bot.library.bounds import LONGEST_FRONT_MATTER
from bot.sources.document import Document, PageFacts, Remark
from bot.sources.errors import PageError

_FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<fields>.*?)^(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_FIELD = re.compile(r"^[\w-]{1,40}[ \t]*[:=]", re.MULTILINE)
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "language": ("language", "lang", "locale"),
    "license": ("license", "licence", "rights", "copyright"),
    "url": ("source", "url", "canonical", "canonicalurl", "source_url"),
    "authors": ("author", "authors"),
}
"""What is taken → the names that programs give it. Case doesn't count."""


def has_front_matter(text: str) -> bool:
    """Whether `text` begins with fields between two lines of `---` or `+++`."""
    found = _FRONT_MATTER.match(text)
    return found is not None and _FIELD.search(found["fields"]) is not None


def read_fields(text: str) -> tuple[PageFacts, tuple[Remark, ...], str]:
    """What the front matter says, the fields that mean nothing here, and the text below it.

    Raises PageError where it can't be read.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT_MATTER.match(plain)
    if found is None or _FIELD.search(found["fields"]) is None:
        return PageFacts(), (), text
    fields = {name.casefold(): value for name, value in _parsed(found["fence"], found["fields"]).items()}
    taken: dict[str, Any] = {}
    for name, aliases in _NAMES.items():
        taken[name] = next((fields.pop(alias) for alias in aliases if alias in fields), "")
    facts = PageFacts(
        title=_line(taken["title"]),
        language=_line(taken["language"]),
        license_notice=_line(taken["license"]),
        url=address if (address := _line(taken["url"])).startswith(("http://", "https://")) else "",
        authors=_lines(taken["authors"]),
    )
    remarks: tuple[Remark, ...] = ()
    if not facts.url and (named := _lines(taken["url"])):
        remarks += (Remark(1, f"the source, for it isn't an address: “{named[0][:100]}”"),)
    if fields:
        names = ", ".join(f"“{name[:40]}”" for name in list(fields)[:10]) + (" …" if len(fields) > 10 else "")
        remarks += (Remark(1, f"fields of the front matter that mean nothing here: {names}"),)
    return facts, remarks, plain[found.end() :]


def with_fields(document: Document, stated: PageFacts, ignored: tuple[Remark, ...]) -> Document:
    """A document with what the front matter above it says, which comes before what the page says."""
    facts = document.facts
    return replace(
        document,
        facts=replace(
            facts,
            title=stated.title or facts.title,
            language=stated.language or facts.language,
            license_notice=facts.license_notice or stated.license_notice,
            url=stated.url or facts.url,
            authors=stated.authors or facts.authors,
        ),
        left_out=(*ignored, *document.left_out),
    )


def _parsed(fence: str, fields: str) -> dict[str, Any]:
    kind = "TOML" if fence == "+++" else "YAML"
    if len(fields) > LONGEST_FRONT_MATTER:
        raise PageError(1, f"front matter holds more than {LONGEST_FRONT_MATTER:,} characters; shorten it")
    try:
        values = tomllib.loads(fields) if fence == "+++" else yaml.safe_load(fields)
    except (ValueError, yaml.YAMLError, RecursionError):
        raise PageError(1, f"front matter can't be read as {kind}; correct it, or take it out") from None
    if values is not None and not isinstance(values, dict):
        raise PageError(1, f"front matter of {kind} has no fields; write “title: …”, or take it out")
    return {str(name): value for name, value in (values or {}).items()}


def _line(value: Any) -> str:
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, list | tuple) and len(value) == 1:  # [[Jane Doe]] without its quotation marks
        value = value[0]
    text = "" if value is None or isinstance(value, list | tuple | dict) else " ".join(str(value).split())
    return without_note_links(text)


def _lines(value: Any) -> tuple[str, ...]:
    """The lines of a list, each once."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(line for each in values if (line := _line(each)))
