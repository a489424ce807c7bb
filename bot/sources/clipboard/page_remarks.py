"""What the reading of a copied page has to tell: what leads nowhere, what was left out, what stayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from bot.sources.clipboard.entries import bare_number_of, entry_of
from bot.sources.clipboard.lines import Line, Role
from bot.sources.clipboard.markers import looks_dangling, marker_places
from bot.sources.clipboard.wiki_words import is_list_title
from bot.sources.document import Block, Heading, Note, Remark, words_in
from bot.sources.labels import named


def lists_kept_as_text(lines: Sequence[Line]) -> Iterator[Remark]:
    """Numbered lines below the title of a list of references, to which nothing in the text leads."""
    for line, following in pairwise(lines):
        if line.role not in (Role.BODY, Role.HEADING) or not is_list_title(line.title or line.text):
            continue
        if following.role is Role.BODY and (entry_of(following.text) or bare_number_of(following.text, 1)):
            yield Remark(
                following.number,
                f"no marker leads to the references below “{line.text[:60]}”, which are kept as text",
            )


def never_cited(notes: Sequence[Note], blocks: Sequence[Block]) -> Iterator[Remark]:
    """Footnotes to which no marker leads: its marker may have lost its brackets on the page."""
    cited = {m.number for block in blocks for words in words_in(block) for m in words.markers}
    cited |= {m.number for note in notes for m in note.words.markers}
    never = [note for note in notes if note.label not in cited]
    if never:
        shown = named([note.label for note in never])
        yield Remark(never[0].line, f"no marker in the text leads to {shown}; kept as footnotes")


def empty_headings(blocks: Sequence[Block], kept: Sequence[Block]) -> list[Remark]:
    """The headings below which nothing is left, but for titles of lists, whose references are footnotes."""
    return [
        Remark(block.line, f"heading without text below it: “{block.words.text[:60]}”")
        for block in blocks
        if isinstance(block, Heading)
        and not any(block is other for other in kept)
        and not is_list_title(block.words.text)
    ]


def markers_without_note(lines: Sequence[Line], labels: Mapping[str, str], *, raised: bool) -> list[Remark]:
    found: list[Remark] = []
    for line in lines:
        if line.role not in (Role.BODY, Role.HEADING):
            continue
        for place in marker_places(line.text):
            lost = [label for key, label in zip(place.keys, place.labels, strict=True) if key not in labels]
            if lost and looks_dangling(place) and (raised or not place.raised):
                shown = ", ".join(f"[{label}]" for label in lost)
                found.append(Remark(line.number, f"{shown} has no reference"))
    return found


def lines_left_out(lines: Sequence[Line]) -> list[Remark]:
    told: list[Remark] = []
    roles = (Role.TOP, Role.CONTENTS, Role.FOOT)
    for role, run in groupby(lines, key=lambda line: line.role):
        group = list(run)
        if role in roles:
            more = f" and {len(group) - 1} more" if len(group) > 1 else ""
            told.append(Remark(group[0].number, f"{role.value}: “{group[0].text[:60]}”{more}"))
    return told
