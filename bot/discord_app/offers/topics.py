"""What autocomplete offers to ask: questions, names of sections, and the terms of an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.answering import Answerer
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.escaping import one_line
from bot.discord_app.offers.word_match import all_begin, searchable, words_of
from bot.library import Article, Library
from bot.search import Tokenizer, folded

MOST_TERMS = 60
"""Terms that are offered of an article."""

TRIALS = 0.02
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

    `clock` gives seconds and never runs backwards.
    """

    def __init__(self, library: Library, answerer: Answerer, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._answerer = answerer
        tokenizers = {article.language: Tokenizer(article.language) for article in library.articles}
        self._topics = [
            (topic, searchable(topic.text))
            for article in library.articles
            for topic in _topics_of(article, tokenizers[article.language])
        ]
        self._is_answered: dict[tuple[str, str], bool] = {}

    def choices(self, typed: str, articles: Collection[str]) -> list[tuple[str, str]]:
        """Up to 25 things to ask of the articles with these ids that match what was typed.

        Each as what is shown and what is sent.
        """
        words = words_of(typed)
        several, allowed = len(articles) > 1, frozenset(articles)
        matching = [
            topic for topic, text in self._topics if topic.article.id in allowed and all_begin(words, text)
        ]
        matching.sort(key=lambda topic: not topic.is_question)
        if not words and sum(topic.is_question for topic in matching) >= FEW:
            matching = [topic for topic in matching if topic.is_question]
        shown: dict[str, str] = {}
        for topic in self._answered(matching):
            shown.setdefault(topic.text, _label(topic, several=several))
            if len(shown) == discord_limits.CHOICES:
                break
        return [(label, text) for text, label in shown.items()]

    def _answered(self, topics: Iterable[Topic]) -> Iterator[Topic]:
        """Those that have an answer, as far as TRIALS seconds allow to try; questions aren't tried."""
        end = self._clock() + TRIALS
        for topic in topics:
            key = (topic.article.id, topic.text)
            if not topic.is_question and key not in self._is_answered and self._clock() > end:
                continue
            if topic.is_question or self.is_answered(topic.text, topic.article.id):
                yield topic

    def is_answered(self, text: str, article_id: str) -> bool:
        """Whether the article with this id answers a heading or a term. What is found out is kept."""
        key = (article_id, text)
        if key not in self._is_answered:
            self._is_answered[key] = self._answerer.answer(text, 1, articles={article_id}).answered
        return self._is_answered[key]


def _label(topic: Topic, *, several: bool) -> str:
    """What is shown: with the article's title where the topic could belong to several."""
    if topic.is_question or not several:
        return topic.text
    return cut(f"{topic.text} · {one_line(topic.article.title)}", discord_limits.CHOICE, render=str)


def _topics_of(article: Article, tokenizer: Tokenizer) -> Iterator[Topic]:
    for question in article.questions:
        if discord_limits.length(question) <= discord_limits.CHOICE and words_of(question):
            yield Topic(question, article, is_question=True)
    sections = [passage.section for passage in article.section_starts() if passage.section]
    for text in dict.fromkeys([*sections, *_terms(article, tokenizer)]):
        if words_of(text) and discord_limits.length(text) <= discord_limits.CHOICE:
            yield Topic(text, article, is_question=False)


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
