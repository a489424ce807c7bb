"""An imported article's file is written: whole or not at all, and never over another one."""

from __future__ import annotations

from pathlib import Path

from bot.library.reading import article_id
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage


def keep_article(imported: ImportedPage, folder: Path, *, replace: bool = False) -> Path:
    """Write the article into `folder`, which is made where it is missing; returns its file.

    Raises PageError where an article of this id is there already and `replace` isn't set, or where
    the folder can't be written.
    """
    file = folder / f"{imported.article.id}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [f for f in folder.rglob("*.md") if article_id(f.stem) == imported.article.id]
        if others and not (replace and others == [file]):
            fix = "--force replaces it" if others == [file] else "give another --title, or rename that file"
            raise PageError(0, f"{others[0]} is there already; {fix}")
        # A full disk must not leave half an article where a whole one was.
        half = file.with_suffix(".md.new")
        try:
            half.write_text(imported.markdown, encoding="utf-8", newline="\n")
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise PageError(0, f"{file} can't be written ({error.strerror}); make {folder} writable") from None
    return file
