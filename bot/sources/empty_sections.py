"""Headings below which nothing is left."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sources.document import Block, Heading


def without_empty_sections(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without headings below which nothing is left, but for those that carry a footnote."""
    kept: list[Block] = []
    following: list[int] = []  # levels of the headings that come next, until something stands below them
    for block in reversed(blocks):
        if not isinstance(block, Heading):
            following = [0]
        elif block.words.markers or (following and (following[0] == 0 or following[0] > block.level)):
            following = [block.level]
        else:
            continue
        kept.append(block)
    return kept[::-1]
