"""Question → ranked passages, with a confidence. One public door: `Index.search`."""

from bot.search.explanation import Explanation, MatchedTerm
from bot.search.folding import folded
from bot.search.index import Index
from bot.search.ranking import Hit, Ranking
from bot.search.terms import Terms

__all__ = ["Explanation", "Hit", "Index", "MatchedTerm", "Ranking", "Terms", "folded"]
