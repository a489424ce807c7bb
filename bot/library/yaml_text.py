"""YAML in which each value is the text that stands there, and what to write where it can't be read."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import yaml

_FIELD = re.compile(r"(?P<before>\s*(?P<item>- +)?(?:(?P<name>[\w-]+):[ \t]+)?)(?P<value>\S.*?)\s*")
_ITEM_FIELDS = frozenset({"name", "notice", "url"})
"""Fields that may begin behind the “-” of a list; any other word with a colon there is a part of a text."""

_LONGEST_SHOWN = 120


class TextLoader(yaml.BaseLoader):
    """PyYAML's loader that leaves every scalar the text that stands there: safer than its safe loader.

    `language: no` is Norwegian and not False, `revision: 0012` keeps its zeros. Aliases and tags are
    refused: an article has no use for them, and nested aliases grow without bound.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        refused = "an alias (*)" if isinstance(event, yaml.AliasEvent) else "a tag (!)"
        if isinstance(event, yaml.AliasEvent) or event.tag:
            raise yaml.composer.ComposerError(None, None, f"{refused} has no place here", event.start_mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def explain_yaml(error: yaml.MarkedYAMLError, text: str, fields: Collection[str]) -> tuple[int, str]:
    """The line of `text` (from 1) that YAML can't read, and what to write there; `fields` are known names."""
    for number, line in enumerate(text.split("\n"), 1):
        joined = re.match(r"\s*(?:- +)?(\w+):(?=[^\s:/])", line)
        if joined and joined[1] in fields:
            return number, f"bad YAML: put a space behind “{joined[1]}:”"
    # What is begun and has no end is told where it begins.
    marks = [mark.line + 1 for mark in (error.context_mark, error.problem_mark) if mark]
    for number in marks:
        before = "\n".join(text.split("\n")[:number])
        advice = None if _is_read(before) else quoted_value(before, number)
        if advice is not None:
            return number, f"bad YAML: {error.problem}; put the value in quotation marks: {advice}"
    fix = "indent with spaces, not with a tab" if "'\\t'" in str(error.problem) else "fix the line"
    return marks[-1] if marks else 1, f"bad YAML: {error.problem}; {fix}"


def quoted_value(text: str, number: int) -> str | None:
    """What to write for the value in this line (from 1) of `text`, if quotation marks make YAML of it."""
    lines = text.split("\n")[:number]
    found = _FIELD.fullmatch(lines[-1]) if len(lines) == number else None
    if found is None:
        return None
    before, name, value = found["before"], found["name"], found["value"]
    if found["item"] and name and name not in _ITEM_FIELDS:
        before, name, value = before[: found.start("name")], None, lines[-1][found.start("name") :].rstrip()
    written = _quoted(value)
    if len(value) > _LONGEST_SHOWN or not _is_read("\n".join([*lines[:-1], before + written])):
        return None
    return f"{name}: {written}" if name else f"- {written}"


def is_comment(text: str, number: int) -> bool:
    """Whether YAML takes the value in this line (from 1) of `text` for a comment."""
    found = _FIELD.fullmatch(text.split("\n")[number - 1])
    return found is not None and found["value"].startswith("#")


def _is_read(text: str) -> bool:
    try:
        TextLoader(text).get_single_node()
    except (yaml.YAMLError, RecursionError):
        return False
    return True


def _quoted(value: str) -> str:
    """The words of `value` between quotation marks; its own around them, if it has any, are replaced."""
    inner = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    if '"' in inner or "\\" in inner:
        return "'" + inner.replace("'", "''") + "'"
    return f'"{inner}"'
