"""Nothing is written that would be read otherwise: an article against the document that it was made of."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.library import Article
from bot.sources.document import Block, Document, Heading, Table, Words, words_in
from bot.sources.empty_parts import empty_columns
from bot.sources.errors import PageError

_SPACE = re.compile(r"\s+")


def check_read_back(document: Document, article: Article) -> None:
    """Raises PageError where the article's file, read, shows other words than the document has."""
    shown = _SPACE.sub(" ", "\n".join(_shown(article)))
    position = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            continue
        if isinstance(block, Table):
            # Each row is read with its heads between its cells; that of empty cells isn't shown.
            empty = empty_columns(block)
            for column, head in enumerate(block.head):
                if column not in empty and _plain(head) not in shown:
                    _refuse(block, _plain(head))
        for words in words_in(replace(block, head=()) if isinstance(block, Table) else block):
            text = _plain(words)
            found = shown.find(text, position)
            if found < 0:
                _refuse(block, text)
            position = found + len(text)
    sections = {_SPACE.sub(" ", passage.section or "") for passage in article.passages}
    for block in document.blocks:
        if isinstance(block, Heading):
            title = _plain(_without_markers(block.words))
            if title and not any(title in section for section in sections) and not block.words.markers:
                _refuse(block, title)
    notes = {footnote.number: footnote for footnote in article.footnotes}
    for note in document.notes:
        read = notes.get(note.label)
        if read is None or _SPACE.sub(" ", read.text).strip() != _plain(note.words):
            raise PageError(note.line, f"reference [{note.label}] can't be kept word for word in Markdown")


def _shown(article: Article) -> list[str]:
    numbers = range(1, article.passages[-1].paragraph + 1) if article.passages else range(0)
    whole: dict[int, list[str]] = {}
    for passage in article.passages:
        whole.setdefault(passage.paragraph, []).append(passage.text + passage.gap)
    return ["".join(whole.get(number, ())) for number in numbers]


def _without_markers(words: Words) -> Words:
    text = words.text
    for marker in reversed(words.markers):
        text = text[: marker.span.start] + text[marker.span.end :]
    return Words(text)


def _plain(words: Words) -> str:
    return _SPACE.sub(" ", words.text).strip()


def _refuse(block: Block, text: str) -> None:
    raise PageError(block.line, f"“{text[:60]}…” can't be kept word for word in Markdown; take it out")
