"""Ids of articles and passages: ASCII, for they travel in custom ids, file names and addresses."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import count

from anyascii import anyascii

LONGEST_ID = 64
"""Characters. An article's id travels in Discord's custom ids, which hold 100 in all."""

ID_CHARACTERS = "a-z0-9-"
"""What ids are made of, as a regular expression's class: of articles, and of passages."""

_ID = re.compile(rf"[{ID_CHARACTERS}]{{1,{LONGEST_ID}}}")
_OWN_ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
"""A name that is its own id, as most files' names are."""

_DIGEST = 6
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_SPACES = re.compile(r"[\s_-]+")
_LOST_HYPHEN = re.compile(r"(?:^|[\s_-])-|-(?:$|[\s_-])")
_SIGNS = re.compile(r"[^a-z0-9]+")


def is_id(text: str) -> bool:
    """Whether `text` may be the id of an article or a passage."""
    return _ID.fullmatch(text) is not None


def article_id(name: str) -> str:
    """The id that a title or a file's name gives; empty where it holds only white space and hyphens.

    Letters are written in ASCII: `duesseldorf`, `moskva`, `beijing`. Where a sign is lost, as from “C++” or
    “A/b”, or where the name is too long, the digest of the whole name keeps it apart from others.
    """
    if _OWN_ID.fullmatch(name):
        return name
    folded = _folded(name)
    slug = _slug(folded)
    spaced = _SPACES.sub("-", folded).strip("-")
    is_whole = all(map(_is_kept, spaced)) and not _LOST_HYPHEN.search(folded)
    if slug and len(slug) <= LONGEST_ID and is_whole:
        return slug
    return distinct_id(name)


def distinct_id(name: str) -> str:
    """An id for a name whose `article_id` another one has: with a digest of the name."""
    folded = _folded(name)
    if not _SPACES.sub("", folded):
        return ""
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    slug = _slug(folded)[: LONGEST_ID - _DIGEST - 1].rstrip("-")
    return f"{slug}-{digest}" if slug else digest


def _folded(name: str) -> str:
    # A title and a file's name may spell "é" in one character or in two.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip()


def _slug(folded: str) -> str:
    return _SIGNS.sub("-", anyascii(folded.translate(_UMLAUTS)).lower()).strip("-")


def _is_kept(character: str) -> bool:
    return character == "-" or character.isalnum() or unicodedata.category(character).startswith("M")


def former_article_id(name: str) -> str:
    """The id that version 0.1.0 gave: files whose ids differed then must differ now."""
    if _OWN_ID.fullmatch(name):
        return name
    composed = unicodedata.normalize("NFC", name.casefold())
    return re.sub(r"[\W_]+", "-", composed).strip("-")[:LONGEST_ID].rstrip("-")


def passage_ids(article: str) -> Callable[[str], str]:
    """Gives each text of an article, in reading order, its id: eight hexadecimal digits.

    They come from the words themselves: an edit elsewhere doesn't change them. A text that stood before gets
    an id for each time, and no id is given twice.
    """
    times: dict[str, int] = {}
    taken: set[str] = set()

    def next_id(words: str) -> str:
        occurrence = times.get(words, 0)
        times[words] = occurrence + 1
        given = next(digest for digest in _digests(article, words, occurrence) if digest not in taken)
        taken.add(given)
        return given

    return next_id


def _digests(article: str, words: str, occurrence: int) -> Iterator[str]:
    for n in count(occurrence):
        salt = f"\0{n}" if n else ""
        yield hashlib.sha256(f"{article}\0{words}{salt}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
