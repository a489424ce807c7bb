"""Files are written whole or not at all, also where the program is killed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


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
    name = "".join(letter for letter in revision if letter.isalnum())[:40]
    return article.with_name(f".{article.stem}.{name}.base")


def bases_of(article: Path) -> Iterator[Path]:
    """All bases that lie beside an article's file."""
    before, after = f".{article.stem}.", ".base"
    for path in article.parent.iterdir():
        middle = path.name.removeprefix(before).removesuffix(after)
        if path.name == f"{before}{middle}{after}" and middle.isalnum():
            yield path


def write_article(file: Path, text: str, *, base: str, revision: str) -> None:
    """Write an article's file with its base, and take earlier bases away. Raises OSError."""
    kept = base_file(file, revision)
    write_whole(kept, base)
    write_whole(file, text)
    for old in list(bases_of(file)):
        if old != kept:
            old.unlink(missing_ok=True)
