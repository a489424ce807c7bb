"""Files are written whole or not at all, also where the program is killed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_ENDINGS = ("base", "conflicts")


def write_whole(file: Path, text: str) -> None:
    """Write `text` as UTF-8 in place of what `file` holds. Raises OSError, and leaves the file then."""
    half = file.with_name(f".{file.name.lstrip('.')}.new")
    try:
        with half.open("w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())  # or the new name may survive a power cut, and the words not
        if file.exists():
            half.chmod(file.stat().st_mode & 0o777)
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def base_file(article: Path, revision: str) -> Path:
    """Where the article of this file is kept as it was imported at `revision`, for later merging.

    The revision stands in the name: whichever article file is there after a crash, its base is there, too.
    """
    return _beside(article, revision, "base")


def conflicts_file(article: Path, revision: str) -> Path:
    """Where is kept what somebody must settle since the article was updated to `revision`."""
    return _beside(article, revision, "conflicts")


def _beside(article: Path, revision: str, ending: str) -> Path:
    name = "".join(letter for letter in revision if letter.isalnum())[:40]
    return article.with_name(f".{article.stem}.{name}.{ending}")


def kept_beside(article: Path) -> Iterator[Path]:
    """All bases and conflicts that lie beside an article's file."""
    before = f".{article.stem}."
    for path in article.parent.iterdir():
        middle, _, ending = path.name.removeprefix(before).rpartition(".")
        if path.name == f"{before}{middle}.{ending}" and middle.isalnum() and ending in _ENDINGS:
            yield path


def write_article(file: Path, text: str, *, base: str, revision: str, conflicts: str = "") -> None:
    """Write an article's file with its base and what is to settle, and take earlier ones away.

    Raises OSError.
    """
    kept = {base_file(file, revision): base}
    if conflicts:
        kept[conflicts_file(file, revision)] = conflicts
    for path, content in kept.items():
        write_whole(path, content)
    write_whole(file, text)
    for old in list(kept_beside(file)):
        if old not in kept:
            old.unlink(missing_ok=True)
