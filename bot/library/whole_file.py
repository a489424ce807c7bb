"""A file that is made anew: it replaces the old one when it is whole, and leaves that where it isn't."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

ABANDONED = 3_600.0
"""Seconds that a half-written file is older than the next one, if whoever wrote it was killed: none takes so
long, and another process may be writing one now."""


@contextmanager
def written_anew(file: Path) -> Iterator[IO[bytes]]:
    """What is written to the stream replaces `file` at the end. Raises OSError, and leaves `file` then."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beginning = f"{file.name}-"
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=beginning, delete=False) as new:
        half = Path(new.name)
        try:
            _remove_abandoned(half, beginning)
            yield new
            new.close()
            half.replace(file)
        except BaseException:
            with suppress(OSError):
                half.unlink()
            raise


def _remove_abandoned(new: Path, beginning: str) -> None:
    """Remove what was left half written by those that were killed; by the file system's own clock."""
    begun = new.stat().st_mtime
    for other in new.parent.iterdir():
        if other.name.startswith(beginning):
            with suppress(OSError):
                if begun - other.stat().st_mtime > ABANDONED:
                    other.unlink()
