"""Question → ranked passages, with a confidence. One public door: `Index.search`."""

from bot.search.engine import Index
from bot.search.folding import folded
from bot.search.meaning import Meaning
from bot.search.ranking.explanation import Contribution, Explanation, MatchedTerm
from bot.search.ranking.hits import Hit, Ranking
from bot.search.text.tokenizer import Tokenizer

__all__ = [
    "Contribution",
    "Explanation",
    "Hit",
    "Index",
    "MatchedTerm",
    "Meaning",
    "Ranking",
    "Tokenizer",
    "folded",
]
