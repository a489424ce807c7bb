"""The lines of a copied page → `Document`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from bot.library.licenses import is_notice, read_notice
from bot.sources.clipboard import symbol_markers
from bot.sources.clipboard.bare_numbers import with_brackets
from bot.sources.clipboard.entries import entry_of, without_letters
from bot.sources.clipboard.headings import join_edit_links, mark_headings
from bot.sources.clipboard.license_line import find_notice
from bot.sources.clipboard.lines import Line, Role, body_blocks, lines_of, unwrapped
from bot.sources.clipboard.list_choice import ReferenceList
from bot.sources.clipboard.list_lines import items_of, parted_at_lists
from bot.sources.clipboard.lists import find_lists
from bot.sources.clipboard.markers import (
    NUMBERS,
    group_of,
    key_of,
    marker_places,
    with_markers,
)
from bot.sources.clipboard.matching import Matched, match
from bot.sources.clipboard.page_language import language_of
from bot.sources.clipboard.page_remarks import (
    empty_headings,
    lines_left_out,
    lists_kept_as_text,
    markers_without_note,
    never_cited,
)
from bot.sources.clipboard.surroundings import mark_above, mark_below, mark_contents
from bot.sources.clipboard.tabbed_tables import parted_at_tables, rows_kept_as_lines, table_of
from bot.sources.clipboard.wiki_words import is_list_title
from bot.sources.document import (
    Block,
    Document,
    Heading,
    Note,
    PageFacts,
    Remark,
    TextBlock,
    Words,
)
from bot.sources.empty_parts import without_empty_sections
from bot.sources.see_also import without_see_also

LONG_LINE = 300
"""Characters of a line that is a paragraph of its own where it ends as a sentence does: mobile browsers copy
paragraphs without blank lines between."""

GAP_IN_REFERENCE = "what stands below the blank line is read as a part of the reference above it"

_BULLET = re.compile(r"\A[•·*+-]\s+")

_ENDS = '.!?。！？…؟।"”’»)]］】'


def read_clipboard(page: str, title: str = "", *, license_given: bool = False) -> Document:
    """Read a page that was copied as plain text. `title` is what a person calls it.

    `license_given`: a person names its licence. Raises PageError where its references can't be told apart.
    """
    lines, was_wrapped = unwrapped(lines_of(page), _is_item)
    for line in lines:
        line.text = _BULLET.sub("", line.text) if was_wrapped and is_notice(line.text) else line.text
    join_edit_links(lines)
    notice = find_notice(lines, given=license_given)
    if notice is not None:
        notice.role = Role.NOTICE
    language = mark_above(lines, title)
    contents = mark_contents(lines)
    lines, told_signs = symbol_markers.with_brackets(lines)
    lines, lists, bare = _lists(lines)
    for each in lists:
        for place in each.places:
            lines[place].role = Role.LIST
        if each.title is not None:
            each.title.role = Role.LIST_TITLE
            _mark_titles_above(lines, each.title)
    matched = match(lists, _cited(lines))
    # A marker whose reference has no words leads nowhere.
    labels = {key_of(label): label for label, reference in matched.notes if any(reference.lines)}
    last_list = max((each.places[-1] for each in lists), default=-1)
    mark_below(lines, last_list, frozenset(labels))
    told_gaps = (Remark(n, GAP_IN_REFERENCE) for each in lists for n in each.gaps)
    guesses = [*told_signs, *told_gaps, *matched.guesses, *mark_headings(lines, contents)]
    if bare:
        told = f"numbers behind words, [1] to [{bare}], are taken for markers: a list has that many notes"
        guesses.insert(0, Remark(0, told))
    if was_wrapped:
        guesses.insert(0, Remark(0, "lines that end at the same width were joined to paragraphs"))
    if not language:
        language, told_language = language_of(lines)
        guesses += told_language
    raised = _digits_are_markers(lines, labels)
    blocks, remarks = _blocks(lines, labels, raised=raised)
    guesses += remarks
    rest, see_also = without_see_also(blocks)
    kept = without_empty_sections(rest)
    notes, warnings = _notes(matched, labels, _times_cited(lines), raised=raised)
    doubtful = symbol_markers.signs_without_note(lines, labels, raised=raised)
    warnings += (*lists_kept_as_text(lines), *never_cited(notes, blocks), *doubtful)
    return Document(
        tuple(kept),
        notes,
        PageFacts(
            title=next((line.text for line in lines if line.role is Role.TITLE), ""),
            language=language,
            license_notice=notice.text if notice else "",
        ),
        tuple(markers_without_note(lines, labels, raised=raised)),
        (*lines_left_out(lines), *see_also, *empty_headings(blocks, kept)),
        tuple(guesses),
        warnings,
    )


def _lists(lines: list[Line]) -> tuple[list[Line], list[ReferenceList], int]:
    """The lists of references; with them the lines, and how many numbers without brackets are markers."""
    cited = _cited(lines)
    lists = find_lists(lines, cited)
    if lists or any(key.isdecimal() for key in cited):
        return lines, lists, 0
    written, count = with_brackets(lines)
    if count:
        lists = find_lists(written, _cited(written))
        if len(lists) == 1 and len(lists[0].references) == count:
            return written, lists, count
    return lines, [], 0


def _mark_titles_above(lines: Sequence[Line], title: Line) -> None:
    """“Notes and references” may stand above “Notes”: it is the title of a section that holds lists only."""
    place = next(place for place, line in enumerate(lines) if line is title)
    for line in reversed(lines[:place]):
        if line.role is not Role.BODY or not is_list_title(line.text):
            break
        line.role = Role.LIST_TITLE


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


def _blocks(
    lines: list[Line], labels: Mapping[str, str], *, raised: bool
) -> tuple[list[Block], list[Remark]]:
    words = partial(with_markers, labels=labels, raised=raised)
    blocks: list[Block] = []
    guesses: list[Remark] = []
    for run in body_blocks(lines):
        if run[0].role is Role.HEADING:
            blocks.append(Heading(run[0].level, words(run[0].title), run[0].number))
            continue
        for is_table, part in parted_at_tables(run):
            if is_table:
                table, guess = table_of(part, words)
                blocks.append(table)
                guesses.append(guess)
                continue
            guesses += rows_kept_as_lines(part)
            for is_list, lines_together in parted_at_lists(part):
                if is_list:
                    items, told = items_of(lines_together, words)
                    blocks += items
                    guesses += told
                else:
                    blocks += _paragraphs(lines_together, labels, raised=raised)
    return blocks, guesses


def _paragraphs(lines: Sequence[Line], labels: Mapping[str, str], *, raised: bool) -> Iterator[TextBlock]:
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and len(paragraph[-1].text) >= LONG_LINE and paragraph[-1].text[-1] in _ENDS:
            yield _text_block(paragraph, labels, raised=raised)
            paragraph = []
        paragraph.append(line)
    yield _text_block(paragraph, labels, raised=raised)


def _text_block(lines: Sequence[Line], labels: Mapping[str, str], *, raised: bool) -> TextBlock:
    text = "\n".join(line.text for line in lines)
    return TextBlock(with_markers(text, labels, raised=raised), line=lines[0].number)


def _times_cited(lines: Sequence[Line]) -> Counter[str]:
    """How often each key is cited in the text."""
    return Counter(
        key
        for line in lines
        if line.role in (Role.BODY, Role.HEADING)
        for place in marker_places(line.text)
        for key in place.keys
    )


def _notes(
    matched: Matched, labels: Mapping[str, str], cited: Counter[str], *, raised: bool
) -> tuple[tuple[Note, ...], tuple[Remark, ...]]:
    notes: list[Note] = []
    warnings: list[Remark] = []
    for label, reference in matched.notes:
        text = without_letters("\n".join(reference.lines), cited[key_of(label)])
        # A reference may cite a note; its own first number is none.
        words = with_markers(text, labels, raised=False) if "[" in text or raised else Words(text)
        if words.text:
            notes.append(Note(label, words, reference.line))
        else:
            warnings.append(Remark(reference.line, f"reference [{label}] has no words and is left out"))
    return tuple(notes), tuple(warnings)
