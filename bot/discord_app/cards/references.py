"""References to passages of any articles, short enough that ten of them fit into a custom id."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from bot.library import Article, Library, Passage

LENGTH = 8
"""Characters of a reference: 16 bits for the article, the 32 bits of the passage's id, in base64."""

MOST = 10
"""References in a custom id: as many passages as an answer may have (`Settings.passages`)."""


def reference(passage: Passage) -> str:
    """What stands for `passage` in a custom id."""
    return base64.urlsafe_b64encode(_article_bits(passage.article) + bytes.fromhex(passage.id)).decode()


def references(passages: Iterable[Passage]) -> str:
    """What stands for these passages, MOST of them at the most."""
    return "".join(list(map(reference, passages))[:MOST])


def resolved(library: Library, text: str) -> tuple[tuple[Article, Passage] | None, ...]:
    """The passages that `references` made `text` of; None in the place of one that is no longer there."""
    return tuple(_find(library, text[start : start + LENGTH]) for start in range(0, len(text), LENGTH))


def _find(library: Library, text: str) -> tuple[Article, Passage] | None:
    if len(text) != LENGTH:
        return None
    bits = base64.urlsafe_b64decode(text)
    passage_id = bits[2:].hex()
    for article in library.articles:
        if _article_bits(article.id) == bits[:2] and (passage := article.passage(passage_id)):
            return article, passage
    return None


def _article_bits(article: str) -> bytes:
    return hashlib.sha256(article.encode()).digest()[:2]
