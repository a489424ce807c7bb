"""Who asks what something is gets the sentence that says so, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import Index
from bot.search.ranking.defining_sentences import defines
from bot.search.text.tokenizer import Tokenizer
from tests.search.making import article_of

ENGLISH = Tokenizer("en")

KERF = [
    "The saw of the mill was driven by the river. Each kerf was driven in a minute, and boys swept.",
    "The joiners were proud people. A kerf is the notch that a saw leaves in wood. Oil kept the blades cool.",
    "In winter the mill stood still, for the river was frozen, and the joiners went home to their villages.",
]


def _subject(question: str) -> list[str]:
    words = ENGLISH.tokens(question)
    return [words[place].surface for place in ENGLISH.language.definitions.subject(words)]


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is sharecropping?", "sharecropping"),
        ("what's a kerf", "kerf"),
        ("What’s a kerf?", "kerf"),
        ("whats a kerf", "kerf"),
        ("What are duck curves?", "duck curves"),
        ("What was an oprichnik?", "oprichnik"),
        ("what does isobaric mean?", "isobaric"),
        ("What is meant by moral hazard?", "moral hazard"),
        ("define kerf", "kerf"),
        ("What is the meaning of kerf?", "kerf"),
        # Something about a thing is asked, or which one it is.
        ("What is the capital of Kent?", ""),
        ("What is the kerf?", ""),
        ("What is Kent's capital?", ""),
        ("What is a bee good for?", ""),
        ("What are rotors attached to?", ""),
        ("What was destroyed?", ""),
        ("What is it?", ""),
        ("What is there?", ""),
        ("What is the difference between a kerf and a notch?", ""),
        ("Who is Trotsky?", ""),
        ("What is", ""),
        ("mean", ""),
        ("", ""),
    ],
)
def test_what_is_to_be_defined(question: str, subject: str) -> None:
    assert _subject(question) == subject.split()


@pytest.mark.parametrize(
    "sentence",
    [
        "A kerf is the notch that a saw leaves.",
        "Kerfs are notches.",
        "A kerf (from Old English cyrf) is a notch.",
        "A kerf, also called a cut, is a notch.",
        "Kerf: the notch that a saw leaves.",
        "The kerf – what the saw takes away – is lost.",
        "The joiner allows for the kerf, a notch as wide as the blade.",
        "The notch, called a “kerf”, is lost.",
        "The notch or kerf is lost.",
        "They refer to it among themselves as a kerf.",
        "The notch (kerf) is lost.",
        "The notch (or kerf) is lost.",
        "A notch is a kerf.",
        "In joinery a kerf usually means a notch.",
        "Kerfs are used as guides.",
    ],
)
def test_sentences_that_define(sentence: str) -> None:
    assert defines(sentence, ENGLISH.tokens("kerf"), ENGLISH)


@pytest.mark.parametrize(
    "sentence",
    [
        "Each kerf takes wood away.",
        "The width of a kerf is small.",
        "Between the plank and the kerf was a gap.",
        "They saw a kerf.",
        "It is wide, like a kerf.",
        "Kerfing is done by hand.",
        "A kerf saw is a tool.",
        "Wood is lost (in kerfs).",
        "This is called kerf-wide.",
        "They are called kerf saws.",
        "The kerf and the plank became one.",
        "The kerf's edge is rough.",
        "It is the kerf of the plank that counts.",
        "Oil is put into the kerf, which is cleaned by boys.",
        "Each kerf was driven by hand.",
        "A kerf is carefully filled.",
        "A notch is left.",
        "",
    ],
)
def test_sentences_that_have_the_word_and_do_not_define_it(sentence: str) -> None:
    assert not defines(sentence, ENGLISH.tokens("kerf"), ENGLISH)


def test_a_word_of_the_same_stem_is_another_one() -> None:
    assert not defines("The condensate is water.", ENGLISH.tokens("condenser"), ENGLISH)
    assert defines("Antibodies are proteins.", ENGLISH.tokens("antibody"), ENGLISH)
    assert not defines("Lenin was the head of the party.", ENGLISH.tokens("Leninism"), ENGLISH)
    assert defines("Leninism was a theory.", ENGLISH.tokens("Leninism"), ENGLISH)


def test_the_passage_that_defines_comes_first_and_its_sentence() -> None:
    index = Index([article_of(KERF, title="The mill")])
    hit = index.search("What is a kerf?").hits[0]
    assert hit.passage.text == KERF[1]
    assert hit.passage.sentences[hit.sentence].of(hit.passage.text).startswith("A kerf is")


def test_without_a_definition_it_is_less_sure() -> None:
    index = Index([article_of([KERF[0], KERF[2]], title="The mill")])
    without = index.search("What is a kerf?")
    related = index.search("How was a kerf driven?")
    assert without.confidence < 0.5 < related.confidence


def test_an_article_introduces_its_own_subject() -> None:
    article = article_of(["In the north people cut kerfs.", *KERF[2:]], title="Kerf")
    assert Index([article]).search("What is a kerf?").confidence >= 0.5


@given(st.text(), st.text(alphabet="kerf s(),.:–“”'aisn ", max_size=80))
def test_any_text_defines_or_does_not(question: str, sentence: str) -> None:
    words = ENGLISH.tokens(question)
    subject = ENGLISH.language.definitions.subject(words)
    assert not subject or 0 <= subject[0] <= subject[-1] < len(words)
    defines(sentence, ENGLISH.tokens("kerf"), ENGLISH)
