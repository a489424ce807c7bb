"""What became of a quotation, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from bot.answering.answer import Attribution
from bot.answering.quotation_alignment import Difference
from bot.library import Article, Footnote, Passage, Span

MOST_WHOLE = 8
"""Words that an address holds whole; of more it holds the ends."""

END = 4
"""Words at each end of a longer run that an address holds."""


class Verdict(StrEnum):
    """What became of a quotation."""

    FOUND = "found"
    NEARLY = "nearly"
    STITCHED = "stitched"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a run of a passage's text, the sentences around it, and their footnotes.

    `address` leads to the words themselves, where the article's source has an address. `footnote` is the one
    whose own text they are; `passage` is then that text, which stands in no paragraph.
    """

    passage: Passage
    span: Span
    sentences: Span
    footnotes: tuple[Footnote, ...]
    attribution: Attribution
    address: str | None
    footnote: Footnote | None = None

    @property
    def text(self) -> str:
        """The words in their place."""
        return self.span.of(self.passage.text)

    @property
    def sentence(self) -> str:
        """The sentences that they stand in, whole."""
        return self.sentences.of(self.passage.text)


@dataclass(frozen=True, slots=True)
class Check:
    """One quotation and its verdict. `places`: one, or those that it is stitched from, in its order."""

    quotation: str = field(repr=False)
    verdict: Verdict
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()


def address_of(article: Article, passage: Passage, span: Span) -> str | None:
    """The address of the words themselves: a text fragment, which a browser scrolls to.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    if not article.source.url:
        return None
    text = span.of(passage.text)
    for marker in passage.markers_in(span):
        text = text.replace(f"[{marker.number}]", " ")
    words = text.split()
    ends = [" ".join(words)] if len(words) <= MOST_WHOLE else [" ".join(words[:END]), " ".join(words[-END:])]
    # A hyphen and a comma steer a fragment, so that they are encoded as well.
    fragment = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    base = article.source.url.partition("#")[0]
    return f"{base}#:~:text={fragment}"
