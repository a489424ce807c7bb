"""What only leads to what is asked: "can you tell me who led it?", "tell me about the army".

Words of it are no part of what is asked, and both the search and the network that reads a question with a
sentence would take them for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from bot.answering.phrases import WRITTEN_WORD, Phrases, Words, phrases_of, spoken_words
from bot.answering.request_vocabulary import LANGUAGES
from bot.search.languages.profile import language_of

LEAST_LEFT = 2
"""Words of a question before which a lead-in is left out: "do you know why?" goes on with what was said."""

LONGEST_READ = 40
"""Words of a message in which a lead-in is looked for."""


def without_lead_in(text: str) -> str:
    """`text` from the word that asks, or a preposition before it, where only a lead-in stands before that.

    In all LANGUAGES; the longest lead-in counts.
    """
    return _without(text, _LeadIn.before_question)


def topic_asked_about(text: str) -> str:
    """What `text` wants to be told about, without the wish: "the army" of "tell me about the army".

    The whole text where it says no such wish, or a pronoun or "this article" is what it is about.
    """
    return _without(text, _LeadIn.before_topic)


def _without(text: str, length: Callable[[_LeadIn, Sequence[Words]], int]) -> str:
    """`text` without the longest lead-in: `length` tells of how many written words it is in a language."""
    written = list(WRITTEN_WORD.finditer(text))
    words = [spoken_words(word[0]) for word in written[:LONGEST_READ]]
    begin = max(length(lead_in, words) for lead_in in _lead_ins())
    return text[written[begin].start() :] if begin else text


class _LeadIn:
    """The words and phrases of one language."""

    def __init__(self, phrases: Phrases, prepositions: frozenset[str]) -> None:
        self._phrases, self._prepositions = phrases, prepositions
        self._longest = max(map(len, phrases.wishes), default=0)

    def before_question(self, words: Sequence[Words]) -> int:
        """How many of the written words lead to a question; each is given by what it consists of."""
        found, is_told, asking = 0, False, self._phrases.question_words
        for place in range(len(words) - LEAST_LEFT + 1):
            word, following = words[place], words[place + 1]
            if is_told and _begins(word, asking):
                found = place
            if is_told and _begins(word, self._prepositions) and _begins(following, asking):
                return place
            if not self._phrases.leading.issuperset(word):
                break
            is_told = is_told or not self._phrases.lead_ins.isdisjoint(word)
        return found

    def before_topic(self, words: Sequence[Words]) -> int:
        """How many of the written words are a wish to be told about what the others name."""
        found = 0
        for place in range(len(words)):
            if length := self._wish(words[place:]):
                found = place + length
            if not self._phrases.leading.issuperset(words[place]):
                break
        topic = tuple(part for word in words[found:] for part in word)
        is_named = topic not in self._phrases.whole_article and not self._phrases.pronouns.issuperset(topic)
        return found if is_named else 0

    def _wish(self, words: Sequence[Words]) -> int:
        """Of how many written words the longest wish is that they begin with; others must follow."""
        spoken: Words = ()
        found = 0
        for count, word in enumerate(words[:-1], start=1):
            spoken += word
            if len(spoken) > self._longest:
                break
            if spoken in self._phrases.wishes:
                found = count
        return found


def _begins(word: Words, known: frozenset[str]) -> bool:
    return bool(word) and word[0] in known


@cache
def _lead_ins() -> Sequence[_LeadIn]:
    found = []
    for code in LANGUAGES:
        if phrases := phrases_of(code):
            prepositions = language_of(code).definitions.prepositions
            known = frozenset(part for word in prepositions for part in spoken_words(word))
            found.append(_LeadIn(phrases, known))
    return found
