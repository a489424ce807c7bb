"""Lists of a wiki's other articles (“See also”), which say nothing about the subject of this one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.sources.clipboard.wiki_words import title_of, wiki_words
from bot.sources.document import Block, Heading, ListItem, Remark, TextBlock, Words, words_in

LONGEST_TITLE = 100
"""Characters of an article's title, where no link shows that it is one."""

_ENDS_SENTENCE = re.compile(r"[.!?。！？।][\"”’»)]?\Z")


def without_see_also(blocks: Sequence[Block]) -> tuple[list[Block], list[Remark]]:
    """The blocks without the lists of other articles below such headings, and what to tell of them.

    Text below such a heading that is more than links stays, and so does what carries a footnote.
    """
    kept: list[Block] = []
    told: list[Remark] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        kept.append(block)
        place += 1
        if not isinstance(block, Heading) or title_of(block.words.text) not in wiki_words().see_also:
            continue
        below = list(takewhile(lambda each: not isinstance(each, Heading), blocks[place:]))
        if below and all(map(_is_link, below)):
            place += len(below)
            first = next(words_in(below[0])).text.partition("\n")[0][:60]
            times = f"{len(below)} times), such as" if len(below) > 1 else "1):"
            message = f"links to other articles below “{block.words.text[:60]}” ({times} “{first}” …"
            told.append(Remark(below[0].line, message))
    return kept, told


def _is_link(block: Block) -> bool:
    if not isinstance(block, ListItem | TextBlock) or block.words.markers:
        return False
    return _begins_with_link(block.words) or all(map(_is_title, block.words.text.split("\n")))


def _begins_with_link(words: Words) -> bool:
    return bool(words.links) and not words.text[: words.links[0].start].strip()


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and not _ENDS_SENTENCE.search(line)
