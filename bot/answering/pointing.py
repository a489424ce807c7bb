"""Messages that only count: "and the second one?" points at a footnote, a passage, or another such thing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.answer_context import Context, PassageReference
from bot.answering.phrases import Words, phrases_of, spoken_words, without_elisions
from bot.answering.request_vocabulary import LANGUAGES, LAST, RequestVocabulary, request_vocabulary

LONGEST_POINTING = 8
"""Words of a message that only points."""


@dataclass(frozen=True, slots=True, repr=False)
class Pointed:
    """What a message points at: the footnote in this place, this passage, or what `question` spells out."""

    place: int | None = None
    passage: PassageReference | None = None
    question: str = ""


NOTHING = Pointed()


class Pointing:
    """Resolves what counts through what was said and shown before."""

    def __init__(self) -> None:
        self._openings = frozenset(
            word
            for phrases in map(phrases_of, LANGUAGES)
            if phrases
            for opening in phrases.openings
            for word in opening
        )

    def resolve(self, text: str, context: Context) -> Pointed:
        """What `text` points at in `context`; NOTHING where it says more than a number."""
        words = spoken_words(without_elisions(text))
        if not context or not 0 < len(words) <= LONGEST_POINTING:
            return NOTHING
        for code in LANGUAGES:
            vocabulary = request_vocabulary(code)
            place = self._place(words, vocabulary)
            if place is not None:
                return _at(place, words, context, vocabulary)
        return NOTHING

    def _place(self, words: Words, vocabulary: RequestVocabulary) -> int | None:
        """The one number among `words`, -1 for the last one; None where there is something else or none."""
        numbers = [vocabulary.ordinals[word] for word in words if _counts(word, vocabulary)]
        others = [word for word in words if not _counts(word, vocabulary)]
        if len(numbers) != 1 or not (self._openings | vocabulary["frame"]).issuperset(others):
            return None
        return -1 if numbers[0] == LAST else int(numbers[0])


def _counts(word: str, vocabulary: RequestVocabulary) -> bool:
    return word in vocabulary.ordinals and word not in vocabulary["frame"]


def _at(place: int, words: Words, context: Context, vocabulary: RequestVocabulary) -> Pointed:
    if context.footnotes:
        return Pointed(place=place)
    if any(word in vocabulary.ordinals for word in context.words):
        # "What about the third?" after the Fourth International: the same thing by another number.
        number = next(word for word in words if _counts(word, vocabulary))
        spelled = (number if word in vocabulary.ordinals else word for word in context.words)
        return Pointed(question=" ".join(spelled))
    passages = (*context.shown, *context.waiting)
    if place == -1:
        return Pointed(passage=passages[-1]) if passages else NOTHING
    return Pointed(passage=passages[place - 1]) if place <= len(passages) else NOTHING
