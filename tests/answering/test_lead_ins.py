"""What only leads to a question is no part of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.answering.lead_ins import topic_asked_about, without_lead_in
from bot.library import load_library
from bot.search.training.written_articles import KEPT_BACK, read_written
from bot.settings import SHIPPED_KNOWLEDGE, Settings

LEAD_INS = (
    "Can you tell me",
    "could you please tell me,",
    "do you happen to know",
    "does anyone here know",
    "i was just wondering",
    "Hey bot, quick question:",
    "I'd love to know, if you don't mind,",
    "not sure if you know but",
    "for my homework i need to know",
    "help me find out",
    "remind me",
)
QUESTIONS = (
    "who led the Red Army?",
    "in which year was it founded",
    "on what basis did they meet",
    "why did Lenin criticise Trotsky?",
    "how many members are there?",
)
WISHES = (
    "tell me about",
    "can you tell me something about",
    "what does the article say about",
    "is there anything about",
    "any info on",
    "i want to learn more about",
    "does it mention",
)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_it_is_left_out(lead_in: str, question: str) -> None:
    assert without_lead_in(f"{lead_in} {question}") == question


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Kannst du mir sagen, wer die Armee führte?", "wer die Armee führte?"),
        ("weiß jemand, in welchem Jahr das war", "in welchem Jahr das war"),
        ("Peux-tu me dire qui dirigeait l'armée ?", "qui dirigeait l'armée ?"),
        ("est-ce que quelqu'un sait en quelle année c'était", "en quelle année c'était"),
        ("¿Me puedes decir quién dirigió el ejército?", "quién dirigió el ejército?"),
        ("me gustaría saber por qué se fue", "por qué se fue"),
        ("Você sabe quem liderou o exército?", "quem liderou o exército?"),
        ("eu gostaria de saber em que ano foi", "em que ano foi"),
        ("Скажи, кто возглавлял армию?", "кто возглавлял армию?"),
        ("можете сказать, в каком году это было", "в каком году это было"),
    ],
)
def test_it_is_left_out_in_other_languages(typed: str, asked: str) -> None:
    assert without_lead_in(typed) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Did Lenin know who led the army?",
        "What did Trotsky tell the workers when they struck?",
        "how can I tell when the bread is done",
        "who asked why the factory closed",
        "do you know why?",
        "do I have to tell them what's wrong with me?",
        "tell me",
        "",
    ],
)
def test_what_is_asked_stays(text: str) -> None:
    assert without_lead_in(text) == text


@pytest.mark.parametrize("topic", ["the Red Army", "Lenin's wife", "C++"])
@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_to_be_told_is_about_its_topic(wish: str, topic: str) -> None:
    assert topic_asked_about(f"{wish} {topic}") == topic


@pytest.mark.parametrize("text", ["tell me about it", "what does it say about this article", "tell me"])
def test_a_wish_without_a_topic_stays(text: str) -> None:
    assert topic_asked_about(text) == text


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize(("topic", "is_known"), [("the Red Army", True), ("the weather", False)])
def test_what_the_article_tells_is_shown_however_it_is_wished_for(
    answerer: Answerer, wish: str, topic: str, is_known: bool
) -> None:
    assert answerer.answer(f"{wish} {topic}").answered is is_known


@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_an_answer_is_as_sure_with_it_as_without(answerer: Answerer, lead_in: str) -> None:
    asked, led_to = (answerer.answer(f"{before}who led the Red Army?") for before in ("", f"{lead_in} "))
    assert led_to.confidence == asked.confidence
    assert [each.highlight_text for each in led_to.passages] == [
        each.highlight_text for each in asked.passages
    ]


@given(
    st.text() | st.lists(st.sampled_from(" ".join((*LEAD_INS, *QUESTIONS, *WISHES)).split())).map(" ".join)
)
def test_only_the_beginning_is_ever_left_out_and_once(text: str) -> None:
    for leave_out in (without_lead_in, topic_asked_about):
        assert text.endswith(leave_out(text))
    assert without_lead_in(without_lead_in(text)) == without_lead_in(text)


def test_questions_that_begin_with_what_asks_stay_whole() -> None:
    questions = [each.text for article in read_written(KEPT_BACK) for each in article.questions]
    asking = [
        each for each in questions if each.lower().startswith(("who ", "why ", "when ", "how ", "which "))
    ]
    assert len(asking) > 1000
    assert [each for each in asking if without_lead_in(each) != each] == []
