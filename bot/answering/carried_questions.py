"""The question before, asked once more: with another question word, or of another thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bot.answering.phrases import Phrases
from bot.search.languages.questions import AnswerType
from bot.search.telling import is_amount, is_time
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS, Token, Tokenizer

LATEST_QUESTION_WORD = 4
"""Words before which a question has its question word ("and in which year …")."""

LONGEST_TOPIC = 6
"""Words of what a question is asked of instead."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a question is asked of now, and what it was asked of before, where that is said.

    `is_correction`: it was meant before.
    """

    meant: str = field(repr=False)
    instead_of: str = field(default="", repr=False)
    is_correction: bool = False


def asked_anew(question: str, asked: str, tokenizer: Tokenizer) -> str:
    """`question` with what `asked` asks with: "who founded it?" and "when?" are "when founded it?"."""
    words = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    places = _question_words(words, tokenizer)
    if not places:
        return f"{asked} {question}"
    return _replaced(question, words, places, asked)


def with_when(question: str, tokenizer: Tokenizer) -> str:
    """`question` with "when" in the place of "in which year"; "" where it doesn't ask so."""
    questions = tokenizer.language.questions
    words = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    if questions.answer_type(words) is not AnswerType.YEAR or not questions.when:
        return ""
    places = questions.places(words)
    if places.start and words[places.start - 1].is_stop:  # its preposition
        places = range(places.start - 1, places.stop)
    return _replaced(question, words, places, questions.when)


def question_word(text: str, tokenizer: Tokenizer, phrases: Phrases) -> str:
    """The question words of `text` where it says nothing else, such as "and when was that?"; else ""."""
    words = tokenizer.tokens(text, MOST_QUESTION_TOKENS)
    places = _question_words(words, tokenizer)
    idle = {word for phrase in (*phrases.openings, *phrases.fillers) for word in phrase}
    idle |= phrases.pronouns | phrases.auxiliaries
    left = [word for place, word in enumerate(words) if place not in places]
    if not places or not all(word.is_stop or word.surface in idle for word in left):
        return ""
    return _text(text, words, places)


def asked_of(
    question: str, topic: Topic, tokenizer: Tokenizer, phrases: Phrases, title: Collection[str]
) -> tuple[str, str]:
    """`question`, asked of what is meant by `topic`, and what it was asked of; "" where nothing can be that.

    `title` has the stems of the title of the article that was shown.
    """
    words = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    meant = tokenizer.tokens(topic.meant)
    if _is_of_time(meant, tokenizer):
        return _at_time(question, words, topic.meant, tokenizer), ""
    things = list(_things(words, tokenizer, phrases, title))
    wanted = [
        {word.stem for word in tokenizer.tokens(topic.instead_of) if not word.is_stop},
        {word.stem for word in meant if not word.is_stop},
        set(title),
    ]
    for stems in wanted:
        for places in things:
            if any(words[place].stem in stems for place in places):
                return _replaced(question, words, places, topic.meant), _text(question, words, places)
    if not things:
        return "", ""
    return _replaced(question, words, things[0], topic.meant), _text(question, words, things[0])


def things_in(question: str, tokenizer: Tokenizer, phrases: Phrases, title: Collection[str]) -> Iterator[str]:
    """What `question` may be asked of, as it names it. `title` as for `asked_of`."""
    words = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    for places in _things(words, tokenizer, phrases, title):
        yield _text(question, words, places)


def can_be_topic(text: str, tokenizer: Tokenizer, phrases: Phrases) -> bool:
    """Whether `text` names something, and neither asks nor says anything of it."""
    words = tokenizer.tokens(text, MOST_QUESTION_TOKENS)
    surfaces = {word.surface for word in words}
    return (
        len(words) <= LONGEST_TOPIC
        and any(not word.is_stop for word in words)
        and not _question_words(words, tokenizer)
        and surfaces.isdisjoint(phrases.auxiliaries | tokenizer.language.auxiliaries)
        and surfaces.isdisjoint(phrases.pronouns - phrases.determiners)
    )


def asks_measure(text: str, tokenizer: Tokenizer) -> bool:
    """Whether `text` asks how large, how old, how hot something is."""
    words, language = tokenizer.tokens(text, MOST_QUESTION_TOKENS), tokenizer.language
    is_measure = language.questions.answer_type(words) is AnswerType.MEASURE
    return is_measure or bool(language.dimensions.asked(words).dimensions)


def asks_reason(text: str, tokenizer: Tokenizer) -> bool:
    """Whether `text` asks why."""
    words = tokenizer.tokens(text, MOST_QUESTION_TOKENS)
    return tokenizer.language.questions.answer_type(words) is AnswerType.REASON


def is_yes_or_no(question: str, tokenizer: Tokenizer) -> bool:
    """Whether `question` has no question word, so that yes or no may answer it."""
    return not _question_words(tokenizer.tokens(question, MOST_QUESTION_TOKENS), tokenizer)


def _question_words(words: Sequence[Token], tokenizer: Tokenizer) -> range:
    """Where the question word stands, or the phrase that asks, near the beginning."""
    questions = tokenizer.language.questions
    places = questions.places(words)
    if places and places[0] < LATEST_QUESTION_WORD:
        return places
    asking = questions.first_words - tokenizer.language.signs.place_prepositions
    for place, word in enumerate(words[:LATEST_QUESTION_WORD]):
        if word.is_stop and word.surface in asking:
            return range(place, place + 1)
    return range(0)


def _things(
    words: Sequence[Token], tokenizer: Tokenizer, phrases: Phrases, title: Collection[str]
) -> Iterator[range]:
    """What a question may be asked of: nouns with their articles; else names; else what a title names."""
    found = list(_with_determiners(words, tokenizer, phrases))
    free = _free_of(words, _question_words(words, tokenizer))
    found = found or _runs([place for place in free if place and words[place].raw[:1].isupper()])
    found = found or _runs([place for place in free if words[place].stem in title])
    pronouns = phrases.pronouns - phrases.determiners
    found = found or _runs([place for place, word in enumerate(words) if word.surface in pronouns])[:1]
    yield from found or _runs(free[-1:] if len(free) > 1 else [])


def _free_of(words: Sequence[Token], places: range) -> list[int]:
    """The words of content that stand nowhere in `places`."""
    return [place for place, word in enumerate(words) if not word.is_stop and place not in places]


def _runs(places: Sequence[int]) -> list[range]:
    """Places that follow one another, together."""
    runs: list[range] = []
    for place in places:
        if runs and runs[-1].stop == place:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def _with_determiners(words: Sequence[Token], tokenizer: Tokenizer, phrases: Phrases) -> Iterator[range]:
    """The nouns with what stands before them, from an article on."""
    for first, word in enumerate(words):
        is_elided = "'" in word.raw.replace("’", "'")[:3] and bool(tokenizer.language.elisions)
        if word.surface not in phrases.determiners and not is_elided:
            continue
        end = first + 1
        while end < len(words) and not words[end].is_stop:
            end += 1
        end = _without_verb(words, first, end, tokenizer, phrases)
        if end - first > 1 or is_elided:
            yield range(first, end)


def _without_verb(
    words: Sequence[Token], first: int, end: int, tokenizer: Tokenizer, phrases: Phrases
) -> int:
    """The end of a noun phrase, without the verb that a question has behind it ("was the mill built")."""
    capitals = [place for place in range(first + 1, end) if words[place].raw[:1].isupper()]
    if tokenizer.language.telling.nouns_with_capitals and capitals:
        return capitals[-1] + 1
    before = words[first - 1].surface if first else ""
    if end - first <= 2 or before not in phrases.auxiliaries:
        return end
    last = words[end - 1].surface
    is_verb = (
        before in phrases.support_verbs
        or last in tokenizer.language.irregular_forms
        or last.endswith(phrases.verb_endings)
    )
    return end - 1 if is_verb else end


def _is_of_time(meant: Sequence[Token], tokenizer: Tokenizer) -> bool:
    """Whether what is meant is a time: "in 1920"."""
    content = [word for word in meant if not word.is_stop]
    return any(is_time(word, tokenizer) for word in content) and all(
        is_time(word, tokenizer) or is_amount(word, tokenizer) for word in content
    )


def _at_time(question: str, words: Sequence[Token], meant: str, tokenizer: Tokenizer) -> str:
    """`question` with the time that is meant, in place of the one in it or behind it."""
    for place, word in enumerate(words):
        if is_time(word, tokenizer):
            has_preposition = place > 0 and words[place - 1].is_stop
            return _replaced(question, words, range(place - has_preposition, place + 1), meant)
    return f"{question.rstrip(' ?')} {meant}"


def _text(text: str, words: Sequence[Token], places: range) -> str:
    last = words[places[-1]]
    return text[words[places[0]].start : last.start + len(last.raw)]


def _replaced(text: str, words: Sequence[Token], places: range, by: str) -> str:
    """`text` with other words in the place of some."""
    last = words[places[-1]]
    return f"{text[: words[places[0]].start]}{by}{text[last.start + len(last.raw) :]}"
