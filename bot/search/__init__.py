"""Question → ranked passages, with a confidence. One public door: `Index.search`."""

from bot.search.folding import folded
from bot.search.index import Hit, Index, Ranking
from bot.search.terms import Terms

__all__ = ["Hit", "Index", "Ranking", "Terms", "folded"]
