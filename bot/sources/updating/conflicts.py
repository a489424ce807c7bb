"""What a curator and the wiki both changed: kept beside the article until somebody has settled it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.sources.errors import PageError
from bot.sources.updating.body_blocks import Block, Body
from bot.sources.updating.three_way_merge import Conflict
from bot.sources.whole_files import conflicts_file

CONTEXT = 24
"""Characters that are shown before and behind what differs."""

LONGEST_SHOWN = 80
"""Characters of what differs that are shown."""

_MARKER = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]: ?")


def as_record(conflicts: Sequence[Conflict]) -> str:
    """The conflicts as they are kept; "" where there are none."""
    if not conflicts:
        return ""
    values = [[_values(conflict.ours), _values(conflict.theirs)] for conflict in conflicts]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def read_conflicts(article: Path, revision: str) -> tuple[Conflict, ...]:
    """What was to settle when this article was updated to `revision`. Raises PageError."""
    file = conflicts_file(article, revision)
    try:
        pairs = json.loads(file.read_text("utf-8"))
        return tuple(Conflict(_block(ours), _block(theirs)) for ours, theirs in pairs)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError):
        message = f"{file} can't be understood, which names paragraphs to look at; settle them, and delete it"
        raise PageError(0, message) from None


def still_open(conflicts: Iterable[Conflict], ours: Body, theirs: Body | None = None) -> tuple[Conflict, ...]:
    """Those that nobody has settled in the body `ours`, nor the wiki in its newest one, `theirs`.

    One is settled where the curator's block was changed or taken out, or where both have the same words. Of
    several about the same block the last one counts.
    """
    mine = {block.key: block for block in ours.all_blocks}
    wikis = None if theirs is None else {block.key for block in theirs.all_blocks}
    found: dict[tuple[bool, str], Conflict] = {}
    for conflict in conflicts:
        if conflict.ours is not None:
            key = conflict.ours.key
            if key in mine and (wikis is None or key not in wikis):
                found[True, key] = Conflict(mine[key], conflict.theirs)
        elif conflict.theirs is not None:
            key = conflict.theirs.key
            if key not in mine and (wikis is None or key in wikis):
                found[False, key] = conflict
    return tuple(found.values())


def is_footnote(conflict: Conflict) -> bool:
    """Whether it is about a footnote's text."""
    return conflict.ours is not None and _NOTE.match(conflict.ours.text) is not None


def line_of(conflict: Conflict, text: str) -> int | None:
    """The line of the article's file `text` where the curator's words begin, if they stand there."""
    if conflict.ours is None:
        return None
    before, found, _ = text.replace("\r\n", "\n").partition(conflict.ours.text)
    return before.count("\n") + 1 if found else None


def told(conflict: Conflict, text: str) -> str:
    """One line that shows how the curator's and the wiki's words differ; `text` is the article's file."""
    if conflict.ours is None:
        return f"the wiki has “{_excerpt(conflict.theirs)}”, which you took out"
    line = line_of(conflict, text)
    place = f"line {line}, " if line else ""
    if conflict.theirs is None:
        return f"{place}“{_excerpt(conflict.ours)}”, which the wiki took out"
    note = _NOTE.match(conflict.ours.text)
    if note:
        texts = (_NOTE.sub("", each.text, count=1) for each in (conflict.ours, conflict.theirs))
        ours, theirs = _difference(*(" ".join(_MARKER.sub(r"[\1]", text).split()) for text in texts))
        return f"{place}footnote [{note[1]}], yours: “{ours}”, the wiki's: “{theirs}”"
    words = [_MARKER.sub("", each.text) for each in (conflict.ours, conflict.theirs)]
    if words[0].split() != words[1].split():
        ours, theirs = _difference(*(" ".join(each.split()) for each in words))
        return f"{place}yours: “{ours}”, the wiki's: “{theirs}”"
    # Labels may be counted anew: what the footnotes say tells them apart.
    ours, theirs = _difference(*(each.key.replace("[^", "[") for each in (conflict.ours, conflict.theirs)))
    return f"{place}the same words with other footnotes, yours: “{ours}”, the wiki's: “{theirs}”"


def _excerpt(block: Block | None) -> str:
    """The beginning of a block, in one line and without its markers: the wiki counts its footnotes anew."""
    words = "" if block is None else " ".join(_MARKER.sub("", block.text).split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def _difference(ours: str, theirs: str) -> tuple[str, str]:
    """Both from shortly before they differ to shortly behind that."""
    same = _same(ours, theirs)
    end = _same(ours[same:][::-1], theirs[same:][::-1])
    start = max(0, same - CONTEXT)
    if start:  # no word is begun in its middle, where there are spaces
        start = ours.find(" ", start, same) + 1 or start

    def shown(text: str) -> str:
        until = min(len(text), len(text) - end + CONTEXT, same + LONGEST_SHOWN)
        space = text.rfind(" ", len(text) - end, until) if until < len(text) else -1
        until = space if space > same else until
        return f"{'…' if start else ''}{text[start:until]}{'…' if until < len(text) else ''}"

    return shown(ours), shown(theirs)


def _same(a: str, b: str) -> int:
    """How many characters they have in common at their beginnings."""
    return next(
        (place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _values(block: Block | None) -> dict[str, str] | None:
    return None if block is None else {"text": block.text, "key": block.key}


def _block(values: dict[str, str] | None) -> Block | None:
    return None if values is None else Block(str(values["text"]), str(values["key"]))
