"""Question → ranked passages, with a confidence. One public door: `Index.search`."""

from bot.search.index import Hit, Index, Ranking

__all__ = ["Hit", "Index", "Ranking"]
