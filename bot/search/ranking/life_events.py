"""Whether a passage lacks the event of a life that is asked for: "when was she born", "did he ever marry".

Texts tell such an event in one of a few words, or by the years of a life behind a name. A passage that has a
person's name and another date says nothing of it, however much of the question the name is.
"""

from __future__ import annotations

import re

import numpy as np

from bot.search.arrays import Bools, Ints
from bot.search.languages.questions import AnswerType
from bot.search.ranking.matches import Matches

_YEARS_OF_LIFE = re.compile(r"\([^()]{0,60}\b\d{3,4}\b[^()]{0,40}[–—-][^()]{0,40}\b\d{3,4}\b[^()]{0,20}\)")
"""As in "Zhu Shijie (1249–1314)" or "(14 August 1869 – 2 January 1947)"."""


def lacks_life_event(matches: Matches, passages: Ints) -> Bools:
    """Whether each of `passages` lacks an event of a life that the question asks for."""
    window, question = matches.window, matches.question
    asked = {word.surface for word in question.words}
    events = [told for asking, told in window.corpus.tokenizer.language.life_events if asked & asking]
    if not events:
        return np.zeros(len(passages), dtype=bool)
    tells = [window.best_in_passages(window.sentences_with(told).astype(float)) for told in events]
    lacks: Bools = np.minimum.reduce(tells)[passages] == 0
    if question.answer_type in (AnswerType.TIME, AnswerType.YEAR):
        texts = [window.corpus.passages[int(window.passages[place])].text for place in passages]
        lacks &= [_YEARS_OF_LIFE.search(text) is None for text in texts]
    return lacks
