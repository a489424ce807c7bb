"""Articles: what they are, how they are read from files, checked and imported."""

from bot.library.model import Article, Footnote, Library, License, Marker, Passage, Source, Span

__all__ = ["Article", "Footnote", "Library", "License", "Marker", "Passage", "Source", "Span"]
