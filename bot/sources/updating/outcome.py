"""What came of an article that was compared with its wiki, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.library.front_matter import split_article
from bot.sources.importing import ImportedPage
from bot.sources.updating.articles import ArticleFile
from bot.sources.updating.conflicts import is_footnote, line_of, told
from bot.sources.updating.losses import beginning, plain_markers
from bot.sources.updating.three_way_merge import Conflict
from bot.sources.whole_files import base_file

Status = Literal[
    "current", "updated", "merged", "conflict", "held", "deleted", "redirected", "failed", "no wiki"
]


@dataclass(frozen=True, slots=True)
class Update:
    """What came of one article. `message` is one line for a person; `lines` say the same where that is long.

    `loses`: markers of the new text lead to no footnote, and those of the former one did.
    """

    article: str
    file: Path
    status: Status
    message: str
    before: str | None = None
    after: str | None = None
    renamed: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    lines: tuple[str, ...] = ()
    loses: bool = False

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look at it."""
        return self.loses or self.status in ("conflict", "held", "failed")

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
    lines = _to_settle(file, message, conflicts, file.text, revision)
    found = tuple(conflicts)
    return Update(
        file.article.id, file.file, "conflict", _one(lines), revision, revision, conflicts=found, lines=lines
    )


def held(file: ArticleFile, fresh: ImportedPage, loss: str, conflicts: Sequence[Conflict]) -> Update:
    """An article that stays, for the wiki's newest revision lacks most of it: `loss`, in words."""
    revision, article = file.article.source.revision, file.article.id
    message = (
        f"stays as it is, for the wiki's revision {fresh.article.source.revision} lacks {loss}, and begins"
        f" “{beginning(split_article(fresh.markdown)[1])}”; look at the page's history, and if this is meant,"
        f" take it: footnote update --accept-loss {article}"
    )
    lines = _to_settle(file, message, conflicts, file.text, revision)
    found = tuple(conflicts)
    return Update(article, file.file, "held", _one(lines), revision, conflicts=found, lines=lines)


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
    loses = fresh.report.markers_lost > plain_markers(file.article)
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
    lines = _to_settle(file, message, conflicts, text, None if dry_run else after)
    title, found = renamed[1] if renamed else None, tuple(conflicts)
    return Update(file.article.id, file.file, status, _one(lines), before, after, title, found, lines, loses)


def settled(file: ArticleFile, kept: Sequence[Conflict], left: Sequence[Conflict]) -> Update:
    """An article in which the curator's text stays in the conflicts `kept`, and not yet in those `left`."""
    message = (
        "your paragraph stays; settled" if len(kept) == 1 else f"{len(kept)} of your paragraphs stay; settled"
    )
    if not left:
        return outcome_of(file, "current", message if kept else "there is nothing to settle")
    revision = file.article.source.revision or ""
    head = message if kept else "there is nothing to settle in this line"
    lines = _to_settle(file, head, left, file.text, revision)
    status: Status = "current" if kept else "failed"
    return Update(
        file.article.id, file.file, status, _one(lines), revision, conflicts=tuple(left), lines=lines
    )


def _one(lines: Sequence[str]) -> str:
    """The lines of a message as one."""
    head, *rest = lines
    return f"{head} {'; '.join(rest)}" if rest else head


def _to_settle(
    file: ArticleFile, head: str, conflicts: Sequence[Conflict], text: str, revision: str | None
) -> tuple[str, ...]:
    """`head`, what both have changed, and how to settle it. `revision`: that of the wiki's text beside it."""
    if not conflicts:
        return (head,)
    is_one = len(conflicts) == 1
    what = "a paragraph or a footnote" if is_one else f"{len(conflicts)} paragraphs or footnotes"
    if not any(is_footnote(conflict) for conflict in conflicts):
        what = "a paragraph" if is_one else f"{len(conflicts)} paragraphs"
    lines = [
        f"{head}; you and the wiki changed {what}, and your text stays:",
        *(told(conflict, text) for conflict in conflicts),
    ]
    if revision is not None:
        base = base_file(file.file, revision)
        where = f" (the wiki's article is {base})" if base.exists() else ""
        keep = f"footnote update --keep-mine {file.article.id}"
        numbers = [line for conflict in conflicts if (line := line_of(conflict, text))]
        single = f", or one of them: {keep}:{numbers[0]}" if not is_one and numbers else ""
        lines.append(
            f"change {'it' if is_one else 'each'} as you want it{where}, or keep yours: {keep}{single}"
        )
    return tuple(lines)
