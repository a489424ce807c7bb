"""The article files below a folder, each with the id of its article."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.library.ids import article_id, distinct_id, former_article_id
from bot.library.problems import Problem

NOT_ARTICLES = frozenset({"README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG", "CONTRIBUTING"})
"""Files that speak about the folder: by custom their names are in capitals."""


class FileState(NamedTuple):
    """What changes when a file does: its size, its number, and when it was changed, in nanoseconds."""

    size: int
    number: int
    modified: int
    changed: int


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, or a link to one. `stem` is its name without the suffix."""

    path: str
    stem: str
    is_link: bool

    @property
    def parts(self) -> list[str]:
        """The names of the folders that lead to it, and its own: what files are ordered by."""
        return self.path.split(os.sep)  # noqa: PTH206

    def state(self) -> FileState | None:
        """Its state now; None where it is no ordinary file, from which reading might never return."""
        facts = os.stat(self.path)  # noqa: PTH116 - there may be ten thousand
        if not stat.S_ISREG(facts.st_mode):
            return None
        return FileState(facts.st_size, facts.st_ino, facts.st_mtime_ns, facts.st_ctime_ns)


def named_files(folder: Path, problems: list[Problem]) -> Iterator[tuple[FoundFile, str, FoundFile | None]]:
    """Each article file with its article's id, and the file that has this id already."""
    owners: dict[str, FoundFile] = {}
    found = [(file, article_id(file.stem)) for file in _article_files(folder, problems)]
    # A file whose name is an id comes first: then no other file gets it.
    found.sort(key=lambda each: (former_article_id(each[0].stem) != each[1], each[0].parts))
    for file, own in found:
        is_taken = own in owners and former_article_id(owners[own].stem) != former_article_id(file.stem)
        name = distinct_id(file.stem) if is_taken else own
        yield file, name, owners.get(name)
        owners.setdefault(name, file)


def _article_files(
    folder: Path, problems: list[Problem], above: frozenset[Path] = frozenset()
) -> Iterator[FoundFile]:
    try:
        real = folder.resolve()
        with os.scandir(folder) as scanned:
            entries = list(scanned)
    except OSError as error:
        message = f"can't be read ({error.strerror}); name a folder of articles that is readable"
        problems.append(Problem(str(folder), 0, message))
        return
    if real in above:  # a link to a folder above would go round and round
        return
    prefix = str(folder / "x")[:-1]
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _article_files(folder / entry.name, problems, above | {real})
            continue
        stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122
        if suffix.lower() == ".md" and stem not in NOT_ARTICLES:
            yield FoundFile(prefix + entry.name, stem, entry.is_symlink())
