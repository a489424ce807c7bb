"""Where an article comes from, under what licence, and how to give credit for it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering import Attribution
from bot.discord_app import wording
from bot.discord_app.cards import limits
from bot.discord_app.cards.credits import few, to_copy
from bot.discord_app.cards.excerpts import cut
from bot.discord_app.cards.layout import RULE, Block
from bot.discord_app.cards.limits import length
from bot.discord_app.cards.markdown import code_block, escape, link, one_line

COPY_ROOM = 2000
"""Characters of the line to copy, before those who wrote the article are told by their number."""

PAGE_LINE = 60
"""Characters kept for the page's number."""


def source_blocks(attribution: Attribution) -> list[Block]:
    """The card's blocks: what is known, then a line of credit ready to copy. What isn't known isn't shown."""
    line = to_copy(attribution, COPY_ROOM)
    copied = code_block(cut(line, 3000, render=str))
    room = limits.TEXT - length(copied) - length(wording.TO_COPY) - PAGE_LINE
    facts: list[str] = []
    for fact in _facts(attribution):
        left = room - sum(length(each) + 1 for each in facts)
        if length(fact) < left:
            facts.append(fact)
    return ["\n".join(facts) or wording.SOURCE_TITLE, RULE, f"{wording.TO_COPY}\n{copied}"]


def _facts(attribution: Attribution) -> Iterator[str]:
    source, license_ = attribution.source, attribution.license
    yield f"### {link(attribution.title, source.url)}"
    if source.authors:
        yield wording.BY.format(authors=escape(one_line(", ".join(few(source.authors)))))
    yield wording.LICENSE.format(license=link(license_.name, license_.url))
    if license_.notice:
        yield escape(one_line(license_.notice))
    if source.url:
        yield wording.SOURCE_LINK.format(source=escape(source.url))
    if source.revision:
        yield wording.REVISION.format(revision=escape(one_line(source.revision)))
    if source.retrieved:
        yield wording.RETRIEVED.format(retrieved=escape(one_line(source.retrieved)))
