"""Takes attribution, footnotes and licence out of what is shown, a place at a time: do the tests notice?

    python -m tests.mutations [FILE …]

Each of FILES (by default all that write attribution) is changed in a copy of the repository; then TESTS are
run there. Prints each change that no test notices, and ends with 1 where there is one outside of HARMLESS.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

TESTS = ("tests/discord_app/test_attribution.py", "tests/answering/test_crediting.py")

CARDS = "bot/discord_app/cards"
FILES = (
    *(f"{CARDS}/{name}_card.py" for name in ("article", "request", "quotation", "source")),
    *(f"{CARDS}/{name}.py" for name in ("arrangement", "article_list", "credits", "excerpts")),
    *(f"{CARDS}/{name}.py" for name in ("footnote_cards", "footnote_lines", "passage_list", "page_layout")),
    "bot/terminal/rendering.py",
    "bot/terminal/verifying.py",
    "bot/answering/answer_json.py",
    "bot/answering/crediting.py",
)

EMPTY_CALLS = {
    "credit": '""',
    "credits_for": "()",
    "licenses": '""',
    "license_names": '""',
    "attribution_line": '""',
    "first_authors": "()",
    "footnotes_block": '""',
    "footnote_lines": "[]",
    "footnote_line": '""',
    "_support_line": '""',
    "_whole": "()",
    "_facts": "()",
    "_facts_of_all": "[]",
    "_in_full": '""',
    "_lines": "()",
    "_attribution": "{}",
    "_license": "{}",
    "render_attribution": 'Text("")',
    "render_footnote": 'Text("")',
}
"""What a call of each of these is changed to."""

EMPTY_ATTRIBUTES = {"notice": "None", "url": "None", "authors": "()", "license": "None", "changes": '""'}
"""What each of these is changed to, where it is read of a source, a licence or an attribution."""

OWNERS = {"source", "license", "license_", "attribution", "choice", "each"}

CREDIT_NAMES = {"credits", "below", "notice"}
"""Variables that hold what is credited; each use of one is changed to an empty text."""

_ROOM = {
    f"{CARDS}/article_card.py": ("room = PageRoom.beside(credit(attribution_of(article), words))",),
    f"{CARDS}/arrangement.py": (
        "if sum(length(line) + 1 for line in credits_for(attributions, articles, words)) <= CREDITS_ROOM:",
        "taken = sum(length(line) + 1 for line in credits)",
        "shares = _shares(sizes, room - length(below))",
        "spare = allowed - taken - sum(length(text) + 1 for text in (*labels, *quotes, below))",
    ),
    f"{CARDS}/request_card.py": (
        "left = min(room - length(credits), max(READABLE - length(credits), 900)) - 200",
        "left -= length(credit(attribution, words)) + 1",
    ),
}
HARMLESS = {(file, statement) for file, statements in _ROOM.items() for statement in statements}
"""Statements that tell the room which an attribution takes. The tests of limits look after them."""

SECONDS = 120


class Mutation(NamedTuple):
    """A change of one file: characters `start` up to `end` become `text`."""

    file: str
    line: int
    start: int
    end: int
    statement: str
    before: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: in `{self.statement}`: {self.before} -> {self.text}"


def mutations(file: str, folder: Path = ROOT) -> Iterator[Mutation]:
    """The changes of a file in this folder."""
    source = (folder / file).read_text(encoding="utf-8")
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    encoded = source.encode()
    for node in ast.walk(ast.parse(source)):
        text = _changed(node)
        if text is None or not isinstance(node, ast.expr):
            continue
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        before = " ".join(encoded[start:end].decode().split())
        statement = source.splitlines()[node.lineno - 1].strip()
        yield Mutation(file, node.lineno, start, end, statement, before, text)


def _changed(node: ast.AST) -> str | None:
    """What a node is changed to; None where it is left alone."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return EMPTY_CALLS.get(node.func.id)
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        owner = node.value.id if isinstance(node.value, ast.Name) else getattr(node.value, "attr", "")
        return EMPTY_ATTRIBUTES.get(node.attr) if owner in OWNERS else None
    if (
        isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Load)
        and node.id in ("credits", "below", "notice")
    ):
        return '""'
    return None


def is_noticed(mutation: Mutation, folder: Path) -> bool:
    """Whether a test fails once the copy of the repository in `folder` is changed so."""
    file = folder / mutation.file
    original = file.read_bytes()
    file.write_bytes(original[: mutation.start] + mutation.text.encode() + original[mutation.end :])
    try:
        return not passes(folder)
    finally:
        file.write_bytes(original)


def passes(folder: Path) -> bool:
    """Whether TESTS pass in a copy of the repository, in so many SECONDS."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *TESTS],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def main() -> int:
    """Change, test, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", default=FILES)
    files = parser.parse_args().files
    noticed, survived = 0, list[Mutation]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("bot", "tests", "knowledge"):
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "output")
            )
        shutil.copy(ROOT / "pyproject.toml", folder)
        if not passes(folder):
            sys.exit("the tests fail before anything is changed")
        for mutation in (each for file in files for each in mutations(file, folder)):
            if is_noticed(mutation, folder):
                noticed += 1
                continue
            if (mutation.file, mutation.statement) not in HARMLESS:
                print(f"line {mutation.line}: {mutation}", flush=True)
                survived.append(mutation)
    print(f"{noticed} noticed, {len(survived)} not")
    return int(bool(survived))


if __name__ == "__main__":
    sys.exit(main())
