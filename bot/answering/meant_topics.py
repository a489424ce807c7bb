"""Reads what a question is asked of instead: "no, the lighthouse", "what about the lighthouse?"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.carried_questions import Topic, can_be_topic
from bot.answering.phrase_matcher import PhraseMatcher
from bot.answering.phrases import Phrases, Reaction, phrases_of, spoken_words
from bot.answering.reaction_matcher import reaction
from bot.answering.request_vocabulary import LANGUAGES
from bot.answering.two_questions import begins_as_question
from bot.search.languages.profile import language_of
from bot.search.text.tokenizer import Tokenizer

LONGEST = 120
"""Characters. A longer message says what it asks."""

LONGEST_COMPLAINT = 3
"""Words of a complaint before what was meant ("no", "that's wrong")."""

_WORD = re.compile(r"[^\s,;.:!?–—]+")
_CLAUSES = re.compile(r"\s*[,;:–—.]\s*")
_AROUND = " \t\n,;:.!?–—-…"


def meant_topic(text: str, matcher: PhraseMatcher, tokenizer: Tokenizer, phrases: Phrases) -> Topic | None:
    """What `text` names in place of what was asked about before; None where it says anything else."""
    if len(text) > LONGEST:
        return None
    said = text.strip(_AROUND)
    for topic in _readings(said, matcher):
        named = [each for each in (topic.meant, topic.instead_of) if each]
        if topic.meant and all(can_be_topic(each, tokenizer, phrases) for each in named):
            return topic
    return None


def _readings(said: str, matcher: PhraseMatcher) -> Iterator[Topic]:
    """The ways in which it may be read, the likeliest first."""
    corrected, opened = matcher.corrected(said), matcher.without_opening(said)
    uncomplaining = "" if opened else without_complaint(said)
    for rest in dict.fromkeys((corrected or said, uncomplaining)):
        yield from _contrasts(rest)
    for rest in (corrected, uncomplaining, matcher.corrected(uncomplaining)):
        if rest:
            yield Topic(rest.strip(_AROUND), is_correction=True)
    if opened:
        yield Topic(opened.strip(_AROUND))


def _contrasts(text: str) -> Iterator[Topic]:
    """What stands beside a negation: "not the mill, (but) the lighthouse", "the lighthouse, not the mill"."""
    words = list(_WORD.finditer(text))
    negations = [word for word in words if spoken_words(word[0]) and spoken_words(word[0])[0] in _negations()]
    for negation in negations[:1]:
        before, after = text[: negation.start()].strip(_AROUND), text[negation.end() :].strip(_AROUND)
        if before:
            if text[: negation.start()].rstrip().endswith(","):
                yield Topic(before, after, is_correction=True)
            continue
        for split in _joints(after):
            yield Topic(after[split.end() :].strip(_AROUND), after[: split.start()].strip(_AROUND), True)


def _joints(text: str) -> Iterator[re.Match[str]]:
    """Where what isn't meant ends and what is meant begins."""
    conjunctions = [
        word for word in _WORD.finditer(text) if spoken_words(word[0]) and word[0].lower() in _but()
    ]
    yield from conjunctions
    yield from _CLAUSES.finditer(text)


def without_complaint(text: str) -> str:
    """What stands behind a complaint ("no, …"); "" where `text` begins with none."""
    words = list(_WORD.finditer(text))
    if begins_as_question(spoken_words(text)):  # "what" alone is a complaint, too
        return ""
    for length in range(min(LONGEST_COMPLAINT, len(words) - 1), 0, -1):
        if reaction(text[: words[length - 1].end()]) is Reaction.COMPLAINT:
            return text[words[length].start() :]
    return ""


def _negations() -> frozenset[str]:
    return frozenset[str]().union(*(language_of(code).negations for code in LANGUAGES))


def _but() -> frozenset[str]:
    found = (phrases_of(code) for code in LANGUAGES)
    return frozenset[str]().union(*(phrases.contrasts for phrases in found if phrases))
