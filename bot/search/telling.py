"""Whether a sentence holds what a question asks for: a time, a person, a place, a number, a reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from bot.search.folding import folded
from bot.search.index.signs import is_year
from bot.search.languages.questions import AnswerType
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS, Token, Tokenizer

MOST_TOKENS = 200
"""Words that are read of a sentence; a table's row may have thousands."""

FULL_NAME = 2
"""Names in a row that are a person's even behind what stands before places ("the son of Jon Tarry")."""


def tells(question: str, sentence: str, tokenizer: Tokenizer) -> bool | None:
    """Whether `sentence` holds the kind of answer that `question` asks for, and not from the question.

    None where the question asks for no kind that words show here ("how", "what", "how old").
    """
    asked = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    said = tokenizer.tokens(sentence, MOST_TOKENS)
    known = {word.stem for word in asked}
    new = [word for word in said if word.stem not in known]
    language = tokenizer.language
    if language.dimensions.asked(asked).dimensions:
        return None  # an age may be told by a year: the search knows what states which measure
    match language.questions.answer_type(asked):
        case AnswerType.YEAR:
            return any(is_year(word.surface) for word in new)
        case AnswerType.TIME:
            return any(is_time(word, tokenizer) for word in new)
        case AnswerType.NUMBER | AnswerType.MEASURE:
            return any(is_amount(word, tokenizer) for word in new)
        case AnswerType.PERSON:
            return _names_person(said, known, tokenizer)
        case AnswerType.PLACE:
            return _stands_behind(language.telling.places, said) or any(
                _stands_after_place(said, places, tokenizer) and _may_be_place(said, places, tokenizer)
                for places in _names(said, known)
            )
        case AnswerType.REASON:
            return language.telling.gives_reason([folded(word.surface) for word in said])
    return None


def is_time(word: Token, tokenizer: Tokenizer) -> bool:
    language, surface = tokenizer.language, folded(word.surface)
    is_decade = word.raw[:1].isdigit() and is_year(word.raw.rstrip("s"))
    return (
        is_year(surface) or is_decade or surface in language.signs.months or surface in language.telling.times
    )


def is_amount(word: Token, tokenizer: Tokenizer) -> bool:
    language, surface = tokenizer.language, folded(word.surface)
    if surface in language.ordinals or is_year(surface):
        return False
    return surface[:1].isdigit() or surface in language.numbers or surface in language.signs.quantities


def _names_person(said: Sequence[Token], known: Collection[str], tokenizer: Tokenizer) -> bool:
    """Whether somebody is named, or stands behind "by" without a name."""
    return _stands_behind(tokenizer.language.telling.persons, said) or any(
        len(places) >= FULL_NAME or not _stands_after_place(said, places, tokenizer)
        for places in _names(said, known)
        if _may_be_name(said, places, tokenizer)
    )


def _stands_behind(words: Collection[str], said: Sequence[Token]) -> bool:
    """Whether anything but a number stands behind one of these words."""
    return any(
        folded(word.surface) in words and not following.raw[:1].isdigit()
        for word, following in pairwise(said)
    )


def _may_be_name(said: Sequence[Token], places: range, tokenizer: Tokenizer) -> bool:
    """Whether a run of capitals may be a name: of a sentence's first word, and where every noun has a
    capital, that tells little.
    """
    language = tokenizer.language
    is_first = places == range(1)
    if len(places) >= FULL_NAME or not (language.telling.nouns_with_capitals or is_first):
        return True
    return all(
        said[place].surface in language.names or said[place].surface not in language.frequencies.information
        for place in places
    )


def _may_be_place(said: Sequence[Token], places: range, tokenizer: Tokenizer) -> bool:
    """Whether a run of capitals may name a place, or is a word for one where every noun has a capital."""
    telling = tokenizer.language.telling
    if not telling.nouns_with_capitals:
        return _may_be_name(said, places, tokenizer)
    surfaces = [folded(said[place].surface) for place in places]
    is_place = any(
        surface in telling.place_names
        or surface in tokenizer.language.place_kinds
        or surface.endswith(telling.place_endings)
        for surface in surfaces
    )
    is_owned = places.start > 0 and said[places.start - 1].surface in telling.possessives
    return is_place or (not is_owned and _may_be_name(said, places, tokenizer))


def _names(said: Sequence[Token], known: Collection[str]) -> list[range]:
    """The runs of words with capitals, without those that have one of the stems that are `known`."""
    runs: list[range] = []
    start = 0
    for place in range(len(said) + 1):
        if place == len(said) or not _is_name(said[place]):
            if start < place and not any(word.stem in known for word in said[start:place]):
                runs.append(range(start, place))
            start = place + 1
    return runs


def _is_name(word: Token) -> bool:
    return word.raw[:1].isupper() and not word.is_stop


def _stands_after_place(said: Sequence[Token], places: range, tokenizer: Tokenizer) -> bool:
    """Whether before these names stands what stands before places ("in the", "the river")."""
    before = [folded(word.surface) for word in said[max(0, places.start - 2) : places.start]]
    prepositions = tokenizer.language.signs.place_prepositions
    return bool(before) and (
        before[-1] in prepositions | tokenizer.language.place_kinds
        or (before[0] in prepositions and said[places.start - 1].is_stop)
    )
