"""What a search finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.library import Passage
from bot.search.ranking.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that shares words with the question.

    `score` orders the passages of one article; `confidence` in [0, 1] says how sure it is that the passage
    answers; `sentence` is the place in `passage.sentences` of the one that answers best. `held` is the share
    of the question that this sentence holds, without what was asked before. `tells_more_than_title`:
    whether it holds more of it than words of its article's title.
    """

    passage: Passage
    score: float
    confidence: float
    sentence: int
    held: float = 1.0
    tells_more_than_title: bool = True
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

    @property
    def lead(self) -> float:
        """By how much of its score the best hit is ahead of the next one of its article, in [0, 1].

        1 where there is no other one, 0 without a hit. Scores of two articles can't be compared.
        """
        if not self.hits:
            return 0.0
        best = self.hits[0]
        article = best.passage.article
        following = max((hit.score for hit in self.hits[1:] if hit.passage.article == article), default=0.0)
        return max(0.0, 1 - following / best.score) if best.score > 0 else 0.0
