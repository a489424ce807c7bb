"""What was found for a question as it was meant, and what of it the next one may lean on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.answering.answer_context import Context
from bot.search import Ranking

MOST_CONTEXT = 12
"""Words that a conversation's context holds."""

LONGEST_CARRIED = 200
"""Characters of a question that a conversation's context holds."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found for a question as it was meant.

    `question` is what was searched for. `context` has what the next one may lean on: its words, the question,
    and what was shown before, where that is still spoken of. `is_surmised`: that it answers isn't sure,
    however well it fits. `is_near`: nothing answers, but the first hit is worth showing. `only_in` has the
    article that alone was asked.
    """

    ranking: Ranking
    question: str
    context: Context
    is_surmised: bool = False
    is_near: bool = False
    only_in: Collection[str] = ()
