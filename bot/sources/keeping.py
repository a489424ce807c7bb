"""An imported article's file is written: whole or not at all, and never over another one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.library.reading import article_id
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage
from bot.sources.updating.articles import ArticleFile, read_article_file
from bot.sources.whole_files import kept_beside, write_article, write_whole


def keep_article(
    imported: ImportedPage, folder: Path, *, replace: bool = False, of_page: Path | None = None
) -> Path:
    """Write the article into `folder`, which is made where it is missing; returns its file.

    `of_page` is the file of the same page under another title: it is this article's, for two would answer.
    Raises PageError where the article is there already and `replace` isn't set, or where the folder can't be
    written.
    """
    file = of_page or folder / f"{imported.article.id}.md"
    if of_page and not replace:
        renamed = f"holds this page already, which its wiki calls “{imported.article.title}” now"
        raise PageError(0, f"{of_page} {renamed}; {_how_to_replace(of_page)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [
            f
            for f in folder.rglob("*.md")
            if article_id(f.stem) == article_id(file.stem) and not f.name.startswith(".")
        ]
        if others and not (replace and others == [file]):
            elsewhere = "give another --title, or rename that file"
            fix = _how_to_replace(file) if others == [file] else elsewhere
            raise PageError(0, f"{others[0]} is there already; {fix}")
        source = imported.article.source
        if source.page and source.revision:
            write_article(file, imported.markdown, base=imported.markdown, revision=source.revision)
        else:
            write_whole(file, imported.markdown)
    except OSError as error:
        raise PageError(0, f"{file} can't be written ({error.strerror}); make {folder} writable") from None
    return file


def _how_to_replace(file: Path) -> str:
    """What to do about an article that is there, and what of a person's own work would be lost by it."""
    found = read_article_file(file)
    if not isinstance(found, ArticleFile):
        return "--force replaces it"
    article = found.article
    if not (article.edited or article.questions or article.aliases):
        return "--force replaces it"
    loses = "--force replaces it, and loses what was edited in it since it was imported"
    if not found.is_of_wiki:
        return loses
    return f"“footnote update {article.id}” brings it up to date and keeps your edits; {loses}"


def why_unwritable(folder: Path) -> str | None:
    """Why no file can be made in `folder`, in the system's words; None where one can."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".footnote-"):
            return None
    except OSError as error:
        return error.strerror or type(error).__name__


def set_aside(file: Path) -> Path:
    """Take an article's file out of the library; it stays beside the others under the name returned.

    That name begins with a dot, so that no article is read from it; an earlier file of that name is replaced.
    Raises OSError.
    """
    aside = file.with_name(f".{file.name.lstrip('.')}.removed")
    file.replace(aside)
    for kept in list(kept_beside(file)):
        kept.unlink(missing_ok=True)
    return aside
