"""The language of a copied page, by the words that its wiki puts around the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.sources.clipboard.lines import Line, Role
from bot.sources.clipboard.wiki_words import folded, languages_of, title_of
from bot.sources.document import Remark


def language_of(lines: Sequence[Line]) -> tuple[str, list[Remark]]:
    """The one language in which all edit links and titles of lists on the page are, and what was guessed.

    Empty for English: other wikis use its words, too.
    """
    found: frozenset[str] | None = None
    seen: Line | None = None
    for line in lines:
        if line.role in (Role.HEADING, Role.LIST_TITLE):
            for words in _words(line):
                languages = languages_of(words)
                if languages:
                    seen = seen or line
                    found = languages if found is None else found & languages
    if seen is None or found is None or len(found) != 1 or found == {"en"}:
        return "", []
    (language,) = found
    return language, [Remark(seen.number, f"“{seen.text[:60]}” says that the page's language is {language}")]


def _words(line: Line) -> Iterable[str]:
    yield title_of(line.text)
    _, bracket, links = line.text.replace("［", "[").replace("【", "[").rpartition("[")
    if bracket:
        yield folded(links.strip("]］】 ").split("|")[0])
