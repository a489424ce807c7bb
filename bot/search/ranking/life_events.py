"""Whether a passage tells the event of a life that is asked for: "when was she born", "did he ever marry".

Texts tell such an event in one of a few words, or by the years of a life behind a name. A passage that has a
person's name and another date says nothing of it, however much of the question the name is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.search.arrays import Bools, Floats, Ints
from bot.search.languages.life_event_words import LifeEvent, has_years_of_life
from bot.search.languages.questions import AnswerType
from bot.search.ranking.question import Question
from bot.search.ranking.window import Window


def hold_by_years(question: Question, window: Window, held: Floats) -> None:
    """Let the sentences that have the years of a life hold the words that ask when it began or ended.

    `held` is what each sentence of the window (column) holds of each term of the question (row).
    """
    events = [event for event in _asked(question, window) if _is_told_by_years(event, question)]
    if events:
        asking = frozenset[str]().union(*(event.asked for event in events))
        rows = [row for row, term in enumerate(question.terms) if term.word.surface in asking]
        held[np.array(rows, dtype=np.int64)[:, np.newaxis], np.flatnonzero(_has_years(window))] = 1.0


def lacks_life_event(question: Question, window: Window, passages: Ints) -> Bools:
    """Whether each of `passages` lacks an event of a life that the question asks for."""
    lacks = np.zeros(len(passages), dtype=bool)
    for event in _asked(question, window):
        tells = window.sentences_with(event.told)
        if _is_told_by_years(event, question):
            tells |= _has_years(window)
        lacks |= window.best_in_passages(tells.astype(float))[passages] == 0
    return lacks


def _asked(question: Question, window: Window) -> Sequence[LifeEvent]:
    asked = {word.surface for word in question.words}
    return [
        event for event in window.corpus.tokenizer.language.life_events if not asked.isdisjoint(event.asked)
    ]


def _is_told_by_years(event: LifeEvent, question: Question) -> bool:
    """Whether the years of a life tell what is asked of an event: when it was."""
    asks_when = question.answer_type in (AnswerType.TIME, AnswerType.YEAR)
    with_words = not event.by_years.isdisjoint(word.surface for word in question.words)
    return bool(event.by_years) and (asks_when or with_words)


def _has_years(window: Window) -> Bools:
    """Which sentences have the years of a life in brackets."""
    has_years = np.zeros(window.sentence_count, dtype=bool)
    # The index knows which sentences have a number at all.
    for sentence in np.flatnonzero(window.signs.years + window.signs.numbers > 0).tolist():
        has_years[sentence] = has_years_of_life(window.words_of(sentence))
    return has_years
