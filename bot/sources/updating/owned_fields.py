"""The front matter's `source` and `license` are the wiki's; all else stays as it is written."""

from __future__ import annotations

from typing import Any

import yaml

OWNED = ("license", "source")


def with_owned_fields(front: str, fresh: str) -> str:
    """The front matter `front` with the values that `license` and `source` have in `fresh`.

    Both with their lines of `---`. Only what differs is written anew.
    """
    values = yaml.load(_inside(fresh), Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes texts alone
    for name in OWNED:
        if name in values:
            front = _with_field(front, name, values[name])
    return front


def _inside(front: str) -> str:
    lines = front.rstrip("\n").split("\n")
    return "\n".join(lines[1:-1]) + "\n"


def _with_field(front: str, name: str, value: Any) -> str:
    inner = _inside(front)
    node = yaml.compose(inner, Loader=yaml.BaseLoader)
    entries = _entries(node)
    if name not in entries:
        return _framed(inner.rstrip("\n") + "\n" + _dumped({name: value}))
    key, there = entries[name]
    if _plain(there) == value:
        return front
    if not (isinstance(there, yaml.MappingNode) and isinstance(value, dict) and not there.flow_style):
        return _framed(_without(inner, key, there, _dumped({name: value})))
    for field, wanted in value.items():
        inner = _with_entry(inner, name, field, wanted)
    for field in _entries(_entries(yaml.compose(inner, Loader=yaml.BaseLoader))[name][1]):
        if field not in value:
            old_key, old = _entries(_entries(yaml.compose(inner, Loader=yaml.BaseLoader))[name][1])[field]
            inner = _without(inner, old_key, old, "")
    return _framed(inner)


def _with_entry(inner: str, name: str, field: str, value: Any) -> str:
    """The YAML `inner` with one entry of the mapping `name` set."""
    _, mapping = _entries(yaml.compose(inner, Loader=yaml.BaseLoader))[name]
    entries = _entries(mapping)
    indent = " " * mapping.value[0][0].start_mark.column
    if field not in entries:
        last_key, last = mapping.value[-1]
        lines = inner.split("\n")
        end = _last_line(lines, last_key, last) + 1
        return "\n".join(
            [*lines[:end], *_dumped({field: value}, indent).rstrip("\n").split("\n"), *lines[end:]]
        )
    old_key, old = entries[field]
    if _plain(old) == value:
        return inner
    if isinstance(old, yaml.ScalarNode) and isinstance(value, str) and _is_on_one_line(old):
        written = _dumped({"x": value}).removeprefix("x: ").rstrip("\n")
        before = "" if old.start_mark.index > old_key.end_mark.index + 1 else " "
        return inner[: old.start_mark.index] + before + written + inner[old.end_mark.index :]
    return _without(inner, old_key, old, _dumped({field: value}, indent))


def _is_on_one_line(node: yaml.ScalarNode) -> bool:
    return node.start_mark.line == node.end_mark.line and node.style not in ("|", ">")


def _without(inner: str, key: yaml.Node, value: yaml.Node, instead: str) -> str:
    lines = inner.split("\n")
    end = _last_line(lines, key, value) + 1
    new = instead.rstrip("\n").split("\n") if instead else []
    return "\n".join([*lines[: key.start_mark.line], *new, *lines[end:]])


def _last_line(lines: list[str], key: yaml.Node, value: yaml.Node) -> int:
    """The last line of an entry: what a block ends with reaches up to the next key, comments included."""
    last = value.end_mark.line
    if value.end_mark.column == 0 or not lines[last][: value.end_mark.column].strip():
        last -= 1
    while last > key.start_mark.line and (not lines[last].strip() or lines[last].lstrip().startswith("#")):
        last -= 1
    return max(last, key.start_mark.line)


def _entries(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    return (
        {key.value: (key, value) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    )


def _plain(node: yaml.Node) -> Any:
    return yaml.BaseLoader("").construct_object(node, deep=True)


def _dumped(value: Any, indent: str = "") -> str:
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000)
    return "".join(indent + line for line in text.splitlines(keepends=True))


def _framed(inner: str) -> str:
    return "---\n" + inner.rstrip("\n") + "\n---\n"
