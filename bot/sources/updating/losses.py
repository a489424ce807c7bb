"""Whether a wiki's newest revision has lost most of an article, as a vandalized one has."""

from __future__ import annotations

import re
from collections import Counter

from bot.library import Article
from bot.sources.report import Report
from bot.sources.updating.body_blocks import Body, parse_body

MOST_LOST = 0.5
"""Share of an article's words that a revision may take out without a person's word."""

FEWEST_WORDS = 20
"""An article of fewer words is a sentence or two, which one honest edit may replace."""

SEVERAL = 2
"""Footnotes of which not all may go without a person's word."""

LONGEST_SHOWN = 80
"""Characters that are shown of what came in place of an article."""

_BRACKETS = re.compile(r"\[[^\[\]\n]{1,40}\]")
_LINK_TARGET = re.compile(r"\]\([^)\n]*\)")
# Where no spaces are written, each letter counts as a word.
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def great_loss(before: str, after: str) -> str:
    """What most of the body `before` would lose with the body `after`, in words; "" where little is lost.

    Both are what the wiki has, without a curator's edits.
    """
    old, new = parse_body(before), parse_body(after)
    words = _words(old)
    lost, all_of_them = (words - _words(new)).total(), words.total()
    losses = []
    if all_of_them >= FEWEST_WORDS and lost > MOST_LOST * all_of_them:
        losses.append(f"{lost} of the article's {all_of_them} words")
    if len(old.notes) >= SEVERAL and not new.notes:
        losses.append(f"all {len(old.notes)} footnotes")
    return " and ".join(losses)


def lost_footnotes(article: Article, report: Report) -> str:
    """The footnotes that a revision lacks, in words: "" unless half of the markers or more lost theirs."""
    lost = report.markers_lost
    if lost <= plain_markers(article) or lost < report.markers_matched:
        return ""
    return f"the footnotes of {lost} of its {report.markers_found} markers"


def plain_markers(article: Article) -> int:
    """How many markers of an article lead nowhere, and stand in its text as plain words."""
    return sum(len(_BRACKETS.findall(passage.text)) - len(passage.markers) for passage in article.passages)


def beginning(body: str) -> str:
    """How a body begins, in one line."""
    text = " ".join(body.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _words(body: Body) -> Counter[str]:
    texts = (_LINK_TARGET.sub("]", block.text) for block in body.blocks)
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))
