"""Only `discord_py` reaches into discord.py: no other file names a private or an undocumented part of it."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest

from tests.conftest import ROOT

APP = ROOT / "bot" / "discord_app"
INSIDE = APP / "discord_py"
FILES = sorted(file for file in (ROOT / "bot").rglob("*.py") if INSIDE not in file.parents)

DOCUMENTED = {"discord", "discord.abc", "discord.app_commands", "discord.ui", "discord.utils"}
"""The modules of discord.py that its documentation describes. https://discordpy.readthedocs.io/en/stable/api.html"""

UNDOCUMENTED = {
    "connector", "get_translated_payload", "http", "launch_shard", "launch_shards", "parsers", "to_dict",
    "ws",
}  # fmt: skip
"""Attributes of its clients and commands that have no underscore, and that its documentation doesn't name."""


def own_names(tree: ast.AST) -> set[str]:
    """The private names that a file itself defines: functions, classes, attributes, slots, fields."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(node.name)
            case ast.Name(ctx=ast.Store()):
                names.add(node.id)
            case ast.Attribute(ctx=ast.Store()):
                names.add(node.attr)
            case ast.Constant(value=str(text)) if text.startswith("_"):
                names.add(text)  # an entry of __slots__
    return names


def intrusions(source: str) -> Iterator[str]:
    """Where a source reaches into discord.py, line by line. A private name of its own is no intrusion."""
    tree = ast.parse(source)
    own = own_names(tree)
    packages = {name.partition(".")[0] for node in ast.walk(tree) for name in imported(node)}
    # The preview extends simcord's classes, whose private names aren't discord.py's.
    attributes_count = "discord" in packages and "simcord" not in packages
    for node in ast.walk(tree):
        for module in imported(node):
            if module.partition(".")[0] == "discord" and module not in DOCUMENTED:
                yield f"{node.lineno}: imports {module}"  # type: ignore[attr-defined]
        if not attributes_count:
            continue
        if isinstance(node, ast.Attribute) and is_intrusion(node, own):
            yield f"{node.lineno}: uses {ast.unparse(node)}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("vars", "getattr", "setattr"):
            names = [each.value for each in node.args[1:2] if isinstance(each, ast.Constant)]
            if ast.unparse(node.func) == "vars" or any(str(name).startswith("_") for name in names):
                yield f"{node.lineno}: uses {ast.unparse(node)}"


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom) or node.module is None or node.level:
        return []
    if node.module == "discord":
        submodules = [f"discord.{alias.name}" for alias in node.names]
        return ["discord", *(name for name in submodules if is_module(name))]
    return [node.module]


def is_module(name: str) -> bool:
    """Whether discord.py has a module, and not another thing, of this name."""
    return inspect.ismodule(getattr(discord, name.partition(".")[2], None))


def is_intrusion(node: ast.Attribute, own: set[str]) -> bool:
    """Whether an attribute is a private part, or an undocumented one, that the file doesn't define."""
    if node.attr.startswith("__discord"):
        return True
    if node.attr.startswith("__"):
        return False
    if node.attr.startswith("_") or node.attr in UNDOCUMENTED:
        return node.attr not in own
    chain = ast.unparse(node)
    return chain.startswith("discord.") and chain not in DOCUMENTED and is_module(chain)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_other_file_reaches_into_discord_py(file: Path) -> None:
    assert list(intrusions(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "from discord.gateway import DiscordWebSocket",
        "from discord import shard",
        "import discord.http",
        "client._connection.parsers",
        "client.http.request",
        "discord.gateway.DiscordWebSocket",
        "item.__discord_ui_compiled_template__",
        "vars(client)['request'] = None",
        "getattr(client, '_connection')",
    ],
)
def test_an_intrusion_is_found(line: str) -> None:
    assert list(intrusions(f"import discord\n{line}\n"))


def test_what_is_allowed_is_not_found() -> None:
    source = """
import discord
from discord import app_commands

class Kept:
    def __init__(self):
        self._kept = discord.ui.Button

    def kept(self):
        return self._kept, self.__class__
"""
    assert list(intrusions(source)) == []


def classes() -> Iterator[type]:
    """Every class of the bot outside `discord_py` that extends one of discord.py's."""
    for file in FILES:
        if APP not in file.parents:
            continue
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        things = [each for each in vars(importlib.import_module(name)).values() if inspect.isclass(each)]
        yield from (each for each in things if each.__module__ == name and discord_bases(each))


def discord_bases(kind: type) -> list[type]:
    """The classes of discord.py that a class extends."""
    return [base for base in kind.__mro__ if base.__module__.partition(".")[0] == "discord"]


def test_no_class_overrides_a_private_part_by_accident() -> None:
    found = [*classes()]
    assert found
    for kind in found:
        private = {name for name in vars(kind) if name.startswith("_") and not name.startswith("__")}
        for base in discord_bases(kind):
            assert not private & set(vars(base)), kind.__qualname__


def test_these_tests_were_written_for_the_discord_py_that_is_installed() -> None:
    """pyproject.toml bounds it below the next minor version; whoever raises the bound runs them anew."""
    assert discord.version_info[:2] == (2, 7)
