"""What a copied page shows above and below its text: site names, jump links, contents, footers, licence."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
MOST_TABS = 16
FEWEST_TABS = 2
_BELOW = (Role.FOOT, Role.NOTICE)
_SHORTEST_TAGLINE = 7

_NUMBERED = re.compile(r"(?:[•*+-]\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?[\s\t]+(?P<title>\S.{0,150})")
_BESIDE_CONTENTS = re.compile(r"\s*(?:[\[(][^\[\]()]{1,20}[\])]|hide|move to sidebar)\s*\Z", re.IGNORECASE)
_SHORT = 80
ENDS_SENTENCE = re.compile(r"[.!?。！？…؟।][\"'”’»)\]]*\Z")


def has_marker(text: str) -> bool:
    """Whether something in `text` looks like a footnote's marker."""
    return any(looks_dangling(place) for place in marker_places(text))


def mark_above(lines: list[Line], title: str) -> str:
    """Mark what stands above the text: the page's title, the site's name, jump links, hatnotes.

    Returns the language of the line that names the site, where it is a known one.
    """
    language = ""
    words = wiki_words()
    for place, line in enumerate(lines[:MOST_ABOVE]):
        if line.role is not Role.BODY:
            continue
        text = line.text
        if place < MOST_TABS and folded(text).rstrip(".") in words.site:
            language = words.site[folded(text).rstrip(".")]
            line.role = Role.TOP
            _mark_tabs(lines[:place])
            continue
        if has_marker(text) or (len(text) > LONGEST_FURNITURE):
            if place <= MOST_TABS and _are_tabs(lines[:place]):
                _mark_tabs(lines[:place])
            break
        named = folded(text)
        is_title = title and named == folded(title) and _begins_page(lines, place)
        # “From …” and its like begin sentences, too: only at the very top do they name the site.
        jumps = (
            place < MOST_TAGLINES
            and len(text) >= _SHORTEST_TAGLINE
            and entry_of(text) is None
            and words.top.fullmatch(text)
            and not ENDS_SENTENCE.search(text)
        )
        # “Jump to navigationJump to search” is two links without a space between.
        doubled = any(
            words.top.fullmatch(text[:cut].strip()) and words.top.fullmatch(text[cut:].strip())
            for cut in _cuts(text)
        )
        hatnote = any(f"({word})" in named or f"（{word}）" in text for word in words.disambiguation)
        jumps = jumps or named in words.jumps
        if is_title or jumps or doubled or (hatnote and len(text) < LONGEST_FURNITURE):
            line.role = Role.TOP
            if place == 1 and jumps and lines[0].role is Role.BODY and _is_name(lines[0]):
                lines[0].role = Role.TITLE  # the name of the page stands above that of the site
    return language


def _mark_tabs(lines: Sequence[Line]) -> None:
    """Mark what stands above the line that names the site: the page's name, links to its other views."""
    for place, line in enumerate(lines):
        if line.role is Role.BODY and _is_name(line):
            line.role = Role.TOP if place else Role.TITLE


def _are_tabs(lines: Sequence[Line]) -> bool:
    """Whether lines are links to a page's other views, with its name above or none: a mobile site's top."""
    tabs = sum(folded(line.text) in wiki_words().tabs for line in lines)
    return tabs >= FEWEST_TABS and all(map(_is_name, lines)) and tabs >= len(lines) - 2


def _is_name(line: Line) -> bool:
    return len(line.text) <= _SHORT and not ENDS_SENTENCE.search(line.text) and not has_marker(line.text)


def _begins_page(lines: Sequence[Line], place: int) -> bool:
    """Whether nothing but furniture stands before the line: further down the title may be a fact's name."""
    return all(line.role is not Role.BODY for line in lines[:place])


def _cuts(text: str) -> list[int]:
    """Places at which a capital follows a small letter or a space, or any place where there are neither."""
    if len(text) > LONGEST_FURNITURE or (" " in text and text == text.lower()):
        return []
    caseless = text.lower() == text.upper()
    return [
        i
        for i in range(1, len(text))
        if caseless or (text[i].isupper() and (text[i - 1].islower() or text[i - 1].isspace()))
    ]


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
    categories = False
    for place, line in enumerate(lines):
        if line.role is not Role.BODY:
            continue
        below = following and place > last_list
        bare = line.text.rstrip(".")
        is_foot = words.foot.fullmatch(bare) and (below or place > len(lines) // 2)
        # “About …” is a link of the footer among others of its like.
        is_foot = is_foot or (
            words.links_below.fullmatch(line.text) and place > 0 and lines[place - 1].role in _BELOW
        )
        named = _is_categories(line.text) and (below or place >= len(lines) - MOST_ABOVE)
        # Each category may stand in a line of its own; and nothing but the footer stands below them.
        categories = named or (categories and not has_marker(line.text) and not _begins_section(line))
        if is_foot or categories:
            line.role = Role.FOOT
        elif below:
            keys = {key for found in marker_places(line.text) for key in found.keys}
            if keys & cited or (_begins_section(line) and title_of(line.text) not in words.links):
                following = False
            else:
                line.role = Role.FOOT


def _begins_section(line: Line) -> bool:
    is_heading = marked_heading(line.text) is not None or without_edit_links(line.text) is not None
    return is_heading and title_of(line.text) not in wiki_words().categories


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
        and not ENDS_SENTENCE.search(text)
        and text[-1] not in ":,;，；：、-–—"
        and text[0] not in "•*-–—·“\"'‘«(["
        and not set(text) & set("\t[]［］【】|")
        and entry_of(text) is None
        and not is_list_title(text)
    )


def is_prose(line: Line) -> bool:
    """Whether a line looks like a paragraph's: long, or ended as a sentence or by a marker."""
    return len(line.text) > _SHORT or bool(ENDS_SENTENCE.search(line.text)) or line.text[-1] in "]］】"
