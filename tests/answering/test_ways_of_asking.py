"""What is said around a question asks nothing, and changes nothing of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answerer
from bot.answering.asides import Asides
from bot.answering.phrase_matcher import PhraseMatcher
from bot.library import load_library
from bot.search import Index, Meaning
from bot.settings import SHIPPED_KNOWLEDGE, Settings

ASIDES = Asides(PhraseMatcher(["en"], {}), knows=lambda _: True)
"""To articles that have every word."""

SETS = Path(__file__).parent / "sets"
SAME = 0.001
"""What a wish for an overview may be surer than a question that finds the same passage."""

SOME = 8
"""Questions that are asked in each way: so many that are answered, and as many that aren't."""

WAYS = (
    "{}?",
    "{} ???",
    "{} 🤔",
    "🤔 {}",
    "1️⃣ {}",
    "hmm {}",
    "bro {}",
    "{} bro",
    "{} tbh",
    "ngl {}",
    "{} though",
    "{} exactly",
    "{} anyway?",
    "{}, anyone?",
    "actually {}",
    "honestly, {}",
    "quick question - {}",
    "{} (serious question)",
    "dumb question, {}",
    "one more thing, {}",
    "follow up: {}",
    "based on the article, {}",
    "{} for my homework",
    "{} any help appreciated",
)
ASKING = ("um {}", "wait, {}", "wait so {}", "ok but {}", "could you look up {}", "i keep forgetting {}")
"""Before a word that asks."""

BESIDE = (
    "I have a test tomorrow. {}",
    "We went to a museum yesterday and I got curious. {}?",
    "Hi! I'm new here. {}?",
    "My teacher told us about this, {}?",
    "sorry if this was asked before but {}",
    "i was arguing with my dad lol, can you tell me {}",
    "Settle a bet for us: {}?",
    "Google tells me nothing. {}?",
    "my son needs this for school - {}",
    "{}? I couldn't find it anywhere",
    "{}? My teacher asked us.",
    "{}?? i've been looking for an hour",
    "{}!!!! i need it for school",
    "{} because I need it for school",
    "{} for my homework due tomorrow",
    "can someone help me i need to know {}",
    "https://en.wikipedia.org/wiki/Trotskyism {}",
    "Long day for me.\n{}",
)
"""What people tell of themselves beside a question that begins with a word that asks."""

OF_SUBJECT = (
    "wait what is {}",
    "uh what is {}",
    "what is {} exactly?",
    "what is {}, basically?",
    "what is {} anyway",
    "what is this {} thing",
    "what's that {} stuff about",
    "what kind of thing is {}",
    "who or what is {}",
    "never heard of {}, what is it",
    "i don't get {}",
    "i need info about {} for school",
    "please explain what {} means",
    "help me understand {}",
    "talk to me about {}",
    "give me a rundown on {}",
    "basics of {}",
    "introduction to {}",
    "walk me through {}",
    "{} 101",
)


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), Settings())


def _questions() -> Sequence[str]:
    questions = yaml.safe_load((SETS / "trotskyism.yaml").read_text(encoding="utf-8"))
    return [*list(questions["answered"])[:SOME], *list(questions["refused"])[:SOME]]


def _changed(answerer: Answerer, ways: Sequence[str], questions: Sequence[str]) -> list[str]:
    """The questions that aren't as sure in one of these ways."""

    def sure(text: str) -> float:
        return answerer.answer(text).confidence

    return [
        text
        for question in questions
        for text in (way.format(question) for way in ways)
        if sure(text) != pytest.approx(sure(question), abs=SAME)
    ]


def test_what_is_said_around_a_question_changes_nothing(answerer: Answerer) -> None:
    # Of a few keywords "lol" might be one; "himself" might be whom somebody told of.
    questions = [each.rstrip("?") for each in _questions() if len(each.split()) > 2 and "self" not in each]
    assert not _changed(answerer, WAYS, questions)
    asking = [each for each in questions if each.lower().startswith(("wh", "how"))]
    assert len(asking) >= SOME
    assert not _changed(answerer, (*ASKING, *BESIDE), asking)


def test_nor_where_the_question_is_read_with_the_sentence() -> None:
    library = load_library(SHIPPED_KNOWLEDGE)
    read = Answerer(library, Settings(), Index(library.articles, meaning=Meaning()))
    questions = ("who founded the Fourth International", "what did Trotsky oppose", "was Trotsky married")
    assert not _changed(read, WAYS, questions)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ich habe morgen eine Prüfung. Wer führte die Armee?", "Wer führte die Armee?"),
        ("mein Lehrer weiß es nicht, wer führte die Armee", "wer führte die Armee"),
        ("J'ai un examen demain. Qui dirigeait l'armée ?", "Qui dirigeait l'armée ?"),
        ("tengo un examen mañana, quién dirigió el ejército", "quién dirigió el ejército"),
        ("Estou estudando. Quem liderou o exército?", "Quem liderou o exército?"),
        ("у меня завтра экзамен, кто возглавлял армию", "кто возглавлял армию"),
    ],
)
def test_what_is_told_beside_a_question_is_left_out_in_all_languages(text: str, asked: str) -> None:
    assert ASIDES.question_in(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "In 1917, who led the army?",
        "According to Lenin, what is a party?",
        "The army was founded in 1918. By whom?",
        "My essay is on the Red Army. Who led it?",
        "Lenin, who led the army, wrote that",
        "What did St. Peter do in Rome?",
        "Who said this? All that glitters is not gold.",
        "Who led the army? Where was the party founded?",
        "how did the army feel because the party split",
        "what did some of the soldiers want",
        "what was the money for mines and mills",
        "",
    ],
)
def test_what_belongs_to_a_question_is_kept(text: str) -> None:
    assert ASIDES.question_in(text) == text


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I am not a history person. red army leader", "red army leader"),
        ("i was arguing with my dad, did the army fight", "did the army fight"),
        ("Love this bot. is it true that the army fought", "Love this bot. is it true that the army fought"),
        ("I love Tolkien. When was he born?", "I love Tolkien. When was he born?"),
        ("U.S. navy size", "U.S. navy size"),
        ("I am not a history person. ok", "I am not a history person. ok"),
    ],
)
def test_what_no_article_has_a_word_of_is_left_out_whatever_follows(text: str, asked: str) -> None:
    assert Asides(PhraseMatcher(["en"], {}), knows=lambda _: False).question_in(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "I'm talking about Greenwich Observatory. Who gave the money?",
        "My favourite is Greenwich. Who was the first director?",
        "i was at the vatican. what happened to the dome?",
        "I was in Berlin last week. How did the dome turn?",
        "Our observatory closed in 2003. Who was the first director?",
        "my favourite observatory is old. when was the observatory in use?",
        "My school sold its telescope. When was the telescope sold?",
        "i mean the white army. who led the army?",
        "My talk is about the navy. Who was the leader?",
        "I'm asking about WW2. Who led the Red Army?",
        "Paris is nice. Who built the tower?",
        "Who built the tower? Paris is nice.",
        "Ich meine Berlin. Wer führte die Armee?",
        "Who led the Red Army? I mean in 1945.",
        "Who gave the money? I mean at Greenwich.",
        "who gave the money? for the brickworks i mean",
        "When was the Fourth International founded? Not the one in France.",
        "who gave the money for our brickworks",
        "who measured the stars for US",
        "what did lenin say about trotsky because i killed him",
    ],
)
def test_what_may_say_what_is_asked_about_is_kept(text: str) -> None:
    assert Asides(PhraseMatcher(["en"], {}), knows=lambda _: False).question_in(text) == text


@pytest.mark.parametrize(
    "text", ["who gave the money for our king", "who won the money because we needed it"]
)
def test_a_reason_with_a_word_of_the_articles_is_kept(text: str) -> None:
    assert ASIDES.question_in(text) == text


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("How do I cite this? My teacher wants APA.", "source"),
        ("Which sources back this up? I need them for my essay.", "footnotes"),
        ("I'm writing a paper. Which sources does it cite?", "footnotes"),
    ],
)
def test_who_asks_for_sources_may_tell_why(answerer: Answerer, text: str, about: str) -> None:
    before = answerer.answer("who led the Red Army").context
    assert answerer.answer(text, context=before).about == about


def test_a_complaint_tells_what_is_not_meant(answerer: Answerer) -> None:
    before = answerer.answer("who led the Red Army")
    after = answerer.answer("that's wrong. who led the Red Army?", context=before.context)
    assert before.passages[0].passage.id not in [each.passage.id for each in after.passages]


@given(st.text() | st.text(alphabet="Iwho ly.,?!:\n-", max_size=80))
def test_no_word_is_added(text: str) -> None:
    assert ASIDES.question_in(text) in text


@pytest.mark.parametrize("way", OF_SUBJECT)
def test_whoever_asks_for_the_subject_is_given_its_introduction(answerer: Answerer, way: str) -> None:
    answer = answerer.answer(way.format("Trotskyism"))
    assert answer.answered
    assert answer.passages[0].passage.paragraph == 1


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ähm, wer gründete die Partei", "wer gründete die Partei"),
        ("was ist Trotzkismus eigentlich?", "was ist Trotzkismus"),
        ("kurze Frage: wann sank das Schiff genau", "wann sank das Schiff"),
        ("euh, qui dirigeait l'armée", "qui dirigeait l'armée"),
        ("quién fundó el partido, en serio", "quién fundó el partido, "),
        ("quem fundou o partido, alguém sabe?", "quem fundou o partido,"),
        ("кстати, кто основал партию", "кто основал партию"),
    ],
)
def test_in_other_languages_too(typed: str, asked: str) -> None:
    assert PhraseMatcher(["en"], {}).without_courtesies(typed) == asked


@pytest.mark.parametrize(
    "text",
    [
        "what is the next question",
        "what did the dude want",
        "who was the bro",
        "was that a serious question",
        "how long did they wait",
        "wann wurde er geboren",
        "um wie viel Uhr begann es",
        "em que ano foi fundada",
        "what is ♥",
        "how hot is 20°",
    ],
)
def test_what_is_asked_stays(text: str) -> None:
    assert PhraseMatcher(["en"], {}).without_courtesies(text) == text
