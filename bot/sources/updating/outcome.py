"""What came of an article that was compared with its wiki, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.library.front_matter import split_article
from bot.sources.importing import ImportedPage
from bot.sources.updating.articles import ArticleFile
from bot.sources.updating.conflicts import told
from bot.sources.updating.losses import beginning
from bot.sources.updating.three_way_merge import Conflict
from bot.sources.whole_files import base_file

Status = Literal[
    "current", "updated", "merged", "conflict", "held", "deleted", "redirected", "failed", "no wiki"
]


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
        return self.status in ("conflict", "held", "failed")

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
            "conflicts": [
                {
                    "ours": each.ours.text if each.ours else "",
                    "theirs": each.theirs.text if each.theirs else "",
                }
                for each in self.conflicts
            ],
        }


def outcome_of(file: ArticleFile, status: Status, message: str) -> Update:
    """What came of an article that wasn't changed."""
    return Update(file.article.id, file.file, status, message, file.article.source.revision)


def current(file: ArticleFile, conflicts: Sequence[Conflict]) -> Update:
    """An article at the newest revision, where there may be something to settle since an earlier update."""
    revision = file.article.source.revision or ""
    message = f"is at the newest revision, {revision}"
    if not conflicts:
        return outcome_of(file, "current", message)
    message += _to_settle(file, conflicts, file.text, revision)
    return Update(
        file.article.id, file.file, "conflict", message, revision, revision, conflicts=tuple(conflicts)
    )


def held(file: ArticleFile, fresh: ImportedPage, loss: str, conflicts: Sequence[Conflict]) -> Update:
    """An article that stays, for the wiki's newest revision lacks most of it: `loss`, in words."""
    revision, article = file.article.source.revision, file.article.id
    message = (
        f"stays as it is, for the wiki's revision {fresh.article.source.revision} lacks {loss}, and begins"
        f" “{beginning(split_article(fresh.markdown)[1])}”; look at the page's history, and if this is meant,"
        f" take it: footnote update --accept-loss {article}"
    )
    if conflicts:
        message += _to_settle(file, conflicts, file.text, revision)
    return Update(article, file.file, "held", message, revision, conflicts=tuple(conflicts))


def changed(
    file: ArticleFile,
    text: str,
    fresh: ImportedPage,
    *,
    edited: bool,
    conflicts: Sequence[Conflict],
    renamed: tuple[str, str] | None,
    dry_run: bool,
) -> Update:
    """An article whose file holds `text` now, or would without `dry_run`. `renamed`: its page's titles."""
    status: Status = "conflict" if conflicts else "merged" if edited else "updated"
    before, after = file.article.source.revision, fresh.article.source.revision or ""
    message = f"{'would be ' if dry_run else ''}updated{', your edits kept' if status == 'merged' else ''}"
    message += f" (revision {before} → {after})"
    if file.article.license.name != fresh.article.license.name:
        message += f"; licence: {file.article.license.name} → {fresh.article.license.name}"
    if fresh.report.markers_lost:
        message += f"; markers that lead to no footnote any more: {fresh.report.markers_lost}"
    if renamed:
        message += f"; the wiki has renamed “{renamed[0]}” to “{renamed[1]}”"
    if conflicts:
        message += _to_settle(file, conflicts, text, None if dry_run else after)
    title = renamed[1] if renamed else None
    return Update(file.article.id, file.file, status, message, before, after, title, tuple(conflicts))


def _to_settle(file: ArticleFile, conflicts: Sequence[Conflict], text: str, revision: str | None) -> str:
    """What both have changed, and how to settle it. `revision`: where the wiki's text lies, if it does."""
    is_one = len(conflicts) == 1
    what = "a paragraph" if is_one else f"{len(conflicts)} paragraphs"
    shown = "; ".join(told(conflict, text) for conflict in conflicts)
    message = f"; you and the wiki changed {what}, and your text stays: {shown}"
    if revision is None:
        return message
    base = base_file(file.file, revision)
    where = f" (the wiki's article is {base})" if base.exists() else ""
    them = "it" if is_one else "each"
    return (
        f"{message}; change {them} as you want it{where}, or keep yours:"
        f" footnote update --keep-mine {file.article.id}"
    )
