"""What an import did: what was found and matched, what was left out and why, what was guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.library import Article
from bot.sources.document import Document, Remark, words_in


@dataclass(frozen=True, slots=True)
class Report:
    """`kind` is what the file was taken for; `markers_found` counts all that stand in the text."""

    kind: str
    paragraphs: int
    sections: int
    footnotes: int
    markers_found: int
    markers_matched: int
    left_out: tuple[Remark, ...] = ()
    guesses: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()

    @property
    def markers_lost(self) -> int:
        """The markers that lead to no footnote, and stand in the text as plain words."""
        return self.markers_found - self.markers_matched

    def remarks(self) -> Iterator[tuple[int, str]]:
        """Everything to tell, by line: what looks wrong, what was guessed, what was left out."""
        for kind, remarks in (
            ("warning", self.warnings),
            ("guessed", self.guesses),
            ("left out", self.left_out),
        ):
            for remark in sorted(remarks, key=lambda remark: remark.line):
                yield remark.line, f"{kind}: {remark.message}"

    def as_json(self) -> dict[str, object]:
        """The report for programs."""
        return {
            "kind": self.kind,
            "paragraphs": self.paragraphs,
            "sections": self.sections,
            "footnotes": self.footnotes,
            "markers": {"found": self.markers_found, "matched": self.markers_matched},
            "left_out": [_remark(remark) for remark in self.left_out],
            "guesses": [_remark(remark) for remark in self.guesses],
            "warnings": [_remark(remark) for remark in self.warnings],
        }


def _remark(remark: Remark) -> dict[str, object]:
    return {"line": remark.line or None, "message": remark.message}


def report_of(kind: str, document: Document, article: Article) -> Report:
    """The report on `document`, of which `article` was made."""
    matched = sum(len(words.markers) for block in document.blocks for words in words_in(block))
    matched += sum(len(note.words.markers) for note in document.notes)
    return Report(
        kind=kind,
        paragraphs=article.passages[-1].paragraph,
        sections=len({passage.section for passage in article.passages if passage.section}),
        footnotes=len(article.footnotes),
        markers_found=matched + len(document.dangling),
        markers_matched=matched,
        left_out=document.left_out,
        guesses=document.guesses,
        warnings=(*document.warnings, *document.dangling),
    )
