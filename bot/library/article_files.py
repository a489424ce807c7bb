"""The article files below a folder, each with the id of its article."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.library.ids import article_id, distinct_id, former_article_id
from bot.library.problems import Problem

NOT_ARTICLES = frozenset({"README", "LICENSE", "LICENCE", "NOTICE", "CHANGELOG", "CONTRIBUTING"})
"""Files that speak about the folder: by custom their names are in capitals."""

_PAGES = frozenset(
    "markdown mdown mkd txt text html htm xhtml rst adoc org tex docx odt rtf pdf epub".split()
)
"""How files end that hold a page, and aren't read as articles."""


def is_article_file(path: Path) -> bool:
    """Whether a file of this name is read as an article."""
    name = path.name
    return name[-3:].lower() == ".md" and name[:-3] not in NOT_ARTICLES and not name.startswith(".")


class FileState(NamedTuple):
    """What changes when a file does: sort and rights, size, number, and times of change in nanoseconds."""

    mode: int
    size: int
    number: int
    modified: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> FileState | None:
        """The state of what lies there now; None where that can't be told."""
        try:
            facts = path.stat()
        except OSError:  # a link that leads nowhere, or nobody may look: reading it tells why
            return None
        return cls(facts.st_mode, facts.st_size, facts.st_ino, facts.st_mtime_ns, facts.st_ctime_ns)

    @property
    def is_ordinary(self) -> bool:
        """Whether it is a file that reading comes to an end of: no pipe, no device."""
        return stat.S_ISREG(self.mode)


class FoundFile(NamedTuple):
    """A file, or a link to one, and its state before anybody reads it. `stem` is its name without ".md"."""

    path: str
    stem: str
    state: FileState | None


def named_files(folder: Path, problems: list[Problem]) -> Iterator[tuple[FoundFile, str, FoundFile | None]]:
    """Each article file with its article's id, and the file that has this id already."""
    owners: dict[str, FoundFile] = {}
    found = [(file, article_id(file.stem)) for file in _article_files(folder, problems)]
    # A file whose name is an id comes first: then no other file gets it.
    found.sort(key=lambda each: former_article_id(each[0].stem) != each[1])
    for file, own in found:
        is_taken = own in owners and former_article_id(owners[own].stem) != former_article_id(file.stem)
        name = distinct_id(file.stem) if is_taken else own
        yield file, name, owners.get(name)
        owners.setdefault(name, file)


def _article_files(
    folder: Path, problems: list[Problem], above: frozenset[Path] = frozenset()
) -> Iterator[FoundFile]:
    """The files in the order of their paths, name by name."""
    try:
        # As texts: to take ten thousand paths apart takes most of the time in which a changed file is found,
        # and to compare them lets nothing else run.
        real, entries = folder.resolve(), sorted((str(path), path) for path in folder.iterdir())
    except OSError as error:
        message = f"can't be read ({error.strerror}); name a folder of articles that is readable"
        problems.append(Problem(str(folder), 0, message))
        return
    if real in above:  # a link to a folder above would go round and round
        return
    before_name = len(str(folder / "a")) - 1
    for text, path in entries:
        name = text[before_name:]
        if name.startswith("."):
            continue
        state = FileState.of(path)
        if state is not None and stat.S_ISDIR(state.mode):
            yield from _article_files(path, problems, above | {real})
        elif name[-3:].lower() == ".md" and name[:-3] not in NOT_ARTICLES:
            yield FoundFile(text, name[:-3], state)


def unread_pages(folder: Path) -> Iterator[Problem]:
    """A warning for each file below a folder that seems to be meant as an article, and isn't read as one.

    A page beside the article that was made of it (`canal.html`, `canal.md`) is none of them.
    """
    try:
        entries = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:  # told by who reads the articles
        return
    made = {path.name[:-3] for path in entries if path.name[-3:].lower() == ".md"}
    for path in sorted(entries, key=lambda path: (path.is_dir(), path)):  # files before folders
        stem, _, ending = path.name.rpartition(".")
        if path.is_dir():
            if not path.is_symlink():  # a link may lead to a folder above
                yield from unread_pages(path)
        elif ending.lower() in _PAGES and stem not in made and stem not in NOT_ARTICLES:
            yield Problem(str(path), 0, _advice(ending.lower()), warning=True)


def _advice(ending: str) -> str:
    if ending in ("markdown", "mdown", "mkd"):
        return "isn't read; rename it so that it ends in “.md”"
    return "isn't read; make an article of it with “footnote import”, or keep it elsewhere"
