"""A text as words to compare: what quoting may change is left out, what it may not change stays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import cache
from typing import NamedTuple

from bot.answering.phrases import spoken_words
from bot.answering.request_vocabulary import LANGUAGES
from bot.library import Marker
from bot.search.folding import folded
from bot.search.languages.reader import language_file

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff"
_LETTER = rf"[^\W_]|[{_MARKS}{_INVISIBLE}]"
_ITEM = re.compile(
    r"(?P<gap>[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.)"
    r"|\[(?P<bracket>[^\[\]]{1,80})\](?P<rest>[^\W\d_]*)"
    r"|(?<=[.,;:!?\"'”’»“])(?P<raised>[⁰¹²³⁴-⁹]{1,3})(?!\w)"
    r"|(?P<word>(?<!\w)[-−]?\d+(?:[.,]\d+)+|(?<![\w\-])[-−]\d+"
    rf"|(?:[^\W_](?:{_LETTER})*(?:['’ʼ](?:{_LETTER})+)*)|[%‰€$£¥°§+=<>±×÷])"
    r"|(?P<punctuation>[,.;:!?])"
)
_HYPHENS = frozenset("-‐‑–")
_IS_LABEL = re.compile(r"\^?(?:\d{1,3}|[a-z]|[ivx]{1,4}|note \d+|sic|citation needed|!|sic!)", re.IGNORECASE)
_NO_NUMBER = frozenset({"sic", "sic!", "!", "citation needed"})
_LABELLED = frozenset(".,;:!?\"'”’»)")
_DROPPED = re.compile(f"[{_INVISIBLE}]")
APOSTROPHES = str.maketrans("’ʼ−", "''-")
"""Apostrophes and minus signs as they are compared."""


class Kind(Enum):
    """What an item of a quotation is: a word, an ellipsis, or words in brackets that the quoter put there."""

    WORD = "word"
    GAP = "gap"
    INSERTED = "inserted"


class Item(NamedTuple):
    """A word or what stands for words, from `start` up to `end` of its text.

    `key` is what it is compared by. `after` holds the punctuation behind a word. `joined`: only a hyphen
    stands before it.
    """

    key: str
    start: int
    end: int
    kind: Kind = Kind.WORD
    after: str = ""
    joined: bool = False


def words_of(text: str, markers: Iterable[Marker] = ()) -> list[Item]:
    """The words of an article's text; its footnote markers are left out."""
    for marker in markers:
        start, end = marker.span.start, marker.span.end
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return _items(text, quoted=False)


def items_of(quotation: str) -> list[Item]:
    """The words of a quotation, and what its quoter left out or put in; without ellipses at its ends."""
    items = _items(quotation, quoted=True)
    while items and items[0].kind is Kind.GAP:
        items.pop(0)
    while items and items[-1].kind is Kind.GAP:
        items.pop()
    return items


def has_words(text: str) -> bool:
    """Whether there is anything in a text that can be compared."""
    return any(item.kind is Kind.WORD for item in items_of(text))


def labels_in(quotation: str) -> list[str]:
    """The footnotes that a quotation names behind its words, in brackets or raised (⁷)."""
    labels: list[str] = []
    begun = False
    for match in _ITEM.finditer(quotation):
        inside = match["bracket"]
        if begun and match["raised"]:
            labels.append(unicodedata.normalize("NFKC", match["raised"]))
        begun = begun or match["word"] is not None
        # A marker before the first word belongs to what isn't quoted.
        is_label = inside and begun and not match["rest"] and _is_label(quotation, match)
        if is_label and inside.casefold() not in _NO_NUMBER:
            labels.append(inside.removeprefix("^"))
    return list(dict.fromkeys(labels))


def _items(text: str, *, quoted: bool) -> list[Item]:
    items: list[Item] = []
    for match in _ITEM.finditer(text):
        start, end = match.span()
        matched = match.lastgroup
        if matched == "word":
            if not (key := _key(match[0])):
                continue  # characters that nobody sees
            joined = bool(items) and _is_hyphen(text, items[-1].end, start)
            items.append(Item(key, start, end, Kind.WORD, "", joined))
        elif matched == "punctuation":
            if items and items[-1].kind is Kind.WORD:
                key, first, last, kind, after, joined = items[-1]
                items[-1] = Item(key, first, last, kind, after + match[0], joined)
        elif matched == "gap":
            if quoted:
                items.append(Item("…", start, end, Kind.GAP))
        elif matched != "raised":
            items += _bracketed(text, match, quoted=quoted)
    return items


def _is_hyphen(text: str, start: int, end: int) -> bool:
    """Whether a hyphen alone, at the end of a line perhaps, stands between two words."""
    return start < end and text[start] in _HYPHENS and not text[start + 1 : end].strip()


def _bracketed(text: str, match: re.Match[str], *, quoted: bool) -> list[Item]:
    """What a pair of brackets with the letters behind it stands for."""
    inside, rest = match["bracket"], match["rest"]
    start, end = match.span()
    if rest and inside.isalpha() and len(inside) == 1:  # "[s]ome": the case is the quoter's
        return [Item(_key(inside + rest), start, end)]
    inner = (
        [] if _is_label(text, match) else [Item(_key(w), start, end) for w in re.findall(r"[^\W_]+", inside)]
    )
    behind = [Item(_key(rest), match.start("rest"), end)] if rest else []
    if not quoted:
        return inner + behind
    return [Item(inside, start, match.end("bracket") + 1, Kind.INSERTED), *behind] if inner else behind


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a pair of brackets holds a footnote's number, or what an editor puts there."""
    inside, before = match["bracket"], text[match.start() - 1 : match.start()]
    attached = before.isalnum() or before in _LABELLED
    return bool(_IS_LABEL.fullmatch(inside)) and (attached or not inside.isalpha() or len(inside) > 1)


def _key(word: str) -> str:
    """A word in lower case, composed, with plain apostrophes; its accents stay, for they tell words apart."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", visible(word).translate(APOSTROPHES)).casefold()


def visible(text: str) -> str:
    """A text without the characters that nobody sees."""
    return _DROPPED.sub("", text)


def changes_sense(words: Iterable[str]) -> bool:
    """Whether a negation or a number is among `words`."""
    return any(is_negation(word) or any(c.isdigit() for c in word) for word in words)


def is_negation(word: str) -> bool:
    """Whether `word` turns a sentence around."""
    spoken = folded(word.replace("'", ""))
    return spoken in _negations() or word.endswith("n't")


@cache
def _negations() -> frozenset[str]:
    return frozenset(
        word
        for code in LANGUAGES
        for word in spoken_words(language_file(code).section("quotations", ["negations"]).text("negations"))
    )
