"""The lines of a copied page → `Document`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.library.licenses import is_notice, read_notice
from bot.sources.clipboard.entries import entry_of
from bot.sources.clipboard.headings import mark_headings
from bot.sources.clipboard.lines import Line, Role, body_blocks, lines_of, unwrapped
from bot.sources.clipboard.lists import find_lists
from bot.sources.clipboard.markers import (
    NUMBERS,
    group_of,
    key_of,
    looks_dangling,
    marker_places,
    with_markers,
)
from bot.sources.clipboard.matching import Matched, match
from bot.sources.clipboard.surroundings import find_notice, mark_above, mark_below, mark_contents
from bot.sources.document import Block, Document, Heading, Note, PageFacts, Remark, TextBlock, Words

LONG_LINE = 300
"""Characters of a line that is a paragraph of its own where it ends as a sentence does: mobile browsers copy
paragraphs without blank lines between."""

_BULLET = re.compile(r"[•·*+-]\s+")

_ENDS = '.!?。！？…؟।"”’»)]］】'


def read_clipboard(page: str, title: str = "", *, license_given: bool = False) -> Document:
    """Read a page that was copied as plain text. `title` is what a person calls it.

    `license_given`: a person names its licence. Raises PageError where its references can't be told apart.
    """
    lines, was_wrapped = unwrapped(lines_of(page), _is_item)
    for line in lines:
        line.text = _BULLET.sub("", line.text) if was_wrapped and is_notice(line.text) else line.text
    notice = find_notice(lines, given=license_given)
    if notice is not None:
        notice.role = Role.NOTICE
    mark_above(lines, title)
    contents = mark_contents(lines)
    cited = _cited(lines)
    lists = find_lists(lines, cited)
    for each in lists:
        for place in each.places:
            lines[place].role = Role.LIST
        if each.title is not None:
            each.title.role = Role.LIST_TITLE
    matched = match(lists, _cited(lines))
    labels = {key_of(label): label for label, _ in matched.notes}
    last_list = max((each.places[-1] for each in lists), default=-1)
    mark_below(lines, last_list, frozenset(labels))
    guesses = [*matched.guesses, *mark_headings(lines, contents)]
    if was_wrapped:
        guesses.insert(0, Remark(0, "lines that end at the same width were joined to paragraphs"))
    raised = _digits_are_markers(lines, labels)
    blocks = tuple(_blocks(lines, labels, raised=raised))
    notes, warnings = _notes(matched, labels, raised=raised)
    return Document(
        blocks,
        notes,
        PageFacts(
            title=next((line.text for line in lines if line.role is Role.TITLE), ""),
            license_notice=notice.text if notice else "",
        ),
        tuple(_dangling(lines, labels, raised=raised)),
        tuple(_left_out(lines)),
        tuple(guesses),
        warnings,
    )


def _is_item(text: str) -> bool:
    """Whether a line begins something of its own, whatever stands before it."""
    return bool(entry_of(text) or _BULLET.match(text) or (is_notice(text) and read_notice(text).license))


def _cited(lines: Sequence[Line]) -> dict[str, str]:
    """Key and label of everything in the text that looks like a marker, in reading order."""
    cited: dict[str, str] = {}
    for line in lines:
        if line.role in (Role.BODY, Role.HEADING):
            for place in sorted(marker_places(line.text), key=lambda place: place.start):
                if place.start == 0 and not place.raised:
                    continue  # “[1] Kolb.” begins a reference
                for key, label in zip(place.keys, place.labels, strict=True):
                    cited.setdefault(key, label)
    return cited


def _digits_are_markers(lines: Sequence[Line], labels: Mapping[str, str]) -> bool:
    """Whether raised digits are markers: not on a page that has its numbers in brackets."""
    for line in lines:
        if line.role in (Role.BODY, Role.HEADING):
            for place in marker_places(line.text):
                if not place.raised and any(key in labels and group_of(key) == NUMBERS for key in place.keys):
                    return False
    return True


def _blocks(lines: list[Line], labels: Mapping[str, str], *, raised: bool) -> list[Block]:
    blocks: list[Block] = []
    for run in body_blocks(lines):
        if run[0].role is Role.HEADING:
            words = with_markers(run[0].title, labels, raised=raised)
            blocks.append(Heading(run[0].level, words, run[0].number))
            continue
        paragraph: list[Line] = []
        for line in run:
            if paragraph and len(paragraph[-1].text) >= LONG_LINE and paragraph[-1].text[-1] in _ENDS:
                blocks.append(_text_block(paragraph, labels, raised=raised))
                paragraph = []
            paragraph.append(line)
        blocks.append(_text_block(paragraph, labels, raised=raised))
    while blocks and isinstance(blocks[-1], Heading) and not blocks[-1].words.markers:
        blocks.pop()
    return blocks


def _text_block(lines: Sequence[Line], labels: Mapping[str, str], *, raised: bool) -> TextBlock:
    text = "\n".join(line.text for line in lines)
    return TextBlock(with_markers(text, labels, raised=raised), line=lines[0].number)


def _notes(
    matched: Matched, labels: Mapping[str, str], *, raised: bool
) -> tuple[tuple[Note, ...], tuple[Remark, ...]]:
    notes: list[Note] = []
    warnings: list[Remark] = []
    for label, reference in matched.notes:
        text = "\n".join(reference.lines)
        # A reference may cite a note; its own first number is none.
        words = with_markers(text, labels, raised=False) if "[" in text or raised else Words(text)
        if words.text:
            notes.append(Note(label, words, reference.line))
        else:
            warnings.append(Remark(reference.line, f"reference [{label}] has no words and is left out"))
    return tuple(notes), tuple(warnings)


def _dangling(lines: Sequence[Line], labels: Mapping[str, str], *, raised: bool) -> list[Remark]:
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


def _left_out(lines: Sequence[Line]) -> list[Remark]:
    told: list[Remark] = []
    roles = (Role.TOP, Role.CONTENTS, Role.FOOT)
    for role, run in groupby(lines, key=lambda line: line.role):
        group = list(run)
        if role in roles:
            more = f" and {len(group) - 1} lines more" if len(group) > 1 else ""
            told.append(Remark(group[0].number, f"{role.value}: “{group[0].text[:60]}”{more}"))
    return told
