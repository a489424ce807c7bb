"""The footnote numbers that a quotation names, laid beside those that the quoted words have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.answering.quotation_alignment import Difference
from bot.answering.quotation_marks import CLOSING
from bot.answering.quotation_verdicts import Check, Verdict
from bot.answering.quoted_words import labels_in
from bot.library import Span

_CLOSING_MARKS = re.escape("".join(sorted(set("".join(CLOSING.values())))))
_BEHIND = re.compile(
    rf"[{_CLOSING_MARKS}]+[.,;:!?…]?[ \u00a0]?"
    r"(?P<labels>(?:[ \u00a0,]*\[\^?[^\[\]\n]{1,12}\])+|[⁰¹²³⁴-⁹]{1,3})"
)
"""A closing mark with the markers that follow on it."""

_OWN_NOTE = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+)?(?:\[\^?(?P<label>[^\[\]\n]{1,12})\]|(?P<number>\d{1,3})[.)])", re.MULTILINE
)
"""A line that begins with a footnote's number."""


class QuotedLabels:
    """The footnote numbers in a text, without those whose notes the text has itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._own = frozenset(match["label"] or match["number"] for match in _OWN_NOTE.finditer(text))

    def of_all(self) -> list[str]:
        """Those anywhere in the text."""
        return self._foreign(labels_in(self._text))

    def of(self, quotation: Span) -> list[str]:
        """Those inside a quotation, and those right behind the mark that closes it."""
        behind = _BEHIND.match(self._text, quotation.end)
        # A word before the markers, for those before any word aren't read.
        following = labels_in(f"x.{behind['labels']}") if behind else []
        return self._foreign([*labels_in(quotation.of(self._text)), *following])

    def _foreign(self, labels: Iterable[str]) -> list[str]:
        return [label for label in dict.fromkeys(labels) if label not in self._own]


def with_labels(check: Check, labels: Sequence[str]) -> Check:
    """The verdict, with those of `labels` that the quoted words don't have."""
    there = list(dict.fromkeys(_numbers_of(check)))
    wrong = [label for label in labels if label not in there]
    if not check.places or not wrong:
        return check
    difference = Difference(_bracketed(wrong), _bracketed(there), is_label=True)
    verdict = Verdict.NEARLY if check.verdict is Verdict.FOUND else check.verdict
    return replace(check, verdict=verdict, differences=(*check.differences, difference))


def _numbers_of(check: Check) -> Iterator[str]:
    for place in check.places:
        if place.footnote:
            yield place.footnote.number
        yield from (note.number for note in place.footnotes)


def _bracketed(labels: Iterable[str]) -> str:
    return "".join(f"[{label}]" for label in labels)
