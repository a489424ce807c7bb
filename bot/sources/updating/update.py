"""Articles of wikis → their newest revisions, with what a curator edited kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.library.edits import digest_of
from bot.library.front_matter import split_article
from bot.library.reading import article_id, parse_article
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions
from bot.sources.page_license import states_license
from bot.sources.updating.articles import ArticleFile, article_files
from bot.sources.updating.body_blocks import parse_body
from bot.sources.updating.conflicts import as_record, line_of, read_conflicts, still_open
from bot.sources.updating.losses import great_loss, lost_footnotes
from bot.sources.updating.outcome import Update, changed, current, held, outcome_of, settled
from bot.sources.updating.owned_fields import with_owned_fields
from bot.sources.updating.three_way_merge import Conflict, merge_bodies
from bot.sources.web import FetchError
from bot.sources.whole_files import base_file, conflicts_file, write_article, write_whole
from bot.sources.wiki import MediaWiki, Revision, WikiPage, Wikis, import_wiki_page, parse_page_address
from bot.sources.wiki.wiki_pages import read_wiki_page


@dataclass(frozen=True, slots=True)
class _Manner:
    """The day, whether nothing is written, and whether a revision that lacks most is taken all the same."""

    today: str
    dry_run: bool
    accept_loss: bool


async def update_articles(
    folder: Path,
    wikis: Wikis,
    *,
    today: str,
    only: Collection[str] = (),
    dry_run: bool = False,
    accept_loss: bool = False,
) -> AsyncIterator[tuple[Update, int]]:
    """Update the articles below `folder` (those with the ids `only`), and tell of each, and of how many.

    A file is replaced whole or not at all. With `dry_run` nothing is written. A revision that lacks most of
    an article is taken only with `accept_loss`.
    """
    files, broken, unknown = await asyncio.to_thread(_chosen, folder, only)
    from_wikis = [file for file in files if file.is_of_wiki]
    # Of those that come from no wiki nobody needs to hear, unless they seem to.
    others = [file for file in files if not file.is_of_wiki and (only or file.seems_of_wiki)]
    total = len(from_wikis) + len(others) + len(broken) + len(unknown)
    for update in (*unknown, *broken):
        yield update, total
    for file in others:
        yield outcome_of(file, "no wiki", file.why_not_of_wiki), total
    async for update in _update_all(from_wikis, wikis, _Manner(today, dry_run, accept_loss)):
        yield update, total


def keep_mine(folder: Path, only: Mapping[str, Collection[int]]) -> Iterator[Update]:
    """Let the curator's text stand where the wiki's met it, in the articles with the ids in `only`.

    Where lines of the file are given with an id, only what stands there is settled.
    """
    files, broken, unknown = _chosen(folder, only)
    yield from (*unknown, *broken)
    for file in files:
        lines = only[file.article.id]
        try:
            conflicts = _to_settle(file)
            left = [each for each in conflicts if lines and not _is_in(each, file.text, lines)]
            record = conflicts_file(file.file, file.article.source.revision or "")
            if left and len(left) < len(conflicts):
                write_whole(record, as_record(left))
            elif not left:
                record.unlink(missing_ok=True)
        except PageError as error:
            yield outcome_of(file, "failed", str(error))
        except OSError as error:
            yield outcome_of(file, "failed", f"can't be written ({error.strerror}); make its folder writable")
        else:
            yield settled(file, [each for each in conflicts if each not in left], left)


def _is_in(conflict: Conflict, text: str, lines: Collection[int]) -> bool:
    """Whether one of these lines of the file is among the curator's of a conflict."""
    first = line_of(conflict, text)
    last = (first or 0) + (conflict.ours.text.count("\n") if conflict.ours else 0)
    return first is not None and any(first <= line <= last for line in lines)


def _to_settle(file: ArticleFile) -> tuple[Conflict, ...]:
    """What both had changed when the article was updated last, and nobody has settled. Raises PageError."""
    recorded = read_conflicts(file.file, file.article.source.revision or "")
    return still_open(recorded, parse_body(split_article(file.text)[1])) if recorded else ()


def _chosen(folder: Path, only: Collection[str]) -> tuple[list[ArticleFile], list[Update], list[Update]]:
    """The articles below `folder` with the ids `only`, or all; what can't be read; and what isn't there."""
    files: list[ArticleFile] = []
    broken: list[Update] = []
    for found in article_files(folder):
        if isinstance(found, ArticleFile):
            files.append(found)
        else:
            broken.append(Update(article_id(found[0].stem), found[0], "failed", found[1]))
    if not only:
        return files, broken, []
    files = [file for file in files if file.article.id in only]
    broken = [update for update in broken if update.article in only]
    there = {file.article.id for file in files} | {update.article for update in broken}
    message = "there is no such article; name one as its file is named, without “.md”"
    unknown = [Update(name, folder / f"{name}.md", "failed", message) for name in sorted(set(only) - there)]
    return files, broken, unknown


async def _update_all(files: Sequence[ArticleFile], wikis: Wikis, manner: _Manner) -> AsyncIterator[Update]:
    groups: dict[int, tuple[MediaWiki, list[ArticleFile]]] = {}
    for file in files:
        try:
            wiki = await wikis.at(parse_page_address(file.article.source.url or ""))
        except (FetchError, ValueError) as error:
            yield outcome_of(file, "failed", str(error))
            continue
        groups.setdefault(id(wiki), (wiki, []))[1].append(file)
    for wiki, members in groups.values():
        try:
            newest = await wiki.newest([_page(file) for file in members])
        except FetchError as error:
            for file in members:
                yield outcome_of(file, "failed", str(error))
            continue
        for file in members:
            yield await _update_one(file, wiki, newest[_page(file)], manner)


def _page(file: ArticleFile) -> int:
    return int(file.article.source.page or 0)


async def _update_one(file: ArticleFile, wiki: MediaWiki, newest: Revision | None, manner: _Manner) -> Update:
    if newest is None:
        return outcome_of(file, "deleted", "the wiki has no such page any more; the article is kept as it is")
    try:
        if str(newest.revision) == file.article.source.revision:
            return current(file, await asyncio.to_thread(_to_settle, file))
        page = await wiki.page(page=newest.page_id)
        if page.page_id != newest.page_id:
            message = f"the page only redirects to “{page.title}” now; the article is kept as it is"
            return outcome_of(file, "redirected", message)
        return await _put(file, wiki, page, manner)
    except (FetchError, PageError) as error:
        return outcome_of(file, "failed", f"{error}; the article is kept as it is")
    except OSError as error:
        return outcome_of(file, "failed", f"can't be written ({error.strerror}); make its folder writable")


async def _put(file: ArticleFile, wiki: MediaWiki, page: WikiPage, manner: _Manner) -> Update:
    """Replace the article, merge it, or hold what would lose most of it.

    Raises FetchError, PageError, OSError.
    """
    # Reading and merging take seconds for long pages: in threads, for a bot answers meanwhile.
    fresh = await asyncio.to_thread(_imported, page, file, manner.today)
    body, new_body = split_article(file.text)[1], split_article(fresh.markdown)[1]
    edited = digest_of(body) != file.article.source.digest
    base = await _base(file, wiki, manner.today) if edited else None
    loss = great_loss(body if base is None else base, new_body) or lost_footnotes(file.article, fresh.report)
    if loss and not manner.accept_loss:
        return held(file, fresh, loss, await asyncio.to_thread(_to_settle, file))
    text, conflicts = await asyncio.to_thread(_merged, file, fresh, base)
    if not manner.dry_run:
        await asyncio.to_thread(_write, file, text, fresh, conflicts)
    former = parse_page_address(file.article.source.url or "").titled(wiki.site.article_path)
    renamed = (former, page.title) if former and former != page.title else None
    update = changed(
        file, text, fresh, edited=edited, conflicts=conflicts, renamed=renamed, dry_run=manner.dry_run
    )
    return replace(update, loses=update.loses and not manner.accept_loss)


def _merged(file: ArticleFile, fresh: ImportedPage, base: str | None) -> tuple[str, tuple[Conflict, ...]]:
    """The article's new text, with what was edited since `base`, if it was; and what is to settle.

    Raises PageError.
    """
    front, body = split_article(file.text)
    fresh_front, new_body = split_article(fresh.markdown)
    conflicts: tuple[Conflict, ...] = ()
    if base is not None:
        merge = merge_bodies(base, body, new_body, _to_settle(file))
        conflicts = still_open(merge.conflicts, parse_body(merge.body), parse_body(new_body))
        new_body = merge.body
    text = with_owned_fields(front, fresh_front) + "\n" + new_body.lstrip("\n")
    article, problems = parse_article(text, article=file.article.id, path=str(file.file))
    if article is None:
        told = next(problem.message for problem in problems if not problem.warning)
        raise PageError(0, f"the merged article couldn't be used ({told}); merge it by hand")
    return text, conflicts


def _imported(page: WikiPage, file: ArticleFile, today: str) -> ImportedPage:
    """The page's article, under the title and the language that the file has."""
    article = file.article
    # Whether markers may lead nowhere is asked of a person, not of the import.
    options = ImportOptions(title=article.title, language=article.language, without_footnotes=True)
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


def _write(file: ArticleFile, text: str, fresh: ImportedPage, conflicts: Sequence[Conflict]) -> None:
    if file.file.read_bytes() != file.data:
        raise PageError(0, "its file was saved while it was updated; run the update again")
    revision = fresh.article.source.revision or ""
    record = as_record(conflicts)
    write_article(file.file, text, base=fresh.markdown, revision=revision, conflicts=record)
