"""What autocomplete offers to ask: questions, names of sections, and the terms of an article."""

from __future__ import annotations

import asyncio
import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from bot.answering import Answerer, NotPreparedError
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.searchable_lines import MOST_LOOKED_AT, SearchableLines
from bot.discord_app.offers.word_match import searchable, words_of
from bot.library import Article, Library
from bot.search import Tokenizer, folded

MOST_TERMS = 60
"""Terms that are offered of an article."""

MOST_TOPICS, LEAST_TOPICS = 100_000, 5
"""Sections and terms that are offered of all articles together, and of one of very many."""

TRIALS = 0.004
"""Seconds in which sections and terms are tried out for one list, so that it is there in time. What is found
out is kept: the next list has more."""

FEW = 5
"""Where an empty field would offer fewer questions than these, sections and terms are offered, too."""

SHORTEST_TERM = 4
"""Characters of a term."""

LEAST_OFTEN = 3
"""Times that a word must occur in an article to be a term without being a name."""

_NAME = re.compile(
    r"(?<![\w.])(?:[A-Z]\.)*(?:[^\W\d_a-z][\w’'-]*\w)(?: (?:(?:of|in|the|de|von|der) )?[^\W\d_a-z][\w-]*\w)*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to ask of an article. `is_question`: the article's editor wrote it as a question."""

    text: str
    article: Article
    is_question: bool


class Topics:
    """What can be asked of a library's articles. Sections and terms are offered only if they are answered.

    `clock` gives seconds and never runs backwards. Questions come first, then sections and terms.
    """

    def __init__(
        self,
        library: Library,
        answerer: Answerer,
        clock: Callable[[], float],
        topics_of: Callable[[Article], Sequence[str]] | None = None,
        previous: Topics | None = None,
    ) -> None:
        """`topics_of`: the sections and terms of an article where they are known already.

        `previous` are those of a library that had some of the same articles.
        """
        self._library = library
        self._clock = clock
        self._answerer = answerer
        most = max(LEAST_TOPICS, MOST_TOPICS // max(1, len(library.articles)))
        find = topics_of or TopicFinder()
        questions = [
            [each for each in article.questions if _is_offered(each)] for article in library.articles
        ]
        self._most = most
        self._questions = _Group(questions)
        self._others = _Group(
            (None if previous is None else previous._found(article, most)) or find(article)[:most]
            for article in library.articles
        )
        self._places = {article.id: place for place, article in enumerate(library.articles)}
        self._is_answered: dict[tuple[str, str], bool] = {}
        if previous is not None:
            # No article changes whether another one answers. Copied at once: others may add to it meanwhile.
            known = dict(previous._is_answered).items()
            same = {article.id for article in library.articles if previous._has(article)}
            self._is_answered.update((key, is_answered) for key, is_answered in known if key[0] in same)

    def _has(self, article: Article) -> bool:
        """Whether the library has this very article, unchanged."""
        place = self._places.get(article.id)
        return place is not None and self._library.articles[place] is article

    def _found(self, article: Article, most: int) -> _OfArticle | None:
        """The sections and terms of an article where some are known, and where no other number is wanted."""
        if self._most != most or not self._has(article):
            return None
        return self._others.of_article(self._places[article.id])

    def choices(self, typed: str, library: Library) -> list[tuple[str, str]]:
        """Up to 25 things to ask of the articles of `library` that match what was typed.

        Each as what is shown and what is sent.
        """
        needles = [f" {word}" for word in words_of(typed)]
        several = len(library.articles) > 1
        shown: dict[str, str] = {}
        for topic in self._offered(needles, library):
            shown.setdefault(topic.text, _label(topic, several=several))
            if len(shown) == discord_limits.CHOICES:
                break
        return [(label, text) for text, label in shown.items()]

    def _offered(self, needles: Sequence[str], library: Library) -> Iterator[Topic]:
        places = None
        if library is not self._library:
            places = [self._places[each.id] for each in library.articles if each.id in self._places]
        questions = 0
        for place, text in self._questions.matching(needles, places):
            questions += 1
            yield Topic(text, self._library.articles[place], is_question=True)
        if needles or questions < FEW:
            others = islice(self._others.matching(needles, places), MOST_LOOKED_AT)
            yield from self._answered(
                Topic(text, self._library.articles[place], is_question=False) for place, text in others
            )

    def _answered(self, topics: Iterable[Topic]) -> Iterator[Topic]:
        """Those that have an answer, as far as TRIALS seconds allow to try."""
        end = self._clock() + TRIALS
        for topic in topics:
            key = (topic.article.id, topic.text)
            if key not in self._is_answered and self._clock() > end:
                continue
            if self.is_answered(topic.text, topic.article.id):
                yield topic

    def is_answered(self, text: str, article_id: str) -> bool:
        """Whether the article with this id answers a heading or a term. What is found out is kept."""
        key = (article_id, text)
        if key not in self._is_answered:
            try:
                answer = self._answerer.answer(text, 1, articles={article_id}, waits=False)
            except NotPreparedError:  # a heading such as "Sources for …": offered when that is looked up fast
                return False
            self._is_answered[key] = answer.answered
        return self._is_answered[key]

    async def try_out(self, suggest: Callable[[Callable[[str, str], bool]], object]) -> None:
        """Let `suggest`, which is given `is_answered`, ask what it asks in a thread, unless all is known."""
        unknown = False

        def known(text: str, article_id: str) -> bool:
            nonlocal unknown
            found = self._is_answered.get((article_id, text))
            unknown |= found is None
            return bool(found)

        suggest(known)
        if unknown:
            await asyncio.to_thread(suggest, self.is_answered)


_NO_LINES = SearchableLines(())


class _OfArticle(NamedTuple):
    """The texts of one article in a group."""

    group: _Group
    first: int
    end: int


class _Group:
    """Texts of articles, article by article."""

    def __init__(self, of_articles: Iterable[Sequence[str] | _OfArticle]) -> None:
        """The texts of each article, or where another group has them."""
        self._texts: list[str] = []
        self._starts = array("q", [0])
        self._lines = SearchableLines.joined(self._added(each) for each in of_articles)

    def _added(self, texts: Sequence[str] | _OfArticle) -> tuple[SearchableLines, int, int]:
        if isinstance(texts, _OfArticle):
            self._texts += texts.group._texts[texts.first : texts.end]
            lines = texts.group._lines, texts.first, texts.end
        else:
            self._texts += texts
            own = SearchableLines(map(searchable, texts)) if texts else _NO_LINES
            lines = own, 0, len(texts)
        self._starts.append(len(self._texts))
        return lines

    def of_article(self, place: int) -> _OfArticle | None:
        """Where the texts of the article at a place are; None where it has none."""
        first, end = self._starts[place : place + 2]
        return _OfArticle(self, first, end) if end > first else None

    def matching(self, needles: Sequence[str], articles: Iterable[int] | None) -> Iterator[tuple[int, str]]:
        """Each text that holds all `needles`, with its article; `articles`: those looked through, or all."""
        starts = self._starts
        ranges = [(0, starts[-1])] if articles is None else ((starts[a], starts[a + 1]) for a in articles)
        for first, end in ranges:
            for number in self._lines.matching(needles, first, end):
                yield bisect_right(starts, number) - 1, self._texts[number]


def _label(topic: Topic, *, several: bool) -> str:
    """What is shown: with the article's title where the topic could belong to several."""
    if topic.is_question or not several:
        return topic.text
    return cut(f"{topic.text} · {one_line(topic.article.title)}", discord_limits.CHOICE, render=str)


def _is_offered(text: str) -> bool:
    return discord_limits.length(text) <= discord_limits.CHOICE and bool(words_of(text))


class TopicFinder:
    """Finds what an article speaks of: its sections, then its terms."""

    def __init__(self) -> None:
        self._tokenizers: dict[str, Tokenizer] = {}

    def __call__(self, article: Article) -> Sequence[str]:
        """The names of sections and the terms of an article, each once."""
        tokenizer = self._tokenizers.get(article.language)
        if tokenizer is None:
            tokenizer = self._tokenizers[article.language] = Tokenizer(article.language)
        sections = [passage.section for passage in article.section_starts() if passage.section]
        return [text for text in dict.fromkeys([*sections, *_terms(article, tokenizer)]) if _is_offered(text)]


def _terms(article: Article, tokenizer: Tokenizer) -> Iterator[str]:
    """Names of the article, then pairs of words and words that it says often, the most frequent first."""
    names: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for passage in article.passages:
        text = passage.text
        starts = {sentence.start for sentence in passage.sentences}
        found = [word for word in tokenizer.tokens(text) if not word.is_stop]
        telling = {word.start for word in found}
        for match in _NAME.finditer(text):
            # A name doesn't begin with "The", and a word alone has its capital from its sentence perhaps.
            start = next((word for word in _word_starts(match) if word in telling), match.end())
            name = _POSSESSIVE.sub("", text[start : match.end()])
            if " " in name or (start not in starts and text[start - 1 : start] == " "):
                names[name] += 1
        words.update(word.raw for word in found)
        for first, second in pairwise(found):
            if second.start == first.start + len(first.raw) + 1 and text[second.start - 1] == " ":
                pairs[f"{first.raw} {second.raw}"] += 1
    often = [
        *(pair for pair, times in pairs.most_common() if times > 1),
        *(word for word, times in words.most_common() if times >= LEAST_OFTEN),
    ]
    seen: set[str] = set()
    for term in (*(name for name, _ in names.most_common()), *often):
        key = folded(term)
        if len(term) >= SHORTEST_TERM and key not in seen and len(seen) < MOST_TERMS:
            seen.add(key)
            yield term


def _word_starts(name: re.Match[str]) -> Iterator[int]:
    return (name.start() + word.start() for word in _WORD.finditer(name.group()))
