"""Definition lists of HTML: terms and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.sources.document import Block, Definition, TextBlock, Words
from bot.sources.flattening import on_one_line
from bot.sources.html.page_tree import Element


def definition_parts(element: Element) -> Iterator[Element]:
    """The terms and meanings of a list, in order. HTML lets a div stand around each pair."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "div":
                yield from (part for part in child.children if isinstance(part, Element))
            else:
                yield child


def definitions_of(parts: Iterable[Element], read: Callable[[Element], Words]) -> Iterator[Block | Element]:
    """The definitions that `parts` make; a meaning without a term as it is."""
    term: Words | None = None
    meanings: list[Words] = []
    line = 0
    for part in parts:
        if part.tag == "dt":
            yield from _definition(term, meanings, line)
            term, meanings, line = read(part), [], part.line
        elif term is not None:
            meanings.append(read(part))
        else:
            yield part
    yield from _definition(term, meanings, line)


def _definition(term: Words | None, meanings: Sequence[Words], line: int) -> Iterator[Block]:
    meant = tuple(words for words in meanings if words.text)
    if term is not None and term.text and meant:
        yield Definition(on_one_line(term), meant, line)
    else:
        yield from (
            TextBlock(words, line=line) for words in (term, *meant) if words is not None and words.text
        )
