"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.library import Passage
from bot.search.ranking.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares words with the question.

    `score` orders the passages of one article; `confidence` in [0, 1] says how sure it is that the passage
    answers; `sentence` is the place in `passage.sentences` of the one that answers best.
    """

    passage: Passage
    score: float
    confidence: float
    sentence: int
    explanation: Explanation = field(default=Explanation(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All hits for a question, best first, and the question's content words, each once."""

    hits: tuple[Hit, ...]
    words: tuple[str, ...] = field(default=(), repr=False)

    @property
    def confidence(self) -> float:
        """How sure it is that the best hit answers, in [0, 1]; 0 without a hit."""
        return self.hits[0].confidence if self.hits else 0.0
