"""The index of a library: question in, ranked passages out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Ids
from collections.abc import Iterable, Sequence
from functools import cached_property

from bot.library import Article
from bot.search.index import saving
from bot.search.index.numbering import collect
from bot.search.ranking.question import question_of
from bot.search.ranking.ranking import Hit, LanguageIndex, Ranking
from bot.search.ranking.weights import Weights, shipped_weights
from bot.search.text.tokenizer import Tokenizer

MOST_HITS = 12
"""Hits of a search: it answers, it doesn't list."""


class Index:
    """All articles of a library, those of each language together."""

    def __init__(
        self,
        articles: Iterable[Article],
        weights: Weights | None = None,
        *,
        kept: bytes | memoryview | None = None,
    ) -> None:
        """`kept` is what `to_bytes` gave for the same articles; with it the index is opened, not made.

        Raises ValueError where `kept` is damaged, or stands for other articles or another version.
        """
        chosen = weights or shipped_weights()
        by_language: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            if article.passages:
                by_language[article.language].append(article)
        groups = [(Tokenizer(tag), of_language) for tag, of_language in by_language.items()]
        self._articles = tuple(article for _, of_language in groups for article in of_language)
        if kept is None:
            collections = [collect(of_language, terms) for terms, of_language in groups]
        else:
            collections = saving.from_bytes(kept, groups, self._digest)
        self._languages = [LanguageIndex(collection, chosen) for collection in collections]

    @cached_property
    def _digest(self) -> str:
        return saving.digest(self._articles)

    def to_bytes(self) -> bytes:
        """The index, to be opened again; the articles themselves aren't in it."""
        collections = [language.collection for language in self._languages]
        return saving.to_bytes(collections, self._digest)

    def search(
        self, question: str, context: str = "", articles: Ids[str] | None = None, *, explain: bool = False
    ) -> Ranking:
        """The passages that share a term with `question`, best first.

        `context` holds what a follow-up leaves unsaid (the words of the question before it); its words
        count by CONTEXT_WEIGHT, in the score and in the confidence. `articles` holds the ids of those that
        are searched; None stands for all. `explain` gives each hit its explanation.
        """
        found: list[tuple[float, Hit]] = []
        words: list[list[str]] = []
        for language in self._languages:
            asked = question_of(question, language.terms, context)
            words.append([word.surface for word in asked.words if not word.is_stop])
            found += language.search(asked, articles, most=MOST_HITS, explain=explain)
        if len(self._languages) > 1:
            found.sort(key=lambda pair: -pair[0])
        return Ranking(tuple(hit for _, hit in found[:MOST_HITS]), _in_all(words))

    def content_words(self, question: str) -> tuple[str, ...]:
        """The words of `question` that every article's language takes for words of content, each once."""
        return _in_all([language.terms.content_words(question) for language in self._languages])


def _in_all(in_languages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The words that are in all lists, each once, in the first one's order."""
    if not in_languages:
        return ()
    others = [set(words) for words in in_languages[1:]]
    return tuple(dict.fromkeys(w for w in in_languages[0] if all(w in words for words in others)))
