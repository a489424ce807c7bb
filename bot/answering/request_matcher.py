"""Tells a request about footnotes, the source or the licence from a question to an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.answering.phrases import Words, spoken_words, title_words, without_elisions
from bot.answering.quotation_marks import quoted_runs
from bot.answering.request_reading import Reading, Request, bare_label
from bot.answering.request_vocabulary import LANGUAGES, RequestVocabulary, request_vocabulary
from bot.search.data.frequencies import frequencies
from bot.search.folding import folded

LONGEST_REQUEST = 300
"""Characters. A longer text is a question."""


SHORTEST_MISSPELT = 6
"""Letters of a word that may be misspelt: a shorter one is as near to other words."""


_LABEL = re.compile(r"\[\^?([^\[\]\n]{1,40})\]|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_SIGN_CHARACTER = re.compile("[*†‡§¶‖#]")
_SIGN = re.compile(rf"(?<!\S){_SIGN_CHARACTER.pattern}{{1,3}}(?=[\s?.!,]|$)")
"""A footnote's sign that stands by itself."""

_COMMAND = re.compile(r"/(?:cite|citations|source)\b")
_MISSPELT = (
    "footnote_nouns reference_nouns list_nouns license_nouns citing_words source_nouns reuse_verbs".split()
)


class RequestMatcher:
    """Recognises requests in all LANGUAGES."""

    def __init__(self, labels: Sequence[str], titles: Mapping[str, str]) -> None:
        """`labels`: of all footnotes. `titles`: title → article id."""
        # Of labels that are written alike the last one stays. Most are the same few: each is read once.
        different = reversed(dict.fromkeys(reversed(labels)))
        self._labels = {bare_label(label): label for label in different}
        # By the number of their words, the longest first: each title's place and article by its words.
        self._titles: dict[int, dict[Words, tuple[int, str]]] = {}
        for place, (title, article) in enumerate(titles.items()):
            if words := title_words(title):
                self._titles.setdefault(len(words), {}).setdefault(words, (place, article))
        self._titles = dict(sorted(self._titles.items(), reverse=True))
        self._vocabularies = [request_vocabulary(code) for code in LANGUAGES]
        self._texts = frozenset().union(*(each["texts"] for each in self._vocabularies))
        # The article that a word of its title alone names; "" where several titles have it.
        self._named_by: dict[str, str] = {}
        for title, article in titles.items():
            for word in title_words(title):
                self._named_by[word] = article if self._named_by.get(word, article) == article else ""
        self._common = frequencies("en")

    def names_sign(self, text: str) -> bool:
        """Whether `text` asks for a footnote by its sign, which isn't a word: "[*]"."""
        found = self.request(text) if _SIGN_CHARACTER.search(text) else None
        return found is not None and bool(found.labels)

    def request(self, text: str) -> Request | None:
        """What `text` asks for; None where it is no request, as far as can be told."""
        if len(text) > LONGEST_REQUEST:
            return None
        text = _COMMAND.sub(lambda command: command[0][1:], text.strip())
        written: list[str] = []
        spoken = self._spoken(text, written)
        words, article = self._without_title(spoken)
        for vocabulary in self._vocabularies:
            reading = Reading(vocabulary, self._corrected(words, vocabulary), written, self._labels)
            found = reading.request()
            if found is None:
                found = self._claim(text, spoken, vocabulary)
            if found is not None:
                return replace(found, article=article)
        return None

    def _spoken(self, text: str, written: list[str]) -> Words:
        """The words of `text`; in the place of each label in brackets, or of a footnote's sign, a word that
        numbers it in `written`.
        """

        def number(match: re.Match[str]) -> str:
            written.append(match[1] or folded(match[2]))
            return f" label{len(written) - 1}label "

        def in_brackets(match: re.Match[str]) -> str:
            return f"[{match[0]}]" if bare_label(match[0]) in self._labels else match[0]

        return spoken_words(without_elisions(_LABEL.sub(number, _SIGN.sub(in_brackets, text))))

    def _without_title(self, words: Words) -> tuple[Words, str | None]:
        """`words` without an article's title, and that article's id."""
        for length, titles in self._titles.items():
            runs = range(len(words) - length + 1 if length < len(words) else 0)
            found = [
                (*known, start) for start in runs if (known := titles.get(words[start : start + length]))
            ]
            if found:
                _, article, start = min(found)
                return words[:start] + words[start + length :], article
        return self._without_words_of_title(words)

    def _without_words_of_title(self, words: Words) -> tuple[Words, str | None]:
        """The same where a word of the title names it: "the bees article"."""
        frame = self._vocabularies[0]["frame"]
        for end in (place for place, word in enumerate(words) if word in self._texts):
            start = end
            while start and words[start - 1] in self._named_by and words[start - 1] not in frame:
                start -= 1
            named = {self._named_by[word] for word in words[start:end]} - {""}
            if len(named) == 1:
                return words[:start] + words[end:], named.pop()
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


def _gap(words: Words, patterns: Sequence[re.Pattern[str]], openers: Set[str]) -> Words | None:
    """What stands in the gap of the first pattern that all `words` match, some `openers` left out or none."""
    end = next((place for place, word in enumerate(words) if word not in openers), len(words))
    for start in range(min(end, len(words) - 1), -1, -1):
        spoken = " ".join(words[start:])
        for pattern in patterns:
            if match := pattern.fullmatch(spoken):
                return tuple(match["gap"].split())
    return None
