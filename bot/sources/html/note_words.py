"""The words of a page's notes, without their labels, arrows and ways back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.library.scripts import raised
from bot.sources.document import Note, Words
from bot.sources.html.body import read_words
from bot.sources.html.marker_links import fragment_target
from bot.sources.html.note_links import FoundNote, References
from bot.sources.html.page_context import PageContext
from bot.sources.html.page_tree import HEADINGS, Element
from bot.sources.labels import clean_label
from bot.sources.words_builder import cut, joined

_LEFT_OF_BACKLINKS = re.compile(r"^(?:\[\s*\]|\(\s*\)|[\s^↑↩︎⏎⇑,;:.)\]])+")
_ARROWS = "↑⇑^ "
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_RIGHT_OF_BACKLINKS = re.compile(r"[\s↑↩︎⏎⇑]+$")


def note_of(found: FoundNote, context: PageContext, root: Element) -> Note:
    """The note that was found on the page below `root`, without its own label and its ways back."""
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
    return Note(found.label, words, found.containers[0].line)


def _without(references: References, found: FoundNote) -> References:
    """The references, but that this note's own elements may be read."""
    around = {element for container in found.containers for element in container.ancestors()}
    groups = references.groups
    if not around.isdisjoint(groups):
        groups = {element: labels for element, labels in groups.items() if element not in around}
    return References(
        references.labels,
        groups,
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
        elif node is not first and clean_label(node.words().strip(_ARROWS)) == (found.sign or found.label):
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
    label = _shown_label(found).match(words.text, start)
    start = label.end() if label else start
    end = len(words.text)
    tail = _RIGHT_OF_BACKLINKS.search(words.text, start)
    if tail:
        end = tail.start()
    return cut(words, start, end)


def _shown_label(found: FoundNote) -> re.Pattern[str]:
    """What a note's label looks like before its words. A number in a list's item may be one of the words."""
    sign = found.sign or found.label
    if not sign.isalnum():
        return re.compile(rf"[\[(]?{re.escape(sign)}[\])]?[.:]?\s*")
    forms = [re.escape(raised(sign, "x"))] if sign.isdecimal() or len(sign) == 1 else []
    if sign.isdecimal() and 0 < int(sign) <= len(_CIRCLED):
        forms.append(_CIRCLED[int(sign) - 1])
    raised_form = rf"(?:{'|'.join(forms)})\s*" if forms else r"(?!)"
    own = rf"[\[(]?{re.escape(sign)}(?:[\])][.:]?|[.:)])\s*"
    return re.compile(raised_form if found.containers[0].tag == "li" else f"{raised_form}|{own}")
