"""An article file's front matter: YAML between two lines of `---`, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from bot.library.author_names import MOST_AUTHORS, author_names, without_note_links
from bot.library.licenses import license_named
from bot.library.model import License, Source
from bot.library.yaml_text import TextLoader, explain_yaml, is_comment, quoted_value

MAX_ALIASES = 1000
"""More readers' words than anybody writes by hand."""

MOST_LICENSES = 3
"""Licences that an article may offer to choose from: more fit no card, and no source offers more."""


def _nothing_for_empty(value: Any) -> Any:
    return None if value == "" else value


_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]+$"


# Bounds, so that an attribution always fits on one card: Discord shows 4,000 characters in all.
def _line(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=_ONE_LINE)


Line = Annotated[str, _line(200)]
LicenseName = Annotated[str, _line(100)]
Notice = Annotated[str, _line(800)]
# A host in other letters may look like another one, and what stands before “@” like a host.
_HOST = r"[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]"
_UNSEEN = r"\x00-\x1f\x7f-\x9f\x{ad}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}"
_ADDRESS = rf"^https?://(?:{_HOST})(?::[0-9]{{1,5}})?(?:[/?#][^\s<>{_UNSEEN}]*)?$"
Url = Annotated[str, StringConstraints(max_length=500, pattern=_ADDRESS)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LicenseFields(_Fields):
    """`license:` in the front matter."""

    name: LicenseName
    notice: Annotated[Notice | None, BeforeValidator(_nothing_for_empty)] = None
    url: Annotated[Url | None, BeforeValidator(_nothing_for_empty)] = None


OneLicense = Annotated[
    LicenseFields, BeforeValidator(lambda v: {"name": v} if isinstance(v, str) and v else v)
]


def _as_list(value: Any) -> Any:
    """`license:` holds one licence, or a list of those from which a reader may choose."""
    return value if isinstance(value, list) or value in (None, "") else [value]


def _as_source(value: Any) -> Any:
    """`source:` holds fields, or the address alone, as other programs write it."""
    return {"url": value} if isinstance(value, str) and value else value or {}


class SourceFields(_Fields):
    """`source:` in the front matter; every field may be missing."""

    url: Annotated[Url | None, BeforeValidator(_nothing_for_empty)] = None
    revision: Annotated[Line | None, BeforeValidator(_nothing_for_empty)] = None
    retrieved: Annotated[Line | None, BeforeValidator(_nothing_for_empty)] = None
    authors: Annotated[
        tuple[Annotated[Line, AfterValidator(without_note_links)], ...],
        BeforeValidator(lambda v: v or ()),
        Field(max_length=MOST_AUTHORS),
    ] = ()
    page: Annotated[Line | None, BeforeValidator(_nothing_for_empty)] = None
    site: Annotated[Line | None, BeforeValidator(_nothing_for_empty)] = None
    history: Annotated[Url | None, BeforeValidator(_nothing_for_empty)] = None
    digest: Annotated[Line | None, BeforeValidator(_nothing_for_empty)] = None


class FrontMatter(_Fields):
    """All that an article file says about itself. Fields of other programs (tags, date …) are let be."""

    model_config = ConfigDict(extra="allow", frozen=True)

    title: Line
    language: Language = "en"
    license: Annotated[
        tuple[OneLicense, ...],
        BeforeValidator(_as_list),
        Field(min_length=1, max_length=MOST_LICENSES),
    ]
    source: Annotated[SourceFields, BeforeValidator(_as_source)] = SourceFields()
    questions: Annotated[tuple[Line, ...], BeforeValidator(lambda v: v or ())] = ()
    aliases: Annotated[
        dict[Line, Line], BeforeValidator(lambda v: v or {}), Field(max_length=MAX_ALIASES)
    ] = {}

    @property
    def ignored(self) -> tuple[str, ...]:
        """The names of the fields that mean nothing here, in the file's order."""
        return tuple(name for name in self.model_extra or () if name not in _AUTHORS or not self._authors)

    def to_license(self) -> License:
        """The licence as the article's model has it, with the ones that may be chosen instead."""
        first, *others = (license_named(each.name, each.notice, each.url) for each in self.license)
        return replace(first, alternatives=tuple(others))

    def to_source(self) -> Source:
        """The source as the article's model has it."""
        source = Source(**dict(self.source))
        return source if source.authors else replace(source, authors=self._authors)

    @property
    def _authors(self) -> tuple[str, ...]:
        """Whom other programs' fields name: a licence that asks for credit asks for theirs."""
        if self.source.authors:
            return ()
        extra = self.model_extra or {}
        return next((names for name in _AUTHORS if (names := author_names(extra.get(name)))), ())


_AUTHORS = ("author", "authors")
_NAMES = frozenset({*FrontMatter.model_fields, *LicenseFields.model_fields, *SourceFields.model_fields})
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def split_article(text: str) -> tuple[str, str]:
    """An article file's front matter, both lines of `---` included, and its body. Line ends become `\\n`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT_MATTER.match(text)
    end = match.end() if match else 0
    return text[:end], text[end:]


def split_front_matter(text: str) -> tuple[str | None, str]:
    """The YAML at the beginning of a file, or None, and the rest with an empty line for each line of it."""
    front, body = split_article(text)
    if not front:
        return None, body
    lines = front.removesuffix("\n").split("\n")
    return "\n".join(lines[1:-1]), "\n" * front.count("\n") + body


class FrontMatterError(Exception):
    """Front matter that can't be used. `problems` are (line in the YAML text from 1, message with fix)."""

    def __init__(self, *problems: tuple[int, str]) -> None:
        self.problems = problems
        super().__init__("; ".join(message for _, message in problems))


def parse_front_matter(text: str) -> FrontMatter:
    """Read and check the YAML `text`.

    Raises FrontMatterError with every field that is wrong.
    """
    try:
        loader = TextLoader(text)
        node = loader.get_single_node()
        values = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        raise FrontMatterError(explain_yaml(error, text, _NAMES)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FrontMatterError((line, "bad YAML: a control character; take it out")) from None
    except RecursionError:
        raise FrontMatterError((1, "bad YAML: nested too deep; write one “field: value” a line")) from None
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise FrontMatterError((1, "front matter must hold fields, such as “title: …”"))
    if isinstance(values.get("aliases"), list):
        # Obsidian's and Hugo's field of this name lists other names, or addresses, of the page.
        values = {
            ("aliases (a list)" if name == "aliases" else name): value for name, value in values.items()
        }
    lines = dict(_lines(node, ()))
    repeated = tuple(_repeated(node))
    if repeated:
        raise FrontMatterError(*((line, f"{name} stands twice; keep one") for line, name in repeated))
    try:
        return FrontMatter.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
        raise FrontMatterError(*(_explain(detail, lines, text) for detail in details)) from None


def _lines(node: yaml.Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Each field's path and the line on which it stands."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, str(key.value)), key.start_mark.line + 1
            yield from _lines(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _lines(value, (*path, index))


def _repeated(node: yaml.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield key.start_mark.line + 1, str(key.value)
            seen.add(str(key.value))
            yield from _repeated(value)


_MENDS: Mapping[str, str] = {
    "title": "add “title:” with the article's title",
    "license": "add “license:” with a “name:” as the source states it",
    "license.name": "add “name:” with the licence as the source states it",
}
_WANTED: Mapping[str, str] = {
    "model_type": "must hold fields, one “name: value” a line",
    "dict_type": "must hold one “word: word of the article” a line",
    "tuple_type": "must be a list, one “- …” a line",
    "string_too_short": "is empty; write it, or take it out",
    "string_type": "must be one line of text",
    "string_unicode": "must be one line of text",
    "string_pattern_mismatch": "must be one line of text",
}
"""What pydantic finds wrong → what a person should write."""


def _explain(detail: ErrorDetails, lines: Mapping[tuple[str | int, ...], int], text: str) -> tuple[int, str]:
    loc = tuple(detail["loc"])
    if loc[:2] == ("license", 0) and loc[:2] not in lines:
        loc = ("license", *loc[2:])  # one licence, and no list of them
    path = loc
    while path and path not in lines:
        path = path[:-1]
    line = lines.get(path, 1)
    name = ".".join(str(part) for part in loc if part != "[key]")
    kind, leaf = detail["type"], name.rpartition(".")[2]
    advice = None
    if not detail["input"] and is_comment(text, line):
        advice = quoted_value(text, line)
        wrong = "is empty, for “#” begins a comment"
    elif kind == "string_type" and isinstance(detail["input"], dict | list):
        advice = quoted_value(text, line)
        wrong = _WANTED[kind]
    if advice is not None:
        return line, f"{name} {wrong}; put it in quotation marks: {advice}"
    if kind == "missing" or (
        re.sub(r"\.\d+", "", name) in _MENDS and (kind == "string_too_short" or not detail["input"])
    ):
        return line, f"{name} is missing; {_MENDS.get(re.sub(r'[.][0-9]+', '', name), 'add it')}"
    if kind == "extra_forbidden":
        owners: dict[str, type[_Fields]] = {"license": LicenseFields, "source": SourceFields}
        owner = owners.get(name.split(".")[0], FrontMatter)
        return line, f"“{name}” is no field; there are {', '.join(owner.model_fields)}"
    if kind == "string_pattern_mismatch" and leaf == "url":
        if str(detail["input"]).startswith(("http://", "https://")):
            return line, f"{name} must be a plain address: a host in ASCII (“xn--…”), no “@”, no space"
        return line, f"{name} must be an address that begins with http:// or https://"
    if kind == "string_pattern_mismatch" and leaf == "language":
        return line, f"{name} must be a language code such as en, de or pt-BR"
    if kind == "too_long" and name == "license":
        return line, f"license holds more than {MOST_LICENSES} licences; name those that a reader may choose"
    if kind == "model_type" and name == "source":
        return line, "source must be an address, or hold fields, one “name: value” a line"
    if kind in _WANTED:
        return line, f"{name or 'every field name'} {_WANTED[kind]}"
    reason = str(detail["msg"])
    return line, f"{name}: {reason[0].lower()}{reason[1:]}; shorten it"
