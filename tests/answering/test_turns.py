"""Turns of talk after an answer: a question that leaves the rest unsaid, a wrong thing, a “hmm”."""

from __future__ import annotations

import pytest

from bot.answering import NO_CONTEXT, Answer, Answerer, Reaction, SmallTalk, reply
from bot.answering.reaction_matcher import reaction
from bot.library import Library, load_library, parse_article
from bot.settings import SHIPPED_KNOWLEDGE, Settings

LIBRARY = load_library(SHIPPED_KNOWLEDGE)
ANSWERER = Answerer(LIBRARY, Settings())
TITLES = [article.title for article in LIBRARY.articles]
FOUNDED = ANSWERER.answer("When was the Fourth International founded?")
REFUSED = ANSWERER.answer("how do i freeze a strudel")

LOAF = """---
title: Fen loaf
license: CC0
---

Fen loaf is a dark bread from the Ostmark, made of rye and barley.[^1]

The loaves are baked slowly, in clay pots set in embers, at about 140 °C for eleven hours.[^2]

The oldest recipe was written down by Grete Olm in 1742, in the town of Lindwerder.

[^1]: Kruse, Food of the Fens.
[^2]: Kruse, p. 41.
"""


def _loaf() -> Answerer:
    article, _ = parse_article(LOAF, article="fen-loaf", path="fen-loaf.md")
    assert article is not None
    return Answerer(Library((article,)), Settings())


def _after(first: str, *then: str) -> Answer:
    answerer = _loaf()
    answer = answerer.answer(first)
    for each in then:
        answer = answerer.answer(each, context=answer.context)
    return answer


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("how are the loaves baked", "at what temperature?", "140 °C"),
        ("how are the loaves baked", "and for how long?", "eleven hours"),
        ("who wrote down the oldest recipe", "in which year?", "1742"),
        ("who wrote down the oldest recipe", "in what town", "Lindwerder"),
        ("when was the oldest recipe written down", "by whom?", "Grete Olm"),
    ],
)
def test_a_question_without_a_verb_asks_the_one_before_once_more(first: str, then: str, told: str) -> None:
    answer = _after(first, then)
    assert answer.answered
    assert told in answer.passages[0].highlight_text
    assert not _loaf().answer(then).answered


def test_one_follows_on_the_other() -> None:
    answer = _after("how are the loaves baked", "at what temperature?", "for how long?")
    assert "eleven hours" in answer.passages[0].highlight_text


@pytest.mark.parametrize(
    "whole",
    ["in which year was the fen loaf invented", "how many bakers died in the fire", "what town is near it"],
)
def test_a_question_with_a_verb_says_what_it_asks(whole: str) -> None:
    alone, after = _loaf().answer(whole), _after("who wrote down the oldest recipe", whole)
    assert after.passages == alone.passages or "it" in whole.split()


@pytest.mark.parametrize(
    "text",
    [
        "no, that's the wrong mill",
        "that is the wrong steam mill",
        "not the mill I meant",
        "hmm, that's a different mill",
        "das ist die falsche Mühle",
        "nein, das ist die falsche Mühle",
        "ce n'est pas le bon moulin",
        "ese no es el molino",
        "esse não é o moinho certo",
        "это не та мельница",
    ],
)
def test_a_wrong_thing_is_a_complaint(text: str) -> None:
    answer = ANSWERER.answer(text, context=FOUNDED.context)
    assert answer.reaction is Reaction.COMPLAINT
    assert reply(answer, TITLES).startswith("Sorry")


@pytest.mark.parametrize(
    "text", ["what was wrong with the mill", "the wrong trousers", "which mill is the other one of the two"]
)
def test_a_question_about_a_wrong_thing_is_none(text: str) -> None:
    assert reaction(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("hmm", "Hm.", "huh?", "?", "…", "🤔", "I don't get it", "tja", "euh", "no entiendo", "hein?", "хм"),
        *("lol", "LOL", "haha", "😂", "jajaja", "mdr", "kkkk", "хаха"),
    ],
)
def test_a_hesitation_is_told_what_can_be_done(text: str) -> None:
    answer = ANSWERER.answer(text, context=FOUNDED.context)
    assert answer.reaction is Reaction.HESITATION
    assert "“more”" in reply(answer, TITLES)
    assert "“source”" in reply(answer, TITLES)
    # What is offered holds: the words that are named do what is said of them.
    more, source = (ANSWERER.answer(word, context=answer.context) for word in ("more", "source"))
    assert more.answered
    assert more.passages[0].passage.id != FOUNDED.passages[0].passage.id
    assert [each.footnote.number for each in source.cited] == ["4"]


@pytest.mark.parametrize("context", [NO_CONTEXT, REFUSED.context])
def test_a_hesitation_after_nothing_offers_nothing_that_was_not_shown(context: object) -> None:
    assert not REFUSED.answered
    answer = ANSWERER.answer("hmm", context=REFUSED.context if context else NO_CONTEXT)
    assert "“more”" not in reply(answer, TITLES)


@pytest.mark.parametrize("text", ["hm ok", "ok lol", "haha thanks", "lol, nice"])
def test_a_hesitant_ok_is_an_ok(text: str) -> None:
    assert ANSWERER.answer(text, context=FOUNDED.context).small_talk is SmallTalk.THANKS


def test_who_laughs_at_a_question_asks_it_all_the_same() -> None:
    answer = ANSWERER.answer("When was the Fourth International founded? hahaha")
    assert answer.passages == FOUNDED.passages


@pytest.mark.parametrize(
    "text",
    [
        "which book is that from?",
        "what paper does this come from",
        "aus welchem Buch stammt das?",
        "из какой книги это?",
    ],
)
def test_the_book_that_it_is_from_is_that_of_what_was_shown(text: str) -> None:
    shown = ANSWERER.answer(text, context=FOUNDED.context)
    assert [each.footnote.number for each in shown.cited] == ["4"]
    refused = ANSWERER.answer(text, context=REFUSED.context)
    assert (refused.answered, refused.cited) == (False, ())
    assert "showed nothing" in reply(refused, TITLES)
