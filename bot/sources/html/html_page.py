"""The HTML of a page that a browser saved, or a wiki gave, → `Document`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.library.licenses import is_notice, license_of
from bot.sources.document import (
    Block,
    Document,
    Heading,
    Note,
    PageFacts,
    Remark,
    TextBlock,
    Words,
    cut,
    joined,
    words_in,
)
from bot.sources.empty_sections import without_empty_sections
from bot.sources.html.body import read_blocks, read_words
from bot.sources.html.disambiguation import refuse_disambiguation
from bot.sources.html.facts import base_of, facts_of
from bot.sources.html.infobox import with_facts
from bot.sources.html.loose_notes import find_loose_notes
from bot.sources.html.marker_links import HEADINGS, fragment_target
from bot.sources.html.note_links import FoundNote, References, find_references
from bot.sources.html.outside import outside_of, remark_on_outside, warn_of_unseen
from bot.sources.html.page_context import PageContext
from bot.sources.html.page_furniture import furniture_of
from bot.sources.html.page_tree import Element, Page, parse_page
from bot.sources.html.side_notes import find_side_notes
from bot.sources.labels import clean_label

_LEFT_OF_BACKLINKS = re.compile(r"^(?:\[\s*\]|\(\s*\)|[\s^↑↩︎⏎⇑,;:.)\]])+")
_RIGHT_OF_BACKLINKS = re.compile(r"[\s↑↩︎⏎⇑]+$")


def read_html(html: str, url: str = "") -> Document:
    """Read a page. `url` is where it was fetched from; what it says itself comes before.

    Raises PageError where its tags are nested too deep.
    """
    return read_tree(parse_page(html), url=url)


def read_tree(page: Page, facts: PageFacts | None = None, *, url: str = "") -> Document:
    """Read a page that is parsed already. `facts` are what is known of it from elsewhere.

    Raises PageError for a page that only tells articles of one name apart.
    """
    content = content_of(page.root)
    refuse_disambiguation(page.root, content)
    facts = facts_of(page, content) if facts is None else facts
    facts = replace(facts, url=facts.url or url)
    references = _references(page)
    context = PageContext(references, base_of(page, facts.url))
    blocks = read_blocks([content], context)
    facts, blocks = _take_notice(facts, blocks)
    blocks = with_facts(without_empty_sections(_leveled(blocks, facts.title)), context.box_rows)
    notes = [_note(found, context, page.root) for found in references.notes]
    kept = _cited(blocks, notes)
    warnings = [
        Remark(0, f"reference [{note.label}] has no words and is shown as nothing")
        for note in notes
        if not note.words.text and note.label in kept
    ]
    left_out = [
        Remark(0, f"{what} ({times}): “{context.samples[what]}” …" if times == 1 else
               f"{what} ({times} times), such as “{context.samples[what]}” …")
        for what, times in sorted(context.left_out.items())
    ]  # fmt: skip
    uncited = [note.label for note in notes if note.label not in kept]
    if uncited:
        left_out.append(
            Remark(
                0, f"references that nothing in the text cites: {', '.join(f'[{n}]' for n in uncited[:20])}"
            )
        )
    if context.homeless_links:
        left_out.append(
            Remark(
                0,
                f"addresses of {context.homeless_links} links, because the page doesn't say its own address",
            )
        )
    shown = sum(len(words.text.split()) for block in blocks for words in words_in(block))
    warnings += warn_of_unseen(page.root, shown)
    left_out += remark_on_outside(outside_of(page.root, content, references))
    return Document(
        tuple(blocks),
        tuple(note for note in notes if note.label in kept and note.words.text),
        facts,
        tuple(references.dangling),
        tuple(left_out),
        tuple(references.guesses),
        tuple(warnings),
    )


def _references(page: Page) -> References:
    """The page's notes, however its markers lead to them."""
    root, found = page.root, find_references(page)
    find_side_notes(root, found)
    find_loose_notes(root, found)
    places = {element: place for place, element in enumerate(root.walk())}
    found.notes.sort(key=lambda note: min(places[container] for container in note.containers))
    return found


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
    """The licence's line from the end of the text, where the page has none elsewhere."""
    last = blocks[-1] if blocks else None
    if facts.license_notice or facts.license_url or not isinstance(last, TextBlock) or last.words.markers:
        return facts, blocks
    if is_notice(last.words.text) and license_of(last.words.text) and "\n" not in last.words.text:
        return replace(facts, license_notice=last.words.text), blocks[:-1]
    return facts, blocks


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


def _note(found: FoundNote, context: PageContext, root: Element) -> Note:
    pieces: list[Words] = []
    works: list[Words] = []
    for container in found.containers:
        content = next(
            (e for e in container.walk() if e.classes & {"reference-text", "mw-reference-text"}), container
        )
        own = _without(context.references, found)
        outer, context.references = context.references, own
        pieces.append(read_words([content], context))
        context.references = outer
        if container.tag == "dt" or (container.tag in HEADINGS and len(found.containers) > 1):
            pieces.pop()
        works += _works(content, context, root)
    words = _bare(joined([w for w in (*pieces, *works) if w.text], "\n"), found)
    return Note(found.label, words)


def _without(references: References, found: FoundNote) -> References:
    """The references, but that this note's own elements may be read."""
    return References(
        references.labels,
        {
            element: labels
            for element, labels in references.groups.items()
            if not any(element is around for c in found.containers for around in c.ancestors())
        },
        references.notes,
        references.containers - set(found.containers),
        references.backlinks | set(_own_label(found)),
    )


def _own_label(found: FoundNote) -> Iterator[Element]:
    """The elements at a note's beginning that hold nothing but its label."""
    first = found.containers[0]
    stack: list[Element | str] = [first]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            if node.strip(" \t\n\r\f\xa0[(^"):
                return
        elif node is not first and clean_label(node.words()) == found.label:
            # The number that a list's item shows is none of its words; but a year may be in bold.
            if first.tag == "li" and node.tag not in ("a", "sup", "span"):
                return
            yield node
        else:
            stack.extend(reversed(node.children))


def _works(content: Element, context: PageContext, root: Element) -> Iterator[Words]:
    """The works that a short reference (“Reed 1811, p. 5.”) leads to on the same page."""
    links = [e for e in content.walk() if e.tag == "a" and e.get("href").startswith("#CITEREF")]
    if not links:
        return
    ids = {e.get("id"): e for e in root.walk() if e.get("id").startswith("CITEREF")}
    for link in links:
        work = fragment_target(link, ids)
        if work is not None and not any(e is work for e in content.walk()):
            yield read_words([work], context)


def _bare(words: Words, found: FoundNote) -> Words:
    """A note's words without what is left of its own label, arrows and ways back."""
    start = 0
    lead = _LEFT_OF_BACKLINKS.match(words.text)
    if lead:
        start = lead.end()
    if found.containers[0].tag != "li":
        label = re.compile(rf"[\[(]?{re.escape(found.label)}(?:[\])][.:]?|[.:)])\s*").match(words.text, start)
        start = label.end() if label else start
    end = len(words.text)
    tail = _RIGHT_OF_BACKLINKS.search(words.text, start)
    if tail:
        end = tail.start()
    return cut(words, start, end)


def _cited(blocks: list[Block], notes: list[Note]) -> set[str]:
    """The labels of the notes that are cited in the text, or by a note that is."""
    by_label = {note.label: note for note in notes}
    cited: set[str] = set()
    waiting = [m.number for block in blocks for words in words_in(block) for m in words.markers]
    while waiting:
        label = waiting.pop()
        if label in by_label and label not in cited:
            cited.add(label)
            waiting += [m.number for m in by_label[label].words.markers]
    return cited
