"""A pasted page's file is read, an article's file is written: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from bot.library.bounds import MOST_BYTES
from bot.library.pasted import ImportedPage, PastedPageError
from bot.library.reading import article_id


def read_page(file: Path) -> str:
    """The text of the pasted page in `file`. Raises PastedPageError where it can't be read."""
    try:
        with file.open("rb") as opened:
            return decode_page(opened.read(MOST_BYTES + 1))
    except OSError as error:
        raise PastedPageError(0, f"can't be read ({error.strerror}); name a text file, or “-”") from None


def decode_page(data: bytes) -> str:
    """`data` as text. Raises PastedPageError where it is too long, or, with the line, no UTF-8."""
    if len(data) > MOST_BYTES:
        raise PastedPageError(0, f"holds more than {MOST_BYTES:,} bytes; split it into several articles")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PastedPageError(line, "is not UTF-8 text; save the page as UTF-8") from None


def keep_article(imported: ImportedPage, folder: Path, *, replace: bool = False) -> Path:
    """Write the article into `folder`, which is made where it is missing; returns its file.

    Raises PastedPageError where an article of this id is there already and `replace` isn't set, or where
    the folder can't be written.
    """
    file = folder / f"{imported.article.id}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [f for f in folder.rglob("*.md") if article_id(f.stem) == imported.article.id]
        if others and not (replace and others == [file]):
            mend = "--force replaces it" if others == [file] else "give another --title, or rename that file"
            raise PastedPageError(0, f"{others[0]} is there already; {mend}")
        # A full disk must not leave half an article where a whole one was.
        half = file.with_suffix(".md.new")
        try:
            half.write_text(imported.markdown, encoding="utf-8", newline="\n")
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise PastedPageError(
            0, f"{file} can't be written ({error.strerror}); make {folder} writable"
        ) from None
    return file
