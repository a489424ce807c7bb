"""How the code stands: no import circle, no file that is too long, no two files of one name.

    python -m tests.test_structure

prints what is wrong. import-linter holds the packages' order (`lint-imports`).
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONGEST = 300
"""Lines of a file. Beyond that it has two subjects."""

NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "manager", "misc", "common", "tools", "stuff"}

Imports = Mapping[str, set[str]]
"""The modules that each module imports."""


def modules(root: Path, package: str) -> dict[str, Path]:
    """The files of a package by their modules' names."""
    files: dict[str, Path] = {}
    for file in (root / package).rglob("*.py"):
        parts = file.relative_to(root).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return files


def imports(files: Mapping[str, Path]) -> dict[str, set[str]]:
    """Which of `files` each of them imports: at the top, inside functions, and for types alone.

    A name that a package hands on counts as an import of the package, not of the module that defines it. That
    a package's `__init__` runs before its modules isn't counted: only what is written is.
    """
    return {
        module: set(_imported(ast.parse(file.read_text(encoding="utf-8")), module, file, files)) - {module}
        for module, file in files.items()
    }


def _imported(tree: ast.Module, module: str, file: Path, files: Mapping[str, Path]) -> Iterator[str]:
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from _known((alias.name for alias in node.names), files)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            yield from _known((f"{base}.{alias.name}" for alias in node.names), files)


def _known(names: Iterable[str], files: Mapping[str, Path]) -> Iterator[str]:
    """The module that each name is, or is defined in, where it is one of `files`."""
    for name in names:
        module = name
        while module and module not in files:
            module = module.rpartition(".")[0]
        if module:
            yield module


def circles(arrows: Imports) -> list[list[str]]:
    """The groups in which each module imports, by way of others, all others; largest first."""
    groups: dict[frozenset[str], None] = {}
    reached = {module: _reachable(module, arrows) for module in arrows}
    for module in arrows:
        group = frozenset(other for other in reached[module] if module in reached[other])
        if group:
            groups[group] = None
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _reachable(module: str, arrows: Imports) -> set[str]:
    """What is imported from `module` on; itself too, where there is a way back."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        fresh = arrows.get(waiting.pop(), set()) - reached
        reached |= fresh
        waiting.extend(fresh)
    return reached


def shortest_circle(group: Iterable[str], arrows: Imports) -> list[str]:
    """A shortest way from a module of `group` back to itself, so that a person sees where to cut."""
    ways = [way for module in sorted(group) if (way := _way_back(module, arrows))]
    return min(ways, key=len)


def _way_back(start: str, arrows: Imports) -> list[str]:
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:  # grows while it is read: breadth first
        for following in sorted(arrows.get(way[-1], ())):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def told(arrows: Imports) -> list[str]:
    """Each circle in a line: its size, a shortest way around, its files."""
    return [
        f"{len(group)} files import one another, such as {' → '.join(shortest_circle(group, arrows))}: "
        + ", ".join(group)
        for group in circles(arrows)
    ]


BOT = modules(ROOT, "bot")


def test_no_import_circle() -> None:
    found = told(imports(BOT))
    assert not found, "\n".join(found)


def test_no_file_is_too_long() -> None:
    lengths = {module: len(file.read_text(encoding="utf-8").splitlines()) for module, file in BOT.items()}
    assert {module: length for module, length in lengths.items() if length > LONGEST} == {}


def test_every_file_is_named_after_its_subject() -> None:
    assert {module for module in BOT if NAMES_OF_NOTHING & set(module.split("."))} == set()


def test_no_two_files_have_one_name() -> None:
    """Except what Python names itself: `__init__.py`, `__main__.py`."""
    names = Counter(file.name for file in BOT.values() if not file.name.startswith("__"))
    twice = {name for name, count in names.items() if count > 1}
    assert sorted(str(file.relative_to(ROOT)) for file in BOT.values() if file.name in twice) == []


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with two circles, one of them for types alone, one inside a function."""
    for name, text in {
        "p/__init__.py": "",
        "p/a.py": "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nimport json\n"
        "if TYPE_CHECKING:\n    from p.b import B\n",
        "p/b.py": "import p.c\nclass B: ...\n",
        "p/c.py": "def use():\n    from .a import A\n",
        "p/q/__init__.py": "from .e import E\n",
        "p/q/d.py": "from . import e\nfrom .. import a\n",
        "p/q/e.py": "from p.q.d import D\n",
        "p/f.py": "from p.q import E\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_circle_is_found_wherever_its_imports_stand(package: Path) -> None:
    arrows = imports(modules(package, "p"))
    assert circles(arrows) == [["p.a", "p.b", "p.c"], ["p.q.d", "p.q.e"]]
    assert told(arrows)[0].startswith(
        "3 files import one another, such as p.a → p.b → p.c → p.a: p.a, p.b, p.c"
    )
    assert arrows["p.f"] == {"p.q"}


if __name__ == "__main__":
    found = told(imports(BOT))
    print("\n".join(found) or "no import circle")
    sys.exit(bool(found))
