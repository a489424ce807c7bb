"""What follows on an answer: more of it, what stands behind it, and what else a message may ask."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import NO_CONTEXT, Answerer, Reaction, reply
from bot.answering.reaction_matcher import reaction
from bot.discord_app.cards import answer_card
from bot.library import Library, load_library, parse_article
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from tests.discord_app.reading_cards import texts

LIBRARY = load_library(SHIPPED_KNOWLEDGE)
ANSWERER = Answerer(LIBRARY, Settings())
TITLES = [article.title for article in LIBRARY.articles]
FOUNDED = ANSWERER.answer("When was the Fourth International founded?")


def test_more_shows_every_passage_once_and_then_says_so() -> None:
    answer, shown = FOUNDED, [each.passage.id for each in FOUNDED.passages]
    while answer.answered:
        answer = ANSWERER.answer("tell me more", context=answer.context)
        assert answer.reaction is Reaction.MORE
        shown += [each.passage.id for each in answer.passages]
    assert len(shown) == len(set(shown))
    assert reply(answer, TITLES) == "That is all I have on that."


def test_the_source_of_what_was_shown() -> None:
    answer = ANSWERER.answer("says who?", context=FOUNDED.context)
    assert (answer.about, [cited.footnote.number for cited in answer.cited]) == ("footnotes", ["4"])
    assert answer.cited[0].sentences[0].text == FOUNDED.passages[0].highlight_text
    led = ANSWERER.answer("Who led the Red Army?")
    bare = ANSWERER.answer("source?", context=led.context)
    assert (bare.answered, bare.cited, bare.nearest[0].passage) == (False, (), led.passages[0].passage)
    assert reply(bare, TITLES).startswith("No footnote stands behind this sentence")


def test_a_doubt_is_answered_with_the_words_that_matched_and_what_backs_them() -> None:
    answer = ANSWERER.answer("are you sure?", context=FOUNDED.context)
    assert {"fourth", "international"} <= set(answer.matched)
    (stays,) = answer.nearest
    assert (stays.passage, stays.highlight) == (FOUNDED.passages[0].passage, FOUNDED.passages[0].highlight)
    assert "with the footnotes behind it" in reply(answer, TITLES)
    led = ANSWERER.answer("Who led the Red Army?")
    bare = ANSWERER.answer("are you sure?", context=led.context)
    assert bare.nearest[0].highlight_text == led.passages[0].highlight_text
    assert "no footnote stands behind it" in reply(bare, TITLES)
    assert [each.article for each in answer.attributions] == ["trotskyism"]


def test_a_complaint_gets_an_apology_and_what_comes_next_nearest() -> None:
    answer = ANSWERER.answer("that's not what I asked", context=FOUNDED.context)
    assert reply(answer, TITLES).startswith("Sorry")
    assert FOUNDED.passages[0].passage.id not in {each.passage.id for each in answer.nearest}


@pytest.mark.parametrize(
    ("first", "then", "numbers"),
    [
        ("[1]", "and the second one?", ["2"]),
        ("footnote 4", "what about the third?", ["3"]),
        ("all footnotes", "the last one", ["5"]),
    ],
)
def test_what_is_counted_to_after_footnotes_is_a_footnote(first: str, then: str, numbers: list[str]) -> None:
    answer = ANSWERER.answer(then, context=ANSWERER.answer(first).context)
    assert [cited.footnote.number for cited in answer.cited] == numbers


@pytest.mark.parametrize("then", ["what about 3?", "3?", "and 3", "und 3?", "y el 3?"])
def test_a_figure_after_an_answer_is_a_footnotes_number(then: str) -> None:
    answer = ANSWERER.answer(then, context=FOUNDED.context)
    assert [cited.footnote.number for cited in answer.cited] == ["3"]


def test_a_figure_that_no_footnote_has_is_a_passages_place_or_said_to_be_missing() -> None:
    body = "Herons nest in reeds.\n\nHerons fish in ponds.\n\nHerons sleep in trees.\n"
    text = f"---\ntitle: Herons\nlicense: CC BY\n---\n\n{body}"
    article, _ = parse_article(text, article="herons", path="herons.md")
    assert article is not None
    answerer = Answerer(Library((article,)), Settings())
    first = answerer.answer("Where do herons nest?")
    places = [*first.context.shown, *first.context.waiting]
    second = answerer.answer("and 2?", context=first.context)
    assert [each.passage.id for each in second.passages] == [places[1].passage]
    assert answerer.answer("and 40?", context=first.context).missing == ("40",)
    assert not answerer.answer("and 1850?", context=first.context).about


def test_the_last_one_is_the_last_passage_whatever_number_the_question_held() -> None:
    answer = ANSWERER.answer("and the last one?", context=FOUNDED.context)
    last = (FOUNDED.context.shown if len(FOUNDED.context.shown) > 1 else FOUNDED.context.waiting)[-1]
    assert [each.passage.id for each in answer.passages] == [last.passage]


@pytest.mark.parametrize(
    "text",
    [
        "worst bot ever",
        "worst answer ever",
        "schlechtester Bot",
        "le pire bot",
        "peor respuesta",
        "худший ответ",
        "no era eso",
        "that wasn't it",
        "das war es nicht",
        "ce n'était pas ça",
        "não era isso",
        "это было не то",
    ],
)
def test_what_says_that_it_was_not_that_is_a_complaint(text: str) -> None:
    assert reaction(text) is Reaction.COMPLAINT


@pytest.mark.parametrize(
    "text", ["what was the worst?", "the worst famine", "was it not Lenin?", "not that war"]
)
def test_a_question_with_such_words_is_none(text: str) -> None:
    assert reaction(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("said said", None),
        ("written, written", None),
        ("more more more", Reaction.MORE),
        ("source? source??", Reaction.SOURCES),
        ("really really?", Reaction.DOUBT),
        ("no no no", Reaction.COMPLAINT),
        ("nein, nein!", Reaction.COMPLAINT),
    ],
)
def test_a_word_said_again_and_again_counts_once(text: str, kind: Reaction | None) -> None:
    assert reaction(text) is kind


@pytest.mark.parametrize(
    "then",
    [
        "where does that come from?",
        "woher kommt das?",
        "d'où vient ça ?",
        "¿de dónde viene eso?",
        "de onde vem isso?",
        "откуда это?",
    ],
)
def test_where_it_comes_from_is_what_stands_behind_the_sentence_shown(then: str) -> None:
    answer = ANSWERER.answer(then, context=FOUNDED.context)
    assert [cited.footnote.number for cited in answer.cited] == ["4"]
    assert ANSWERER.answer(then).about == "source"


@pytest.mark.parametrize(
    "message",
    [
        "Who led the Red Army? And when was the Fourth International founded?",
        "who led the red army and when was the fourth international founded",
        "Who led the Red Army?\nWhich dictionary is cited?",
    ],
)
def test_two_questions_are_both_answered(message: str) -> None:
    answer = ANSWERER.answer(message)
    assert answer.answered
    assert [half.answered for half in answer.halves] == [True, True]


def test_the_half_that_is_not_answered_is_named() -> None:
    answer = ANSWERER.answer("Who led the Red Army? What is the price of bread in Berlin?")
    assert [half.answered for half in answer.halves] == [True, False]
    assert "What is the price of bread in Berlin?" in reply(answer, TITLES)


def test_a_footnote_that_is_not_there_is_said_to_be_missing() -> None:
    answer = ANSWERER.answer("footnotes 4 and 9")
    assert ([cited.footnote.number for cited in answer.cited], answer.missing) == (["4"], ("9",))
    assert "9" in reply(answer, TITLES)


@given(
    st.lists(
        st.sampled_from(["more", "source?", "are you sure?", "wrong", "???", "[2]", "the third one"]),
        max_size=6,
    )
)
def test_whatever_is_said_back_every_passage_has_its_attribution(messages: list[str]) -> None:
    context = NO_CONTEXT
    for message in ("Who led the Red Army?", *messages):
        answer = ANSWERER.answer(message, context=context)
        context = answer.context
        shown = {each.passage.article for each in (*answer.passages, *answer.nearest)}
        shown |= {cited.article for cited in answer.cited}
        assert shown <= {attribution.article for attribution in answer.attributions}
        assert answer.passages or answer.cited or answer.attributions or reply(answer, TITLES)


def test_the_sentence_shown_last_is_not_shown_as_if_it_were_another() -> None:
    other = ANSWERER.answer("Where was the Fourth International established?", context=FOUNDED.context)
    assert other.passages[0].highlight_text == FOUNDED.passages[0].highlight_text
    assert other.again
    assert "that I showed last" in reply(other, TITLES)
    assert not ANSWERER.answer("Who led the Red Army?", context=FOUNDED.context).again
    assert not FOUNDED.again
    card = "\n".join(texts(answer_card(other, TITLES, show_question=True)))
    assert other.passages[0].highlight_text.split("[")[0] in card.replace("**", "").replace("\\", "")
    whole = "\n".join(texts(answer_card(replace(other, again=False), TITLES, show_question=True)))
    assert len(card) < len(whole)


def _shelf(count: int) -> Answerer:
    """Articles by number, each with one footnote but for the first."""
    parsed = [
        parse_article(
            f"---\ntitle: Canal {number}\nlanguage: en\nlicense:\n  name: CC0\n---\n\nIt was dug.{marker}\n",
            article=f"canal-{number}",
            path="x.md",
        )
        for number in range(count)
        for marker in ["[^1]\n\n[^1]: Rolls." if number else ""]
    ]
    articles = [article for article, _ in parsed if article]
    assert len(articles) == count
    return Answerer(Library(tuple(articles)), Settings())


@pytest.mark.parametrize("request_", ["which licence?", "show me all footnotes", "footnote 1"])
def test_articles_that_are_too_many_to_show_are_counted(request_: str) -> None:
    few, many = (_shelf(count).answer(request_) for count in (3, 9))
    assert (few.answered, few.unshown, reply(few, TITLES)) == (True, 0, "")
    shown = {each.article for each in many.attributions} | {each.article for each in many.cited}
    meant = 9 if request_ == "which licence?" else 8
    assert (many.answered, len(shown) + many.unshown) == (True, meant)
    assert f"({many.unshown})" in reply(many, TITLES)


@pytest.mark.parametrize("message", ["source?", "says who?", "citation needed", "show me where it says that"])
def test_a_source_of_nothing_says_what_to_ask_first(message: str) -> None:
    answer = _shelf(3).answer(message)
    assert not answer.answered
    assert reply(answer, ["Canal 1"]).startswith("Ask me something about “Canal 1” first")


@pytest.mark.parametrize(
    "request_", ["how many footnotes are there?", "wie viele Fußnoten gibt es", "number of sources"]
)
def test_how_many_footnotes_there_are_is_told_for_each_article(request_: str) -> None:
    answer = _shelf(7).answer(request_)
    assert answer.answered
    assert reply(answer, TITLES).split("\n")[:2] == [
        "Footnotes in “Canal 1”: 1.",
        "Footnotes in “Canal 2”: 1.",
    ]
    assert "(1)" in reply(answer, TITLES)  # the sixth article that has any
    none = _shelf(1).answer(request_)
    assert not none.answered
    assert reply(none, TITLES) == "There are no footnotes."
