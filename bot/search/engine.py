"""The search engine of a library: question in, ranked passages out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from bot.library import Article, Passage
from bot.search.index import storage
from bot.search.index.builder import corpus_arrays, fingerprints_of, open_corpus
from bot.search.index.corpus import NO_PASSAGES, Corpus
from bot.search.index.corpus_parts import CorpusParts
from bot.search.index.rare_words import passages_sharing
from bot.search.meaning import Meaning
from bot.search.ranking.candidates import CandidateSource, EmbeddedSource
from bot.search.ranking.hits import Hit, Ranking
from bot.search.ranking.linear_model import Models, shipped_models
from bot.search.ranking.ranker import Ranker
from bot.search.text.tokenizer import Tokenizer

MAX_HITS = 12
"""Hits of a search: it answers, it doesn't list."""


class Index:
    """All articles of a library, those of each language together."""

    def __init__(
        self,
        articles: Iterable[Article],
        models: Models | None = None,
        *,
        meaning: Meaning | None = None,
        known: Known | None = None,
        source: Callable[[Corpus], CandidateSource] = EmbeddedSource,
    ) -> None:
        """`models` has the weights; None: those that come with the program. `meaning` has the vectors of
        sentences and questions; None: words alone are compared.

        `source` gives what fetches the candidates of a corpus.

        What is `known` of these articles isn't read again. Where that is just these, nothing is.
        """
        corpora = [
            open_corpus(of_language, tokenizer, None if known is None else known.parts_of(tokenizer.tag))
            for tokenizer, of_language in _by_language(articles)
        ]
        self._rankers: Sequence[Ranker] = [
            Ranker(corpus, models or shipped_models(), source(corpus), meaning) for corpus in corpora
        ]
        self.meaning = meaning
        """The vectors that are compared; None where words alone are."""

    def parts_of(self, language: str) -> CorpusParts | None:
        """What is known of the articles of a language, by its tag."""
        found = (ranker.corpus.parts for ranker in self._rankers if ranker.tokenizer.tag == language)
        return next(found, None)

    def to_bytes(self) -> bytes:
        """The index as bytes, for a `StoredIndex`; the articles themselves aren't in it."""
        corpora = [(ranker.tokenizer.tag, ranker.corpus.parts.arrays()) for ranker in self._rankers]
        return b"".join(storage.chunks(corpora))

    def search(
        self,
        question: str,
        context: str = "",
        articles: Collection[str] | None = None,
        *,
        explain: bool = False,
        has_pronoun: bool = False,
    ) -> Ranking:
        """The passages that share a term with `question` or are near to it in meaning, best first.

        `context` holds what a follow-up leaves unsaid (the words of the question before it); its words
        count by CONTEXT_WEIGHT, in the score and in the confidence. `articles` holds the ids of those that
        are searched; None stands for all. `explain` gives each hit its explanation. `has_pronoun`: the
        question is whole but for a pronoun, and the context is what that stands for.
        """
        ranked: list[tuple[float, Hit]] = []
        words: list[Sequence[str]] = []
        for ranker in self._rankers:
            # Each language reads the question in its own way: with its stems and its stop words.
            in_language = ranker.read(question, context)
            words.append(in_language.content_words)
            fetched = ranker.fetch(in_language, articles) if in_language.terms else NO_PASSAGES
            ranked += ranker.rank(
                in_language,
                fetched,
                limit=MAX_HITS,
                explain=explain,
                # With what was asked before, any remark means much the same as that question.
                may_mean=not context,
                has_pronoun=has_pronoun,
                article_ids=articles,
            )
        if len(self._rankers) > 1:
            ranked.sort(key=lambda pair: -pair[0])
        return Ranking(tuple(hit for _, hit in ranked[:MAX_HITS]), _in_all(words))

    def passages_sharing(self, text: str, limit: int) -> list[Passage]:
        """At most `limit` passages of each language that share the rarest words of `text`, best first."""
        return [
            passage
            for ranker in self._rankers
            for passage in passages_sharing(
                ranker.corpus, (token.stem for token in ranker.tokenizer.tokens(text)), limit
            )
        ]

    def content_words(self, question: str) -> tuple[str, ...]:
        """The words of `question` that are content words in every language of the library, each once."""
        return _in_all([ranker.tokenizer.content_words(question) for ranker in self._rankers])


class StoredIndex:
    """What an index knows, opened again from the bytes that it was written as."""

    def __init__(self, stored: bytes | memoryview, *, checked: bool = True) -> None:
        """Raises ValueError where `stored` is no index, or another version's.

        What is damaged is left out; without `checked` nobody looks: for what was written just now.
        """
        self._corpora = storage.from_bytes(stored, checked=checked)

    def parts_of(self, language: str) -> CorpusParts | None:
        """What is known of the articles of a language, by its tag."""
        corpus = self._corpora.get(language)
        return None if corpus is None else corpus.parts

    def is_of(self, articles: Iterable[Article]) -> bool:
        """Whether it is whole, and just of these articles."""
        groups = {tokenizer.tag: fingerprints_of(group) for tokenizer, group in _by_language(articles)}
        return groups.keys() == self._corpora.keys() and all(
            corpus.is_whole and corpus.parts.fingerprints == groups[tag]
            for tag, corpus in self._corpora.items()
        )


Known = Index | StoredIndex
"""What is known of articles: an index of them, or of some of them and of others."""


def passages_to_read(articles: Iterable[Article], known: Known | None) -> int:
    """The passages of those of `articles` of which nothing is known."""
    count = 0
    for tokenizer, of_language in _by_language(articles):
        parts = None if known is None else known.parts_of(tokenizer.tag)
        read = frozenset(() if parts is None else parts.fingerprints)
        fingerprints = fingerprints_of(of_language)
        count += sum(
            a.passage_count for a, each in zip(of_language, fingerprints, strict=True) if each not in read
        )
    return count


def index_chunks(articles: Iterable[Article], known: Known | None = None) -> Iterator[bytes | memoryview]:
    """The index of `articles` as bytes, as `Index.to_bytes` gives it, but never whole in memory."""
    return storage.chunks(
        (
            tokenizer.tag,
            corpus_arrays(of_language, tokenizer, None if known is None else known.parts_of(tokenizer.tag)),
        )
        for tokenizer, of_language in _by_language(articles)
    )


def _by_language(articles: Iterable[Article]) -> list[tuple[Tokenizer, list[Article]]]:
    """The articles that have passages, those of each language together."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.passage_count:
            groups[article.language].append(article)
    return [(Tokenizer(tag), of_language) for tag, of_language in groups.items()]


def _in_all(word_lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The words that are in all lists, each once, in the first one's order."""
    if not word_lists:
        return ()
    others = [set(words) for words in word_lists[1:]]
    return tuple(dict.fromkeys(w for w in word_lists[0] if all(w in words for words in others)))
