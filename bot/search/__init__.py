"""Question → ranked passages, with a confidence. One public door: `Index.search`."""

from bot.search.ranking.explanation import Explanation, MatchedTerm
from bot.search.ranking.ranking import Hit, Ranking
from bot.search.search_index import Index
from bot.search.text.folding import folded
from bot.search.text.tokenizer import Tokenizer

__all__ = ["Explanation", "Hit", "Index", "MatchedTerm", "Ranking", "Tokenizer", "folded"]
