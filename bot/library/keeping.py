"""A pasted page's file is read, an article's file is written: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from bot.library.pasted import ImportedPage, PastedPageError
from bot.library.reading import article_id


def read_page(file: Path) -> str:
    """The text of the pasted page in `file`. Raises PastedPageError where it can't be read."""
    try:
        return decode_page(file.read_bytes())
    except OSError as error:
        raise PastedPageError(0, f"can't be read ({error.strerror}); name a text file, or “-”") from None


def decode_page(data: bytes) -> str:
    """`data` as text. Raises PastedPageError, with the line, where it isn't UTF-8."""
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
