"""Articles: what they are, how they are read from files, checked and imported."""

from bot.library.collection import Library
from bot.library.model import Article, Footnote, License, Link, Marker, Passage, Source, Span
from bot.library.problems import LibraryError, Problem
from bot.library.reading import check_library, load_library, parse_article

__all__ = [
    "Article",
    "Footnote",
    "Library",
    "LibraryError",
    "License",
    "Link",
    "Marker",
    "Passage",
    "Problem",
    "Source",
    "Span",
    "check_library",
    "load_library",
    "parse_article",
]
