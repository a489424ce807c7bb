"""Articles of wikis → their newest revisions, with what a curator edited kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.library.edits import digest_of
from bot.library.front_matter import split_article
from bot.library.reading import article_id, parse_article
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions
from bot.sources.page_license import states_license
from bot.sources.updating.articles import ArticleFile, article_files
from bot.sources.updating.owned_fields import with_owned_fields
from bot.sources.updating.three_way_merge import Conflict, merge_bodies
from bot.sources.web import FetchError
from bot.sources.whole_files import base_file, write_article
from bot.sources.wiki import MediaWiki, Revision, WikiPage, Wikis, import_wiki_page, parse_page_address
from bot.sources.wiki.wiki_pages import read_wiki_page

Status = Literal["current", "updated", "merged", "conflict", "deleted", "redirected", "failed", "no wiki"]

LONGEST_SHOWN = 80
"""Characters of a block that are shown of a conflict."""


@dataclass(frozen=True, slots=True)
class Update:
    """What came of one article. `message` is one line for a person."""

    article: str
    file: Path
    status: Status
    message: str
    before: str | None = None
    after: str | None = None
    renamed: str | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look at it."""
        return self.status in ("conflict", "failed")

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "article": self.article,
            "file": str(self.file),
            "status": self.status,
            "message": self.message,
            "from": self.before,
            "to": self.after,
            "renamed": self.renamed,
            "conflicts": [{"ours": each.ours, "theirs": each.theirs} for each in self.conflicts],
        }


async def update_articles(
    folder: Path,
    wikis: Wikis,
    *,
    today: str,
    only: Collection[str] = (),
    dry_run: bool = False,
) -> AsyncIterator[tuple[Update, int]]:
    """Update the articles below `folder` (those with the ids `only`), and tell of each, and of how many.

    A file is replaced whole or not at all. With `dry_run` nothing is written.
    """
    files, broken = await asyncio.to_thread(_read, folder)
    chosen = [file for file in files if not only or file.article.id in only]
    from_wikis = [file for file in chosen if file.is_of_wiki]
    others = [file for file in chosen if not file.is_of_wiki] if only else []
    broken = [each for each in broken if not only or article_id(each[0].stem) in only]
    unknown = set(only) - {file.article.id for file in chosen} - {article_id(p.stem) for p, _ in broken}
    total = len(from_wikis) + len(others) + len(broken) + len(unknown)
    for name in sorted(unknown):
        yield (
            Update(name, folder / f"{name}.md", "failed", "there is no such article; see its file's name"),
            total,
        )
    for path, reason in broken:
        yield Update(path.stem, path, "failed", reason), total
    for file in others:
        message = "names no page and revision of a wiki, so there is nothing to compare it with"
        yield Update(file.article.id, file.file, "no wiki", message), total
    async for update in _update_all(from_wikis, wikis, today, dry_run=dry_run):
        yield update, total


def _read(folder: Path) -> tuple[list[ArticleFile], list[tuple[Path, str]]]:
    files: list[ArticleFile] = []
    broken: list[tuple[Path, str]] = []
    for found in article_files(folder):
        if isinstance(found, ArticleFile):
            files.append(found)
        else:
            broken.append(found)
    return files, broken


async def _update_all(
    files: Sequence[ArticleFile], wikis: Wikis, today: str, *, dry_run: bool
) -> AsyncIterator[Update]:
    groups: dict[int, tuple[MediaWiki, list[ArticleFile]]] = {}
    for file in files:
        try:
            wiki = await wikis.at(parse_page_address(file.article.source.url or ""))
        except (FetchError, ValueError) as error:
            yield _update(file, "failed", str(error))
            continue
        groups.setdefault(id(wiki), (wiki, []))[1].append(file)
    for wiki, members in groups.values():
        try:
            newest = await wiki.newest([_page(file) for file in members])
        except FetchError as error:
            for file in members:
                yield _update(file, "failed", str(error))
            continue
        for file in members:
            yield await _update_one(file, wiki, newest[_page(file)], today, dry_run=dry_run)


def _page(file: ArticleFile) -> int:
    return int(file.article.source.page or 0)


def _update(file: ArticleFile, status: Status, message: str, *, after: str | None = None) -> Update:
    return Update(file.article.id, file.file, status, message, file.article.source.revision, after)


async def _update_one(
    file: ArticleFile, wiki: MediaWiki, newest: Revision | None, today: str, *, dry_run: bool
) -> Update:
    if newest is None:
        return _update(file, "deleted", "the wiki has no such page any more; the article is kept as it is")
    if str(newest.revision) == file.article.source.revision:
        return _update(file, "current", f"is at the newest revision, {newest.revision}")
    try:
        page = await wiki.page(page=newest.page_id)
        if page.page_id != newest.page_id:
            message = f"the page only redirects to “{page.title}” now; the article is kept as it is"
            return _update(file, "redirected", message)
        return await _put(file, wiki, page, today, dry_run=dry_run)
    except (FetchError, PageError) as error:
        return _update(file, "failed", f"{error}; the article is kept as it is")
    except OSError as error:
        return _update(file, "failed", f"can't be written ({error.strerror}); make its folder writable")


async def _put(file: ArticleFile, wiki: MediaWiki, page: WikiPage, today: str, *, dry_run: bool) -> Update:
    """Replace the article, or merge it. Raises FetchError, PageError, OSError."""
    # Reading and merging take seconds for long pages: in threads, for a bot answers meanwhile.
    fresh = await asyncio.to_thread(_imported, page, file, today)
    edited = digest_of(split_article(file.text)[1]) != file.article.source.digest
    base = await _base(file, wiki, today) if edited else None
    text, conflicts = await asyncio.to_thread(_merged, file, fresh, base)
    if not dry_run:
        await asyncio.to_thread(_write, file, text, fresh)
    return _told(file, wiki, page, fresh, edited=edited, conflicts=conflicts, dry_run=dry_run)


def _merged(file: ArticleFile, fresh: ImportedPage, base: str | None) -> tuple[str, tuple[Conflict, ...]]:
    """The article's new text, with what was edited since `base`, if it was. Raises PageError."""
    front, body = split_article(file.text)
    fresh_front, new_body = split_article(fresh.markdown)
    conflicts: tuple[Conflict, ...] = ()
    if base is not None:
        merge = merge_bodies(base, body, new_body)
        new_body, conflicts = merge.body, merge.conflicts
    text = with_owned_fields(front, fresh_front) + "\n" + new_body.lstrip("\n")
    article, problems = parse_article(text, article=file.article.id, path=str(file.file))
    if article is None:
        told = next(problem.message for problem in problems if not problem.warning)
        raise PageError(0, f"the merged article couldn't be used ({told}); merge it by hand")
    return text, conflicts


def _imported(page: WikiPage, file: ArticleFile, today: str) -> ImportedPage:
    """The page's article, under the title and the language that the file has."""
    article = file.article
    options = ImportOptions(title=article.title, language=article.language)
    if not states_license(read_wiki_page(page).facts):
        # The wiki names none that is known: what a person said at the import holds.
        names = " or ".join(choice.name for choice in article.license.choices)
        options = replace(options, license_name=names, license_url=article.license.url)
    return import_wiki_page(page, options, retrieved=today).imported


async def _base(file: ArticleFile, wiki: MediaWiki, today: str) -> str:
    """The body as it was imported: from the file beside the article, or from the wiki once more."""
    revision = file.article.source.revision or ""
    kept = base_file(file.file, revision)
    if await asyncio.to_thread(kept.is_file):
        return split_article(await asyncio.to_thread(kept.read_text, "utf-8"))[1]
    page = await wiki.page(revision=int(revision))
    return split_article((await asyncio.to_thread(_imported, page, file, today)).markdown)[1]


def _write(file: ArticleFile, text: str, fresh: ImportedPage) -> None:
    if file.file.read_bytes() != file.data:
        raise PageError(0, "its file was saved while it was updated; run the update again")
    revision = fresh.article.source.revision or ""
    write_article(file.file, text, base=fresh.markdown, revision=revision)


def _told(
    file: ArticleFile,
    wiki: MediaWiki,
    page: WikiPage,
    fresh: ImportedPage,
    *,
    edited: bool,
    conflicts: tuple[Conflict, ...],
    dry_run: bool,
) -> Update:
    status: Status = "conflict" if conflicts else "merged" if edited else "updated"
    would = "would be " if dry_run else ""
    words = {
        "updated": f"{would}updated",
        "merged": f"{would}updated, your edits kept",
        "conflict": f"{would}updated; the wiki changed what you had edited, and your text stays",
    }
    message = f"{words[status]} (revision {file.article.source.revision} → {page.revision})"
    if file.article.license.name != fresh.article.license.name:
        message += f"; licence: {file.article.license.name} → {fresh.article.license.name}"
    if fresh.report.markers_lost:
        message += f"; markers that lead to no footnote any more: {fresh.report.markers_lost}"
    former = parse_page_address(file.article.source.url or "").titled(wiki.site.article_path)
    renamed = page.title if former and former != page.title else None
    if renamed:
        message += f"; the wiki has renamed “{former}” to “{renamed}”"
    for conflict in conflicts:
        message += f"; yours: {_shown(conflict.ours)}, the wiki's: {_shown(conflict.theirs)}"
    return Update(
        file.article.id,
        file.file,
        status,
        message,
        file.article.source.revision,
        str(page.revision),
        renamed,
        conflicts,
    )


def _shown(block: str) -> str:
    line = " ".join(block.split())
    cut = f"{line[:LONGEST_SHOWN]}…" if len(line) > LONGEST_SHOWN else line
    return f"“{cut}”" if cut else "(taken out)"
