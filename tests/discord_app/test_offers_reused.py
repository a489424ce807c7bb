"""Offers that are taken over from those of the library before are the ones that are made anew."""

from __future__ import annotations

import random
from typing import Any

from bot.answering import Answer, Answerer
from bot.discord_app.offers.offers import Offers, make_offers
from bot.discord_app.offers.searchable_lines import SearchableLines
from bot.discord_app.offers.topics import Topics
from bot.library import Article, Footnote, Library, License
from bot.library.passages import Paragraph, passages_of
from bot.settings import Settings
from tests.search.making import article_of

WORDS = "weir mill goose tide gazette Übung 1901 stone".split()


class Counting(Answerer):
    """Keeps what it is asked."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__(library, settings)
        self.library, self.asked = library, list[str]()

    def answer(self, question: str, *arguments: Any, **options: Any) -> Answer:
        """An answer; the question is kept."""
        self.asked.append(question)
        return super().answer(question, *arguments, **options)


def an_article(number: int, chance: random.Random) -> Article:
    """One with some sections, questions and footnotes."""
    name, words = f"article-{number}", chance.sample(WORDS, 4)
    paragraphs = [
        Paragraph(f"The {each} of {words[0]} stands in {1900 + place}.", section=f"The {each}")
        for place, each in enumerate(words[: chance.randint(1, 3)])
    ]
    notes = tuple(Footnote(str(n), f"On the {chance.choice(WORDS)}.") for n in range(1, chance.randint(1, 4)))
    return Article(
        name,
        f"{words[1]} {chance.choice(WORDS)}",
        License("CC0"),
        passages_of(paragraphs, name, "en"),
        footnotes=notes,
        questions=tuple(f"Where is the {each}?" for each in words[: chance.randint(0, 2)]),
    )


def offered(offers: Offers, library: Library) -> list[object]:
    """All that is offered for anything that is typed."""
    few = library.only([article.id for article in library.articles[::2]])
    typed = ["", "w", "1", "2", "the mill", *WORDS, *(article.title for article in library.articles)]
    return [
        (
            offers.topics.choices(each, some),
            offers.articles.choices(some, each),
            offers.articles.find(some, each),
            offers.footnotes.choices(some, each),
            [(article.id, note) for article, note in offers.footnotes.find(some, each)],
            [(article.id, note) for article, note in offers.footnotes.find_by_words(some, each)],
        )
        for each in typed
        for some in (library, few)
    ]


def test_offers_after_changes_are_those_made_from_nothing() -> None:
    chance = random.Random(5)
    articles = {number: an_article(number, chance) for number in range(12)}
    offers = None
    for _ in range(8):
        library = Library(tuple(articles[number] for number in sorted(articles)))
        answerer = Answerer(library, Settings())
        offers = make_offers(library, answerer, lambda: 0.0, previous=offers)
        assert offered(offers, library) == offered(make_offers(library, answerer, lambda: 0.0), library)
        for number in chance.sample(range(15), 3):
            articles.pop(number, None)
            if chance.random() < 0.7:
                articles[number] = an_article(number, chance)


def test_what_was_tried_out_is_tried_out_again_for_a_changed_article_alone() -> None:
    def library(year: str) -> Library:
        texts = {"mill": "The mill was built in 1901.", "weir": f"The weir {year}."}
        return Library(
            tuple(articles.setdefault(text, article_of([text], title=name)) for name, text in texts.items())
        )

    articles: dict[str, Article] = {}
    before = Counting(library("was moved in 1950"), Settings())
    topics = Topics(before.library, before, lambda: 0.0)
    assert topics.is_answered("When was the mill built?", "mill")
    assert topics.is_answered("When was the weir moved?", "weir")
    after = Counting(library("is old"), Settings())
    changed = Topics(after.library, after, lambda: 0.0, previous=topics)
    assert changed.is_answered("When was the mill built?", "mill")
    assert not changed.is_answered("When was the weir moved?", "weir")
    assert after.asked == ["When was the weir moved?"]


def test_lines_that_are_joined_are_found_by_their_new_numbers() -> None:
    first, second = SearchableLines(["a weir", "a mill", "a goose"]), SearchableLines(["no weir", "x\ny"])
    joined = SearchableLines.joined(
        [(first, 1, 3), (second, 0, 1), (first, 0, 0), (second, 1, 2), (first, 0, 1)]
    )
    assert len(joined) == 5
    assert [list(joined.matching([each])) for each in ("weir", "mill", "goose", "x y")] == [
        [2, 4],
        [0],
        [1],
        [3],
    ]
    assert list(joined.matching(["weir"], 3)) == [4]
    assert not len(SearchableLines.joined([]))
