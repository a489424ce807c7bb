"""The search engine of a library: question in, ranked passages out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from bot.library import Article, Passage
from bot.library.records import fingerprint
from bot.search.index import storage
from bot.search.index.builder import open_corpus
from bot.search.index.corpus import NO_PASSAGES, Corpus
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
        kept: bytes | memoryview | None = None,
        previous: Index | None = None,
        source: Callable[[Corpus], CandidateSource] = EmbeddedSource,
    ) -> None:
        """`models` has the weights; None: those that come with the program. `meaning` has the vectors of
        sentences and questions; None: words alone are compared.

        `source` gives what fetches the candidates of a corpus.

        `kept` is what `to_bytes` once gave, `previous` an index of these or other articles.

        What they have of these articles isn't read again; where they have just these, nothing is. What is
        damaged in `kept`, or another version's, is made anew.
        """
        by_language: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            if article.passages:
                by_language[article.language].append(article)
        groups = [(Tokenizer(tag), of_language) for tag, of_language in by_language.items()]
        stored = _stored(kept)
        rankers: Iterable[Ranker] = previous._rankers if previous else ()
        known = {ranker.tokenizer.tag: ranker.corpus for ranker in rankers}
        self.is_as_kept = kept is not None and len(stored) == len(groups)
        """Whether it is just what was kept."""
        corpora = []
        for tokenizer, of_language in groups:
            tag = tokenizer.tag
            corpus, is_as_stored = open_corpus(of_language, tokenizer, stored.get(tag), known.get(tag))
            self.is_as_kept &= is_as_stored
            corpora.append(corpus)
        self._rankers: Sequence[Ranker] = [
            Ranker(corpus, models or shipped_models(), source(corpus), meaning) for corpus in corpora
        ]
        self.meaning = meaning
        """The vectors that are compared; None where words alone are."""

    def chunks(self) -> Iterator[bytes | memoryview]:
        """The index as bytes, to be opened again; the articles themselves aren't in it."""
        return storage.chunks([ranker.corpus for ranker in self._rankers])

    def to_bytes(self) -> bytes:
        """All `chunks` as one."""
        return b"".join(self.chunks())

    def search(
        self,
        question: str,
        context: str = "",
        articles: Collection[str] | None = None,
        *,
        explain: bool = False,
    ) -> Ranking:
        """The passages that share a term with `question` or are near to it in meaning, best first.

        `context` holds what a follow-up leaves unsaid (the words of the question before it); its words
        count by CONTEXT_WEIGHT, in the score and in the confidence. `articles` holds the ids of those that
        are searched; None stands for all. `explain` gives each hit its explanation.
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
                asked=f"{question} {context}".strip(),
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


def is_index_of(kept: bytes | memoryview, articles: Iterable[Article]) -> bool:
    """Whether what is kept is just the index of these articles."""
    by_language: dict[str, list[bytes]] = defaultdict(list)
    for article in articles:
        if article.passage_count:
            by_language[article.language].append(fingerprint(article))
    stored = {tag: list(corpus.fingerprints) for tag, corpus in _stored(kept).items() if corpus.tables}
    return stored == by_language


def _stored(kept: bytes | memoryview | None) -> Mapping[str, storage.StoredCorpus]:
    if kept is None:
        return {}
    try:
        return {corpus.language: corpus for corpus in storage.from_bytes(kept)}
    except ValueError:
        return {}


def _in_all(word_lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The words that are in all lists, each once, in the first one's order."""
    if not word_lists:
        return ()
    others = [set(words) for words in word_lists[1:]]
    return tuple(dict.fromkeys(w for w in word_lists[0] if all(w in words for words in others)))
