"""One text, read in one language: what is asked for by number, as a list, or of the text itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.answering.answer import About
from bot.answering.phrases import Words
from bot.answering.request_vocabulary import LAST, RequestVocabulary
from bot.search.folding import folded

MOST_DIGITS = 3
"""Digits of a footnote's number: "note 1914" is no request."""

WORDS_TO_DEFINE = 4
"""Words of "what is a licence", once its short form is spelled out."""

STYLES = {
    "apa": "APA", "mla": "MLA", "ris": "RIS", "harvard": "Harvard", "chicago": "Chicago", "endnote": "EndNote"
}  # fmt: skip
"""Forms of a citation that nothing here writes, as they are spelled."""

FORMATS = frozenset({"bibtex", "csl", "zotero", *STYLES})
"""Forms of a citation, which name what is wanted without another word."""

PLACES = frozenset({"harvard", "chicago"})
"""Those that are names of places by themselves."""

STYLE_WORDS = frozenset("as style format stil estilo formato стиле стиль формате".split())
"""Words that stand with such a form, in any language."""

_WRITTEN = re.compile(r"label(\d+)label")


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """What is asked for: source or licence, or footnotes by one of four ways.

    `labels` name them, `places` count them from 1 (-1: the last one), `everything` are all, and `claim` is
    what they stand behind or say themselves. `article` is the id of the article that is named. `style` is a
    form of citation that is asked for and can't be had. `counted`: it is asked how many there are.
    """

    about: About
    labels: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    everything: bool = False
    counted: bool = False
    claim: str = ""
    article: str | None = None
    style: str = ""


class Reading:
    """One text, read in one language."""

    def __init__(
        self, vocabulary: RequestVocabulary, words: Words, written: Sequence[str], labels: Mapping[str, str]
    ) -> None:
        self._words, self._written, self._labels = words, written, labels
        self._vocabulary = vocabulary
        self._nouns = vocabulary["footnote_nouns"] | vocabulary["reference_nouns"]

    def request(self) -> Request | None:
        """What the words ask for, other than what stands behind a claim."""
        if not self._words or self._defines():
            return None
        readings: tuple[Callable[[], Request | None], ...] = (
            self._numbered,
            self._license,
            self._citation,
            self._source,
            self._list,
        )
        return next((found for read in readings if (found := read())), None)

    def _has(self, *keys: str) -> bool:
        return any(not self._vocabulary[key].isdisjoint(self._words) for key in keys)

    def _has_only(self, *keys: str, besides: Collection[str] = ()) -> bool:
        """Whether every word is a frame word, a word for the text, one under `keys` or one of `besides`."""
        allowed = self._vocabulary["frame"].union(
            self._vocabulary["texts"], besides, *(self._vocabulary[key] for key in keys)
        )
        return allowed.issuperset(self._words)

    def _defines(self) -> bool:
        """Whether a thing of a kind is asked about, as in "what is a licence"."""
        words = self._words
        kinds = self._nouns | self._vocabulary["license_nouns"] | self._vocabulary["source_nouns"]
        return (
            len(words) == WORDS_TO_DEFINE
            and words[-2] in self._vocabulary["indefinite"]
            and words[-1] in kinds
        )

    def _numbered(self) -> Request | None:
        """Footnotes that are numbered, labelled or counted."""
        named = dict(self._named())
        if not named or not self._has_only(
            "footnote_nouns",
            "reference_nouns",
            "bracket_words",
            "all_words",
            besides=self._named_words(named),
        ):
            return None
        labels = tuple(dict.fromkeys(label for label in named.values() if isinstance(label, str)))
        places = tuple(dict.fromkeys(place for place in named.values() if isinstance(place, int)))
        return Request("footnotes", labels=labels, places=places)

    def _named_words(self, named: Mapping[int, object]) -> Set[str]:
        return {self._words[place] for place in named}

    def _named(self) -> Iterator[tuple[int, str | int]]:
        """The places of the words that name footnotes, with a label, or a number to count to."""
        ordinals = self._vocabulary.ordinals
        words = self._words
        in_brackets = self._has("bracket_words")
        open_ = False  # after a noun, and after a label that another one may follow
        for place, word in enumerate(words):
            following = words[place + 1] if place + 1 < len(words) else ""
            if match := _WRITTEN.fullmatch(word):
                label = self._written[int(match[1])]
                if bare_label(label) in self._labels or is_number(label):
                    yield place, self._labels.get(bare_label(label), label.strip())
                open_ = True
            elif open_ and place and (label := f"{words[place - 1]} {word}") in self._labels:
                # The noun may be a part of the label: "note 1" is another one than "1".
                yield place, self._labels[label]
            elif is_number(word) and (open_ or in_brackets or following in self._nouns):
                yield place, self._labels.get(word, word)
                open_ = True
            elif open_ and word in self._labels and word not in self._vocabulary["frame"]:
                yield place, self._labels[word]
            elif (
                (open_ or following in self._nouns)
                and word in ordinals
                and word not in self._vocabulary["frame"]
            ):
                number = ordinals[word]
                yield place, -1 if number == LAST else int(number)
                open_ = True
            elif word in self._nouns:
                open_ = True
            elif word not in self._vocabulary["frame"] and word not in self._vocabulary["texts"]:
                open_ = False

    def _license(self) -> Request | None:
        domain = {"public", "domain"} <= set(self._words) or {"dominio", "publico"} <= set(self._words)
        if (self._has("license_nouns") or domain) and self._has_only(
            "license_nouns", "license_frame", "source_nouns"
        ):
            return Request("license")
        return Request("license") if self._asks_permission() else None

    def _asks_permission(self) -> bool:
        """Whether it is asked for leave, or what is due, to use the text."""
        words, vocabulary = self._words, self._vocabulary
        for phrase in vocabulary.permission:
            for start in range(min(len(words) - len(phrase), 6) + 1):
                if words[start : start + len(phrase)] != phrase or not vocabulary["frame"].issuperset(
                    words[:start]
                ):
                    continue
                rest = words[start + len(phrase) :]
                verbs = vocabulary["reuse_verbs"]
                end = next(
                    (i for i, word in enumerate(rest) if word in vocabulary["purpose_words"]), len(rest)
                )
                plain = vocabulary["frame"] | vocabulary["texts"] | vocabulary["license_nouns"] | verbs
                if not verbs.isdisjoint(rest) and plain.issuperset(rest[:end]):
                    return True
        return False

    def _citation(self) -> Request | None:
        """A citation of the article itself."""
        wanted = (self._vocabulary["citing_words"] | FORMATS).intersection(self._words)
        formats = wanted & FORMATS
        is_named = bool(formats - PLACES) or bool(formats and STYLE_WORDS.intersection(self._words))
        is_whole = is_named or (bool(wanted - PLACES) and (bool(formats) or self._has("texts")))
        besides = FORMATS | STYLE_WORDS if formats else frozenset[str]()
        if not is_whole or not self._has_only("citing_words", "source_nouns", besides=besides):
            return None
        style = next((STYLES[word] for word in self._words if word in STYLES), "")
        return Request("source", style="" if formats - STYLES.keys() else style)

    def _source(self) -> Request | None:
        """Where the text comes from, or who wrote it."""
        if self._has("source_nouns") and self._has_only(
            "source_nouns", "from_words", "where_words", "who_words", "wrote_verbs"
        ):
            return Request("source")
        if not self._has("texts"):
            return None
        if (
            self._has("from_words")
            and self._has("where_words")
            and self._has_only("from_words", "where_words")
        ):
            return Request("source")
        wrote = (
            self._has("who_words") and self._has("wrote_verbs") and self._has_only("who_words", "wrote_verbs")
        )
        return Request("source") if wrote else None

    def _list(self) -> Request | None:
        """All footnotes, or how many there are, or the works that are cited."""
        listed = self._has("list_nouns") or (
            self._has("all_words", "count_words") and self._has("footnote_nouns", "reference_nouns")
        )
        nouns = ("list_nouns", "footnote_nouns", "reference_nouns", "all_words", "count_words")
        if listed and self._has_only(*nouns):
            return Request("footnotes", everything=True, counted=self._has("count_words"))
        if (
            self._has("work_nouns")
            and self._has("cited_words")
            and self._has_only("work_nouns", "cited_words", "all_words", "count_words")
        ):
            return Request("footnotes", everything=True, counted=self._has("count_words"))
        return None


def is_number(word: str) -> bool:
    """Whether `word` may be a footnote's number."""
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS


def bare_label(label: str) -> str:
    return " ".join(folded(label).replace("_", " ").split())
