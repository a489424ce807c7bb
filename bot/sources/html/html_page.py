"""The HTML of a page that a browser saved, or a wiki gave, → `Document`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.library.licenses import states_own_license, tells_license
from bot.sources.document import (
    Block,
    Document,
    Heading,
    PageFacts,
    TextBlock,
    words_in,
)
from bot.sources.empty_parts import without_empty_sections
from bot.sources.html.body import read_blocks
from bot.sources.html.disambiguation import refuse_disambiguation
from bot.sources.html.empty_notes import part_from_empty
from bot.sources.html.facts import base_of, facts_of
from bot.sources.html.hiding_rules import hide_unshown
from bot.sources.html.html_remarks import cited_labels, remarks_on_kept_notes, remarks_on_left_out
from bot.sources.html.infobox import OWN_FOOTNOTES, kept_rows, with_facts
from bot.sources.html.loose_notes import find_loose_notes
from bot.sources.html.loose_signs import find_loose_signs
from bot.sources.html.note_links import References, find_references
from bot.sources.html.note_words import note_of
from bot.sources.html.notes_elsewhere import remarks_on_notes_elsewhere
from bot.sources.html.outside import outside_of, remark_on_outside, warn_of_unseen
from bot.sources.html.page_context import PageContext
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element, Page, number_lines, parse_page
from bot.sources.html.side_notes import find_side_notes
from bot.sources.html.unled_markers import numbers_in_code, unled_markers
from bot.sources.license_hints import license_hint
from bot.sources.license_lines import notice_in_blocks, with_statement
from bot.sources.see_also import without_see_also


def read_html(html: str, url: str = "") -> Document:
    """Read a page. `url` is where it was fetched from; what it says itself comes before.

    Raises PageError where its tags are nested too deep.
    """
    page = parse_page(html)
    if not url:  # nobody sees the lines of a page that was fetched
        number_lines(page, html)
    return read_tree(page, url=url)


def read_tree(page: Page, facts: PageFacts | None = None, *, url: str = "") -> Document:
    """Read a page that is parsed already. `facts` are what is known of it from elsewhere.

    Raises PageError for a page that only tells articles of one name apart.
    """
    hide_unshown(page.root)
    content = content_of(page.root)
    refuse_disambiguation(page.root, content)
    facts = facts_of(page, content) if facts is None else facts
    facts = replace(facts, url=facts.url or url)
    references = _references(page)
    context = PageContext(references, base_of(page, facts.url))
    blocks = read_blocks([content], context)
    facts, blocks = _take_notice(facts, blocks)
    notes = [note_of(found, context, page.root) for found in references.notes]
    if not (facts.license_notice or facts.license_url):
        facts = replace(facts, license_hint=license_hint(blocks, page.root.text()))
    told = references.lost | {note.label for note in notes if not note.words.text}
    blocks, notes, empty = part_from_empty(blocks, notes)
    rows = kept_rows(context.box_rows, cited_labels(blocks, notes), partial(context.leave_out, OWN_FOOTNOTES))
    blocks, see_also = without_see_also(blocks)
    blocks = with_facts(without_empty_sections(_leveled(blocks, facts.title)), rows)
    kept = cited_labels(blocks, notes)
    unled, doubtful = unled_markers(
        blocks, told, numbers_in_code(content), _alphanumeric(references), loose=references.loose
    )
    left_out = [*see_also, *remarks_on_left_out(context, notes, kept)]
    shown = sum(len(words.text.split()) for block in blocks for words in words_in(block))
    warnings = [
        *warn_of_unseen(page.root, shown),
        *remarks_on_kept_notes(content, references, facts.license_notice),
        *references.doubts,
        *remarks_on_notes_elsewhere(page.root, content),
        *doubtful,
    ]
    outside = outside_of(page.root, content, references)
    left_out += remark_on_outside([each for each in outside if each.words() != facts.title])
    return Document(
        tuple(blocks),
        tuple(note for note in notes if note.label in kept),
        facts,
        (*references.dangling, *empty, *unled),
        tuple(left_out),
        tuple(references.guesses),
        tuple(warnings),
    )


def _references(page: Page) -> References:
    """The page's notes, however its markers lead to them."""
    root = page.root
    found = find_references(root)
    find_side_notes(root, found)
    find_loose_notes(root, found)
    find_loose_signs(root, found)
    places = {element: place for place, element in enumerate(root.walk())}
    found.notes.sort(key=lambda note: min(places[container] for container in note.containers))
    return found


def _alphanumeric(references: References) -> frozenset[str]:
    """The labels of the notes that aren't signs: these say nothing of the page's numbers."""
    return frozenset(note.label for note in references.notes if note.label[:1].isalnum())


def content_of(root: Element) -> Element:
    """The element that holds the article."""
    elements = list(root.walk())
    places: tuple[Callable[[Element], bool], ...] = (
        lambda e: "mw-parser-output" in e.classes,
        lambda e: e.get("id") == "mw-content-text" or "mw-body-content" in e.classes,
        lambda e: e.tag == "article",
        lambda e: e.tag == "main" or e.get("role") == "main",
        lambda e: e.get("id").lower() in ("content", "main-content", "main", "article", "bodycontent"),
        lambda e: e.tag == "body",
    )
    for choose in places:
        found = [e for e in elements if choose(e) and not any(choose(a) for a in e.ancestors())]
        found = [e for e in found if e.tag == "body" or not _is_furniture(e)]
        if found and (found[0].tag != "article" or len(found) == 1):
            return max(found, key=lambda e: len(e.text()))
    return root


def _is_furniture(element: Element) -> bool:
    return any(furniture_of(e) is not None for e in (element, *element.ancestors()) if e.tag != "body")


def _take_notice(facts: PageFacts, blocks: list[Block]) -> tuple[PageFacts, list[Block]]:
    """The licence's line, from the text's edges where none stands elsewhere, and the text without it."""
    if facts.license_notice:
        blocks = [b for b in blocks if not _repeats(b, facts.license_notice)]
    last = blocks[-1] if blocks and not facts.license_notice else None
    words = last.words if isinstance(last, TextBlock) else None
    if words and not words.markers and "\n" not in words.text:
        # Where a link says the licence already, a paragraph that names one is its notice only if it says so.
        is_notice = states_own_license if facts.license_url else tells_license
        if is_notice(words.text):
            return replace(facts, license_notice=words.text), blocks[:-1]
    if stated := notice_in_blocks(blocks, facts.title):
        number, statement = stated
        return with_statement(facts, statement), [*blocks[:number], *blocks[number + 1 :]]
    return facts, blocks


def _repeats(block: Block, notice: str) -> bool:
    """Whether a paragraph is the licence's line, which is kept beside the text."""
    return isinstance(block, TextBlock) and " ".join(block.words.text.split()) == " ".join(notice.split())


def _leveled(blocks: list[Block], title: str) -> list[Block]:
    """Sections begin at level 2; the page's own title is no section."""
    first = [b for b in blocks if isinstance(b, Heading) and b.level == 1]
    shift = 1 if [b for b in first if b.words.text != title] else 0
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if block.level == 1 and block.words.text == title:
                continue
            kept.append(replace(block, level=min(block.level + shift, 6)))
        else:
            kept.append(block)
    return kept
