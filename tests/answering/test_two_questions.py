"""Two questions in one message, of which one asks for footnotes, the source or the licence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.answering import Answer, Answerer, reply
from bot.discord_app.cards import answer_card
from bot.discord_app.markup import discord_limits
from bot.discord_app.markup.discord_limits import length
from bot.library import Library, load_library, parse_article
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from bot.terminal.rendering import render_answer
from tests.discord_app.reading_cards import texts
from tests.strategies import REQUESTS

LIBRARY = load_library(SHIPPED_KNOWLEDGE)
ANSWERER = Answerer(LIBRARY, Settings())
TITLES = [article.title for article in LIBRARY.articles]

LENIN, LED, FOURTH = "V.I. Lenin, ", "paramount leader of the Soviet Red Army", "The Transitional Program"
LICENSE = "CC-BY-SA"


def _card(answer: Answer, *, plain: bool = False) -> str:
    return "\n".join(texts(answer_card(answer, TITLES, show_question=True, plain=plain)))


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("[2]? source?", [LENIN, LICENSE]),
        ("[9]? source?", [LICENSE]),
        ("Which license? source?", [LICENSE]),
        ("Who led the Red Army? What does footnote 4 say?", [LED, FOURTH, LICENSE]),
        ("What does footnote 4 say? Who led the Red Army? footnote 2?", [LED, FOURTH, LENIN]),
        ("footnotes 4 and 9? Who led the Red Army?", [FOURTH, "There is no footnote 9.", LED]),
        ("[4]? What is the price of bread in Berlin?", [FOURTH, "bread in Berlin", LICENSE]),
    ],
)
def test_what_each_half_asks_for_is_shown(message: str, shown: list[str]) -> None:
    answer = ANSWERER.answer(message)
    console = Console(width=2000)
    with console.capture() as capture:
        console.print(render_answer(answer, LIBRARY, plain=True))
    printed = capture.get()
    for place in (printed, _card(answer).replace("**", "")):
        assert [words for words in shown if words not in place] == []


LONG = Library(
    tuple(
        article
        for name in "abc"
        if (
            article := parse_article(
                f"---\ntitle: Trotskyism {'long ' * 30}\nlicense:\n  name: CC BY\n"
                f"  notice: {'All text is free. ' * 60}\n---\n\n"
                f"{'Lenin said so in the revolution of 1917, led by workers. ' * 40}[^1][^2][^a]\n\n"
                + "".join(f"[^{label}]: {'Minutes of the committee. ' * 60}\n\n" for label in "12a"),
                article=name,
                path=f"{name}.md",
            )[0]
        )
    )
)
LONG_ANSWERER = Answerer(LONG, Settings(confidence=0))


@given(
    st.lists(st.sampled_from([*REQUESTS, "Who led workers?"]), min_size=2, max_size=3, unique=True),
    st.booleans(),
)
def test_however_much_is_asked_for_the_card_has_room(asked: list[str], plain: bool) -> None:
    answer = LONG_ANSWERER.answer("\n".join(asked))
    titles = [article.title for article in LONG.articles]
    view = answer_card(answer, titles, show_question=True, plain=plain)  # raises where a limit is broken
    shown = "\n".join(texts(view))
    assert length(shown) <= (discord_limits.PLAIN_TEXT if plain else discord_limits.TEXT)
    assert not answer.requests or len(shown) > len(reply(answer, titles)) + len(answer.question)


def test_questions_that_are_too_many_are_named() -> None:
    answer = ANSWERER.answer(
        "Who led the Red Army? When was the Fourth International founded? What is Trotskyism?"
        " Who is the mayor of Bristol? How tall was he?"
    )
    assert len(answer.halves) == 3
    assert answer.left == ("Who is the mayor of Bristol?", "How tall was he?")
    assert reply(answer, TITLES).endswith("ask again: Who is the mayor of Bristol? How tall was he?")


@pytest.mark.parametrize("numbered", ["1. {} 2. {}", "1) {}\n2) {}", "- {}\n- {}", "• {}\n• {}", "{}\n{}"])
def test_the_items_of_a_list_are_questions(numbered: str) -> None:
    asked = ("Who led the Red Army?", "When was the Fourth International founded?")
    answer = ANSWERER.answer(numbered.format(*asked))
    assert [(half.question, half.answered) for half in answer.halves] == [(each, True) for each in asked]


def test_only_what_is_shown_is_credited() -> None:
    told = "The harbour was built by monks in 1402.\n\nThe lighthouse was painted by sailors in 1510.\n"
    heads = {name: f"---\ntitle: Harbour {name}\nlicense: CC BY\n---\n\n" for name in "ab"}
    parsed = [parse_article(heads[name] + told, article=name, path=f"{name}.md")[0] for name in heads]
    articles = [article for article in parsed if article]
    answerer = Answerer(Library(tuple(articles)), Settings(confidence=0))
    answer = answerer.answer("Who built the harbour? Who painted the lighthouse?", 2)
    assert len(answer.passages) == 2
    assert {each.article for each in answer.attributions} == {
        each.passage.article for each in answer.passages
    }
