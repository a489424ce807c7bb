"""Each passage of an article is about its title: that word tells none of them from the others."""

from __future__ import annotations

import pytest

from bot.answering import NO_CONTEXT, Answer, Answerer
from bot.answering.phrase_matcher import PhraseMatcher
from bot.library import Library, parse_article
from bot.search import Index, Meaning
from bot.settings import Settings

BRIDGE = """\
---
title: Alder Bridge
license: CC0
---

Alder Bridge is a wooden bridge in Wennick.[^1] The bridge stands on twelve posts of larch, and carts may no
longer cross the bridge. It was designed by Ottilie Marsh and built in 1804.

The town sold a mill to pay for the timber. The cost came to 900 crowns.[^1]

Four carpenters drowned in the flood of 1803.

[^1]: Town roll, p. 4.
"""
ORGAN = """\
---
title: Teske Organ
license: CC0
---

The Teske Organ in Grauholz was built by Ida Teske in 1712.[^*] It has two manuals and nineteen stops.

The parish paid Teske 240 thalers.[^*] In 1709 she halted the work for a winter.

[^*]: Parish book, 1712.
"""
ARTICLES = tuple(
    article
    for name, text in (("bridge", BRIDGE), ("organ", ORGAN))
    if (article := parse_article(text, article=name, path=f"{name}.md")[0])
)


def _answerer(*, with_meaning: bool) -> Answerer:
    index = Index(ARTICLES, meaning=Meaning() if with_meaning else None)
    return Answerer(Library(ARTICLES), Settings(), index)


WORDS, MEANING = _answerer(with_meaning=False), _answerer(with_meaning=True)


def _first(answer: Answer) -> str:
    best = (answer.passages or answer.nearest)[0]
    return best.highlight.of(best.passage.text)


@pytest.mark.parametrize("answerer", [WORDS, MEANING])
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the bridge cost?", "The cost came to 900 crowns."),
        ("Who drowned at the bridge?", "Four carpenters drowned"),
        ("When did she halt the work on the organ?", "In 1709 she halted the work"),
    ],
)
def test_what_is_asked_for_comes_before_the_title(answerer: Answerer, question: str, expected: str) -> None:
    assert _first(answerer.answer(question)).startswith(expected)


@pytest.mark.parametrize(
    "question", ["How many toll booths does the bridge have?", "Who painted Alder Bridge?"]
)
def test_a_title_alone_answers_nothing(question: str) -> None:
    assert not WORDS.answer(question).answered
    assert not MEANING.answer(question).answered


def test_who_asks_for_the_subject_gets_its_introduction() -> None:
    answer = WORDS.answer("What is Alder Bridge?")
    assert answer.answered
    assert _first(answer).startswith("Alder Bridge is")


def test_a_sentence_answers_something_else_as_well_only_where_it_says_so() -> None:
    built = MEANING.answer("Who built the Teske Organ?")
    assert _first(built).startswith("The Teske Organ in Grauholz was built")
    again = MEANING.answer("And when was it built?", context=built.context)
    assert again.again
    halted = MEANING.answer("When did she halt it?", context=built.context)
    assert _first(halted).startswith("In 1709 she halted")
    assert not halted.again
    tuned = MEANING.answer("And who tuned it?", context=built.context)
    assert not tuned.again


def test_it_is_the_subject_of_the_one_article_that_may_answer() -> None:
    answer = WORDS.answer("Who built it?", articles={"organ"})
    assert answer.answered
    assert _first(answer).startswith("The Teske Organ")
    alone = Answerer(Library(ARTICLES[:1]), Settings())
    assert _first(alone.answer("who designed it")).startswith("It was designed by Ottilie Marsh")
    assert not WORDS.answer("Who built it?").answered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What happened there?", True),
        ("Was there anything that she wrote there?", True),
        ("Is it true that it was moved?", True),
        ("How many pipes are there?", False),
        ("Is it true?", False),
        ("Did there use to be one of these", True),
    ],
)
def test_pronouns_that_stand_for_nothing(text: str, expected: bool) -> None:
    assert PhraseMatcher(["en"], {}).has_pronoun(text) is expected


@pytest.mark.parametrize(
    "request_", ["what does [*] refer to?", "what does footnote * refer to?", "footnote *", "[*]"]
)
def test_a_footnote_that_only_another_article_has_is_shown(request_: str) -> None:
    for context in (NO_CONTEXT, WORDS.answer("What did the bridge cost?").context):
        answer = WORDS.answer(request_, context=context)
        assert [(each.article, each.footnote.number) for each in answer.cited] == [("organ", "*")]


def test_a_sign_in_a_question_is_no_footnote() -> None:
    answer = WORDS.answer("Who built the organ * and when?")
    assert answer.about is None


@pytest.mark.parametrize(
    ("request_", "about", "article"),
    [
        ("which book is cited about the Alder Bridge", "footnotes", "bridge"),
        ("what works are cited in the organ article", "footnotes", "organ"),
        ("show me the sources of the organ article", "footnotes", "organ"),
        ("may I sell copies of the bridge article?", "license", "bridge"),
        ("who wrote the organ article?", "source", "organ"),
    ],
)
def test_an_article_is_named_by_a_word_of_its_title(request_: str, about: str, article: str) -> None:
    answer = WORDS.answer(request_)
    assert answer.about == about
    assert [each.article for each in answer.attributions] == [article]


@pytest.mark.parametrize("question", ["Who built the organ?", "who designed the bridge in this article"])
def test_a_question_about_the_subject_is_no_request(question: str) -> None:
    assert WORDS.answer(question).about is None


@pytest.mark.parametrize("answerer", [WORDS, MEANING])
@pytest.mark.parametrize(
    ("nobody_s", "whose"),
    [
        ("When did she halt the work?", "When did she halt the work on the organ?"),
        ("who was it designed by", "who was the bridge designed by"),
    ],
)
def test_of_several_articles_none_answers_for_a_pronoun_that_nobody_explained(
    answerer: Answerer, nobody_s: str, whose: str
) -> None:
    untold = answerer.answer(nobody_s)
    assert not untold.answered
    told = answerer.answer(whose)
    assert told.answered
    assert answerer.answer(nobody_s, context=told.context).answered
    assert answerer.answer(nobody_s, articles={told.passages[0].passage.article}).answered
    assert _first(untold) == _first(told)
