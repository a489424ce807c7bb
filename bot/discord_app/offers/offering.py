"""What autocomplete offers: questions, sections, telling terms, articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from bot.answering import Answerer
from bot.discord_app.cards import limits
from bot.discord_app.cards.article import section_starts
from bot.discord_app.cards.excerpts import cut
from bot.discord_app.cards.markdown import one_line, question_shown
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Article, Library, Passage
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
"""Times that a word must stand in an article to be a term without being a name."""

Choice = tuple[str, str]
"""What is shown, and what is sent."""

_NAME = re.compile(
    r"(?<![\w.])(?:[A-Z]\.)*(?:[^\W\d_a-z][\w’'-]*\w)(?: (?:(?:of|in|the|de|von|der) )?[^\W\d_a-z][\w-]*\w)*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Offer:
    """Something to ask of an article. `sure`: it needs no trial, as the article's editor put it there."""

    text: str
    article: Article
    sure: bool


class Offers:
    """What can be asked of a library's articles. Sections and terms are offered only if they are answered.

    `clock` gives seconds and never runs backwards.
    """

    def __init__(self, library: Library, answerer: Answerer, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._answerer = answerer
        tokenizers = {article.language: Tokenizer(article.language) for article in library.articles}
        self._offers = [
            (offer, _searchable(offer.text))
            for article in library.articles
            for offer in _offers(article, tokenizers[article.language])
        ]
        self._tried: dict[tuple[str, str], bool] = {}

    def choices(self, typed: str, articles: Collection[str]) -> list[Choice]:
        """Up to 25 things to ask of these articles: those with a word that begins so for each word typed."""
        wanted = _words(typed)
        several, allowed = len(articles) > 1, frozenset(articles)
        matching = [
            offer
            for offer, text in self._offers
            if offer.article.id in allowed and all(f" {each}" in text for each in wanted)
        ]
        matching.sort(key=lambda offer: not offer.sure)
        if not wanted and sum(offer.sure for offer in matching) >= FEW:
            matching = [offer for offer in matching if offer.sure]
        offered: dict[str, str] = {}
        for offer in self._answered(matching):
            offered.setdefault(offer.text, self._shown(offer, several=several))
            if len(offered) == limits.CHOICES:
                break
        return [(shown, sent) for sent, shown in offered.items()]

    def _answered(self, offers: Iterable[_Offer]) -> Iterator[_Offer]:
        end = self._clock() + TRIALS
        for offer in offers:
            key = (offer.article.id, offer.text)
            if not offer.sure and key not in self._tried:
                if self._clock() > end:
                    continue
                answer = self._answerer.answer(offer.text, 1, articles={offer.article.id})
                self._tried[key] = answer.answered
            if offer.sure or self._tried[key]:
                yield offer

    @staticmethod
    def _shown(offer: _Offer, *, several: bool) -> str:
        if offer.sure or not several:
            return offer.text
        return cut(f"{offer.text} · {one_line(offer.article.title)}", limits.CHOICE, render=str)


def article_choices(library: Library, typed: str) -> list[Choice]:
    """Up to 25 articles whose title has a word that begins so for each word typed, by title and id."""
    wanted = _words(typed)
    matching = (
        article
        for article in library.articles
        if all(f" {each}" in _searchable(article.title) for each in wanted)
    )
    return [(_name(article), article.id) for article in islice(matching, limits.CHOICES)]


def article_named(library: Library, typed: str) -> Article | None:
    """The article with this id or title; the only one there is where nothing is typed."""
    if not typed.strip():
        return library.articles[0] if library.articles else None
    wanted = _words(typed)
    return library.article(typed.strip()) or next(
        (article for article in library.articles if wanted and _words(article.title) == wanted), None
    )


def section_choices(article: Article, typed: str) -> list[Choice]:
    """Up to 25 sections with a word that begins so for each word typed, by name and number."""
    wanted = _words(typed)
    names = [passage.section or "" for passage in section_starts(article)]
    matching = (
        (cut(one_line(name), limits.CHOICE, render=str), str(number))
        for number, name in enumerate(names)
        if _words(name) and all(f" {each}" in _searchable(name) for each in wanted)
    )
    return list(islice(matching, limits.CHOICES))


def section_named(article: Article, typed: str) -> Passage | None:
    """The first passage of the section with this name, or with the number that `section_choices` gave it."""
    starts = section_starts(article)
    wanted = _words(typed)
    for passage in starts:
        if passage.section and wanted and _words(passage.section) == wanted:
            return passage
    number = typed.strip()
    return (
        starts[int(number)] if number.isascii() and number.isdigit() and int(number) < len(starts) else None
    )


def as_typed(text: str, words: Words) -> str:
    """What somebody typed, as it may stand in a message of ours."""
    return words(wording.QUOTED).format(text=cut(text, limits.CHOICE, render=question_shown))


def _name(article: Article) -> str:
    return cut(one_line(article.title) or article.id, limits.CHOICE, render=str)


def _offers(article: Article, tokenizer: Tokenizer) -> Iterator[_Offer]:
    for question in article.questions:
        if limits.length(question) <= limits.CHOICE and _words(question):
            yield _Offer(question, article, sure=True)
    sections = [passage.section for passage in section_starts(article) if passage.section]
    for text in dict.fromkeys([*sections, *_terms(article, tokenizer)]):
        if _words(text) and limits.length(text) <= limits.CHOICE:
            yield _Offer(text, article, sure=False)


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


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _searchable(text: str) -> str:
    """The words of `text`, each after a space: where one begins so, a space and its beginning stand there."""
    return " " + " ".join(_words(text))
