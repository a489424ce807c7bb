"""Tells a request about footnotes, the source or the licence from a question to an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from bot.answering.answer import About
from bot.answering.phrases import Words, spoken_words, without_elisions
from bot.answering.quotation_marks import quoted_runs
from bot.answering.request_vocabulary import LANGUAGES, LAST, RequestVocabulary, request_vocabulary
from bot.search.data.frequencies import frequencies
from bot.search.folding import folded

LONGEST_REQUEST = 300
"""Characters. A longer text is a question."""

MOST_DIGITS = 3
"""Digits of a footnote's number: "note 1914" is no request."""

SHORTEST_MISSPELT = 6
"""Letters of a word that may be misspelt: a shorter one is as near to other words."""

WORDS_TO_DEFINE = 4
"""Words of "what is a licence", once its short form is spelled out."""

FORMATS = frozenset({"bibtex", "csl", "ris", "apa", "mla", "harvard", "chicago", "zotero"})
"""Forms of a citation, which name what is wanted without another word."""

_LABEL = re.compile(r"\[\^?([^\[\]\n]{1,40})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_COMMAND = re.compile(r"/(?:cite|citations|source)\b")
_MISSPELT = (
    "footnote_nouns reference_nouns list_nouns license_nouns citing_words source_nouns reuse_verbs".split()
)
_WRITTEN = re.compile(r"label(\d+)label")


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """What is asked for: source or licence, or footnotes by one of four ways.

    `labels` name them, `places` count them from 1 (-1: the last one), `everything` are all, and `claim` is
    what they stand behind or say themselves. `article` is the id of the article that is named.
    """

    about: About
    labels: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    everything: bool = False
    claim: str = ""
    article: str | None = None


class RequestMatcher:
    """Recognises requests in all LANGUAGES."""

    def __init__(self, labels: Iterable[str], titles: Mapping[str, str]) -> None:
        """`labels`: of all footnotes. `titles`: title → article id."""
        self._labels = {_bare(label): label for label in labels}
        self._titles = sorted(
            ((words, article) for title, article in titles.items() if (words := spoken_words(title))),
            key=lambda pair: -len(pair[0]),
        )
        self._vocabularies = [request_vocabulary(code) for code in LANGUAGES]
        self._common = frequencies("en")

    def request(self, text: str) -> Request | None:
        """What `text` asks for; None where it is no request, as far as can be told."""
        if len(text) > LONGEST_REQUEST:
            return None
        text = _COMMAND.sub(lambda command: command[0][1:], text.strip())
        written: list[str] = []
        spoken = self._spoken(text, written)
        words, article = self._without_title(spoken)
        for vocabulary in self._vocabularies:
            reading = _Reading(vocabulary, self._corrected(words, vocabulary), written, self._labels)
            found = reading.request()
            if found is None:
                found = self._claim(text, spoken, vocabulary)
            if found is not None:
                return replace(found, article=article)
        return None

    @staticmethod
    def _spoken(text: str, written: list[str]) -> Words:
        """The words of `text`; in the place of each label in brackets a word that numbers it in `written`."""

        def number(match: re.Match[str]) -> str:
            written.append(match[1] or folded(match[2]))
            return f" label{len(written) - 1}label "

        return spoken_words(without_elisions(_LABEL.sub(number, text)))

    def _without_title(self, words: Words) -> tuple[Words, str | None]:
        """`words` without an article's title, and that article's id."""
        for title, article in self._titles:
            for start in range(len(words) - len(title) + 1):
                if words[start : start + len(title)] == title and len(words) > len(title):
                    return words[:start] + words[start + len(title) :], article
        return words, None

    def _corrected(self, words: Words, vocabulary: RequestVocabulary) -> Words:
        """`words` with those corrected that are misspelt names of what can be asked for."""
        known = frozenset().union(*vocabulary.words.values())
        nouns = [noun for key in _MISSPELT for noun in vocabulary[key] if len(noun) >= SHORTEST_MISSPELT]

        def corrected(word: str) -> str:
            if word in known or len(word) < SHORTEST_MISSPELT or word in self._common.information:
                return word
            return next((noun for noun in nouns if OSA.distance(word, noun, score_cutoff=1) <= 1), word)

        return tuple(map(corrected, words))

    def _claim(self, text: str, words: Words, vocabulary: RequestVocabulary) -> Request | None:
        """A request for what stands behind words, or what is cited for them."""
        runs, openers = quoted_runs(text), vocabulary["claim_openers"]
        if len(runs) == 1:
            (run,) = runs
            rest = spoken_words(f"{text[: run.start]} quoted {text[run.end :]}")
            gap = _gap(self._corrected(rest, vocabulary), vocabulary.quoted_claims, openers)
            if gap is not None and "quoted" in gap:
                return Request("footnotes", claim=text[run.start : run.end])
        spoken = self._corrected(words, vocabulary)
        gap = _gap(spoken, vocabulary.claims, openers)
        if gap is None and len(spoken) > 1 and spoken[-1] in vocabulary["texts"]:
            gap = _gap(spoken[:-1], vocabulary.claims, openers)  # "… here", "… in this text"
        if gap is None:
            return None
        nouns = vocabulary["claim_nouns"]
        while len(gap) > 1 and gap[0] in nouns:
            gap = gap[1:]
        while len(gap) > 1 and gap[-1] in nouns:
            gap = gap[:-1]
        empty = vocabulary["frame"] | vocabulary["texts"] | nouns
        if not empty.issuperset(gap):
            generic = vocabulary["work_nouns"] | vocabulary["list_nouns"] | empty
            if generic.issuperset(gap):
                return Request("footnotes", everything=True)
            return Request("footnotes", claim=" ".join(gap))
        return Request("source") if vocabulary["texts"].intersection(gap) else None


class _Reading:
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
                if _bare(label) in self._labels or _is_number(label):
                    yield place, self._labels.get(_bare(label), label.strip())
                open_ = True
            elif _is_number(word) and (open_ or in_brackets or following in self._nouns):
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
        wanted = self._vocabulary["citing_words"].intersection(self._words)
        is_whole = bool(wanted & FORMATS) or (bool(wanted) and self._has("texts"))
        return Request("source") if is_whole and self._has_only("citing_words", "source_nouns") else None

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
        """All footnotes."""
        listed = self._has("list_nouns") or (
            self._has("all_words") and self._has("footnote_nouns", "reference_nouns")
        )
        if listed and self._has_only("list_nouns", "footnote_nouns", "reference_nouns", "all_words"):
            return Request("footnotes", everything=True)
        return None


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS


def _bare(label: str) -> str:
    return " ".join(folded(label).replace("_", " ").split())


def _gap(words: Words, patterns: Sequence[re.Pattern[str]], openers: Set[str]) -> Words | None:
    """What stands in the gap of the first pattern that all `words` match, some `openers` left out or none."""
    end = next((place for place, word in enumerate(words) if word not in openers), len(words))
    for start in range(min(end, len(words) - 1), -1, -1):
        spoken = " ".join(words[start:])
        for pattern in patterns:
            if match := pattern.fullmatch(spoken):
                return tuple(match["gap"].split())
    return None
