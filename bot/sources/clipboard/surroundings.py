"""What a copied page shows above and below its text: site names, jump links, contents, footers, licence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.library.licenses import is_notice, read_notice
from bot.sources.clipboard.entries import entry_of
from bot.sources.clipboard.lines import Line, Role
from bot.sources.clipboard.markers import looks_dangling, marker_places
from bot.sources.clipboard.wiki_words import (
    LONGEST_FURNITURE,
    folded,
    is_list_title,
    marked_heading,
    title_of,
    wiki_words,
    without_edit_links,
)

MOST_ABOVE = 40
"""Lines at a page's top among which site furniture is looked for."""

MOST_TAGLINES = 8
_SHORTEST_TAGLINE = 7

_NUMBERED = re.compile(r"(?:[•*+-]\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?[\s\t]+(?P<title>\S.{0,150})")
_BESIDE_CONTENTS = re.compile(r"\s*(?:[\[(][^\[\]()]{1,20}[\])]|hide|move to sidebar)\s*\Z", re.IGNORECASE)
_SHORT = 80
_ENDS_SENTENCE = re.compile(r"[.!?。！？…؟।][\"'”’»)\]]*\Z")


def has_marker(text: str) -> bool:
    """Whether something in `text` looks like a footnote's marker."""
    return any(looks_dangling(place) for place in marker_places(text))


def find_notice(lines: list[Line], *, given: bool) -> Line | None:
    """The line that states the licence: the last line, or the last one that surely names a licence.

    `given`: a person names the licence, so that a last line which speaks of one needn't name it.
    """
    if not lines:
        return None
    last = lines[-1]
    if _may_be_notice(last) and (given or read_notice(last.text).license):
        return last
    alone = [line for line in lines if _may_be_notice(line) and _stands_alone(line, lines)]
    certain = [line for line in alone if read_notice(line.text).license]
    if certain:
        return certain[-1]
    doubted = [line for line in alone[-3:] if read_notice(line.text).doubt]
    return doubted[-1] if doubted else (last if _may_be_notice(last) else None)


def _may_be_notice(line: Line) -> bool:
    return is_notice(line.text) and not has_marker(line.text) and (entry_of(line.text) is None)


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line isn't one of several in a paragraph, but for the footer's own lines."""
    place = next(i for i, other in enumerate(lines) if other is line)
    later = lines[place + 1 :]
    return (line.gap and (not later or later[0].gap)) or not any(has_marker(other.text) for other in later)


def mark_above(lines: list[Line], title: str) -> None:
    """Mark what stands above the text: the page's title, the site's name, jump links, hatnotes."""
    words = wiki_words()
    for place, line in enumerate(lines[:MOST_ABOVE]):
        if line.role is not Role.BODY:
            continue
        text = line.text
        if has_marker(text) or (len(text) > LONGEST_FURNITURE):
            break
        named = folded(text)
        is_title = title and named == folded(title) and _begins_page(lines, place)
        # “From …” and its like begin sentences, too: only at the very top do they name the site.
        jumps = (
            place < MOST_TAGLINES
            and len(text) >= _SHORTEST_TAGLINE
            and entry_of(text) is None
            and words.top.fullmatch(text)
            and not _ENDS_SENTENCE.search(text)
        )
        # “Jump to navigationJump to search” is two links without a space between.
        doubled = any(
            words.top.fullmatch(text[:cut]) and words.top.fullmatch(text[cut:]) for cut in _cuts(text)
        )
        hatnote = any(f"({word})" in named or f"（{word}）" in text for word in words.disambiguation)
        if is_title or jumps or doubled or (hatnote and len(text) < LONGEST_FURNITURE):
            line.role = Role.TOP
            if place == 1 and jumps and lines[0].role is Role.BODY and _is_name(lines[0]):
                lines[0].role = Role.TITLE  # the name of the page stands above that of the site


def _is_name(line: Line) -> bool:
    return len(line.text) <= _SHORT and not _ENDS_SENTENCE.search(line.text) and not has_marker(line.text)


def _begins_page(lines: Sequence[Line], place: int) -> bool:
    """Whether nothing but furniture stands before the line: further down the title may be a fact's name."""
    return all(line.role is not Role.BODY for line in lines[:place])


def _cuts(text: str) -> list[int]:
    """Places at which a capital follows a small letter."""
    if len(text) > LONGEST_FURNITURE:
        return []
    return [i for i in range(1, len(text)) if text[i].isupper() and text[i - 1].islower()]


def mark_contents(lines: list[Line]) -> dict[str, int]:
    """Mark the table of contents; the titles in it, folded, with their level as headings."""
    titles: dict[str, int] = {}
    for place, line in enumerate(lines):
        bare = _BESIDE_CONTENTS.sub("", line.text)
        if line.role is not Role.BODY or folded(bare) not in wiki_words().contents:
            continue
        rows = _numbered_rows(lines, place + 1) or _plain_rows(lines, place + 1)
        if not rows:
            continue
        line.role = Role.CONTENTS
        for row, title, level in rows:
            row.role = Role.CONTENTS
            if title:
                titles.setdefault(folded(title), level)
        break
    return titles


def _numbered_rows(lines: Sequence[Line], start: int) -> list[tuple[Line, str, int]]:
    rows: list[tuple[Line, str, int]] = []
    expected = 1
    for line in lines[start:]:
        match = _NUMBERED.fullmatch(line.text)
        if not match:
            break
        first, *below = match["number"].split(".")
        if int(first) not in (expected, expected - 1) or (not below and int(first) != expected):
            break
        expected = int(first) + 1
        rows.append((line, match["title"].strip(), 2 + len(below)))
    return rows


def _plain_rows(lines: Sequence[Line], start: int) -> list[tuple[Line, str, int]]:
    """A table of contents without numbers: its lines are those that come again below."""
    later = {
        title_of(line.text)
        for line in lines[start:]
        if without_edit_links(line.text) or marked_heading(line.text)
    }
    counted: dict[str, int] = {}
    for line in lines[start:]:
        if len(line.text) <= _SHORT:
            counted[folded(line.text)] = counted.get(folded(line.text), 0) + 1
    rows: list[tuple[Line, str, int]] = []
    for line in lines[start:]:
        named = folded(line.text)
        if line.text == "(Top)" or line.text.startswith("Toggle "):
            rows.append((line, "", 2))
        elif (
            len(line.text) <= _SHORT
            and (named in later or counted.get(named, 0) > 1)
            and not _listed(rows, named)
        ):
            rows.append((line, line.text, 2))
        else:
            break
    return rows if sum(1 for _, title, _ in rows if title) >= 2 else []


def _listed(rows: Sequence[tuple[Line, str, int]], named: str) -> bool:
    return any(folded(title) == named for _, title, _ in rows)


def mark_below(lines: list[Line], last_list: int, cited: frozenset[str]) -> None:
    """Mark what stands below the text: footers wherever they are whole lines, and what follows the last list.

    `last_list` is the place of the last line of the last reference list, -1 where there is none.
    What follows it is text again from a heading with edit links, or where a footnote is cited (`cited` holds
    the keys).
    """
    words = wiki_words()
    following = last_list >= 0
    for place, line in enumerate(lines):
        if line.role is not Role.BODY:
            continue
        below = following and place > last_list
        is_foot = words.foot.fullmatch(line.text.rstrip(".")) and (below or place > len(lines) // 2)
        if is_foot or (_is_categories(line.text) and (below or place >= len(lines) - MOST_ABOVE)):
            line.role = Role.FOOT
        elif below:
            keys = {key for found in marker_places(line.text) for key in found.keys}
            heading = marked_heading(line.text) or without_edit_links(line.text)
            if keys & cited or (heading and title_of(line.text) not in words.links | words.categories):
                following = False
            else:
                line.role = Role.FOOT


def _is_categories(text: str) -> bool:
    title = title_of(text)
    head, colon, _ = text.replace("：", ":").partition(":")
    return title in wiki_words().categories or (bool(colon) and folded(head) in wiki_words().categories)


def is_short(line: Line) -> bool:
    """Whether a line may be a heading by its look: short, no sentence, no marker, no list item."""
    text = line.text
    return (
        len(text) <= _SHORT
        and any(map(str.isalpha, text))
        and not _ENDS_SENTENCE.search(text)
        and text[-1] not in ":,;，；：、-–—"
        and text[0] not in "•*-–—·“\"'‘«(["
        and not set(text) & set("\t[]［］【】")
        and entry_of(text) is None
        and not is_list_title(text)
    )


def is_prose(line: Line) -> bool:
    """Whether a line looks like a paragraph's: long, or ended as a sentence or by a marker."""
    return len(line.text) > _SHORT or bool(_ENDS_SENTENCE.search(line.text)) or line.text[-1] in "]］】"
