"""Every kind of card keeps Discord's limits, and stands by whose words it shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answer, AnsweringPassage, Reaction, attribution_of
from bot.answering.quotation_alignment import Difference
from bot.answering.quotation_verdicts import Check, Place, Verdict
from bot.discord_app.cards import answer_card
from bot.discord_app.cards.arrangement import BEST_PASSAGE, LATER_SENTENCE
from bot.discord_app.cards.credits import credit
from bot.discord_app.cards.footnote_lines import label_order
from bot.discord_app.cards.quotation_card import quotation_card
from bot.discord_app.markup.escaping import escape, linked_line, one_line
from bot.discord_app.offers.suggested_questions import Suggestion
from bot.discord_app.words.languages import Words
from bot.library import Article, Footnote, Library, Link, Span
from tests.discord_app import discord_markdown
from tests.discord_app.generated import addresses, articles, languages, lines, outcomes, texts
from tests.discord_app.reading_cards import assert_keeps_limits, components
from tests.discord_app.reading_cards import texts as texts_on
from tests.discord_app.test_cards import BIG, SEVERAL, TITLES, answer_from, article, seen, squeezed

suggestions = st.lists(
    st.builds(Suggestion, st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True), lines.filter(bool)),
    max_size=3,
    unique=True,
)


def quoted_in(shown: list[str]) -> list[str]:
    """What stands in quotations, each as a reader sees it, without its dots."""
    quotations: list[str] = []
    for text in shown:
        quotation = ""
        for line in [*text.split("\n"), ""]:
            if line.startswith("> "):
                quotation += f"{line}\n"
            elif quotation:
                # Between dots, the words of one sentence stand by themselves.
                quotations += filter(None, seen(quotation).split("…"))
                quotation = ""
    return quotations


@BIG
@given(outcomes(), st.booleans(), st.booleans(), st.booleans(), suggestions, languages)
def test_every_card_keeps_the_limits_and_names_whose_words_it_shows(
    answer: Answer,
    compact: bool,
    several: bool,
    show_question: bool,
    offered: list[Suggestion],
    words: Words,
) -> None:
    card = answer_card(
        answer,
        SEVERAL if several else TITLES,
        show_question=show_question,
        compact=compact,
        asker=2**64 - 1,
        suggestions=offered,
        words=words,
    )
    assert_keeps_limits(card)
    shown = texts_on(card)
    passages = [each.passage for each in (*answer.passages, *answer.nearest)]
    passages += [each.passage for cited in answer.cited for each in cited.sentences]
    for quotation in quoted_in(shown):
        sources = {each.article for each in passages if quotation in squeezed(each.text)}
        assert sources, "only the article's own words are quoted"
        credited = {
            each.article
            for each in answer.attributions
            if any(credit(each, words) in text.split("\n") for text in shown)
        }
        assert sources & credited, "words without their attribution"


@pytest.mark.parametrize("answer", [answer_from(article("A mill.")), Answer("Why?", False, 0.0)])
def test_a_suggestion_of_which_nothing_is_seen_is_left_out(answer: Answer) -> None:
    offered = [Suggestion("mill", "\u202e"), Suggestion("mill", "What is a mill?")]
    card = answer_card(answer, TITLES, show_question=False, suggestions=offered)
    assert_keeps_limits(card)
    shown = [*components(card), *(each for menu in components(card) for each in menu.get("options", ()))]
    assert [each.get("label") for each in shown].count("What is a mill?") == 1


@BIG
@given(outcomes(), languages)
def test_the_question_is_never_in_a_custom_id(answer: Answer, words: Words) -> None:
    secret = Suggestion("mill", "What is the miller's secret?")
    card = answer_card(answer, TITLES, show_question=False, suggestions=[secret], words=words)
    ids = [str(each.get("custom_id", "")) for each in components(card)]
    ids += [option["value"] for each in components(card) for option in each.get("options", ())]
    assert not any("secret" in each or "miller" in each for each in ids)


@st.composite
def checks(draw: st.DrawFn) -> list[Check]:
    """Verdicts on quotations of generated articles."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        source = draw(articles(f"article-{number}"))
        verdict = draw(st.sampled_from(list(Verdict)))
        places = []
        for _ in range(0 if verdict is Verdict.NOT_FOUND else draw(st.integers(1, 3))):
            passage = draw(st.sampled_from(source.passages))
            sentence = draw(st.sampled_from(passage.sentences))
            place = Place(
                passage,
                sentence,
                sentence,
                source.footnotes,
                attribution_of(source),
                draw(st.none() | addresses),
            )
            places.append(place)
        differences = draw(st.lists(st.builds(Difference, texts, texts), max_size=8))
        made.append(Check(draw(texts), verdict, tuple(places), tuple(differences)))
    return made


@BIG
@given(checks(), languages)
def test_a_card_of_quotations_keeps_the_limits_and_names_whose_words_it_shows(
    made: list[Check], words: Words
) -> None:
    card = quotation_card(made, words)
    assert_keeps_limits(card)
    shown = texts_on(card)
    places = [place for check in made for place in check.places]
    for quotation in quoted_in(shown):
        sources = [each.attribution for each in places if quotation in squeezed(each.passage.text)]
        assert sources
        assert any(credit(each, words) in text.split("\n") for each in sources for text in shown)


# Footnotes


def below(card_texts: list[str]) -> list[str]:
    """The lines of footnotes."""
    return [line for text in card_texts for line in text.split("\n") if line.startswith("-# ")]


def test_the_footnotes_of_the_bold_sentence_come_first_and_say_so() -> None:
    made = article("It grinds.[3] It stands.[4][5] It turns.[1] It rests.")
    third = AnsweringPassage(made.passages[0], 1.0, Span(0, 13), made.footnotes[:5])
    answer = Answer("Why?", True, 1.0, (third,), attributions=(attribution_of(made),), sure=True)
    shown = below(texts_on(answer_card(answer, TITLES, show_question=False)))
    assert shown[:2] == ["-# **\\[3\\]** supports the sentence in bold:", "-# \\[3\\] Source 3."]
    assert shown[2] == "-# Other footnotes of these words:"
    numbers = [line[5] for line in shown[3:-1]]
    assert numbers == sorted(numbers), "in the article's order"


def test_a_sentence_without_a_footnote_says_so() -> None:
    answer = answer_from(article("It grinds. It stands well.[2] It turns.[1]"))
    shown = below(texts_on(answer_card(answer, TITLES, show_question=False)))
    assert "-# No footnote stands behind the sentence in bold." in shown
    assert not any("support" in line for line in shown)


@pytest.mark.parametrize("compact", [True, False])
def test_exactly_one_sentence_is_in_bold(compact: bool) -> None:
    answer = answer_from(article("It grinds. It stands.", "It turns. It rests.", "It sleeps. It wakes."))
    shown = texts_on(answer_card(answer, TITLES, show_question=False, compact=compact))
    bold = [text for text in shown if text.startswith("> ") and "**" in text]
    assert len(bold) == 1
    assert "> It turns. …" in shown, "of the others, the sentence"


@pytest.mark.parametrize("numbers", [["10", "2", "1"], ["note 10", "note 2", "a", "3"], ["b", "a", "٣"]])
def test_labels_are_put_in_order(numbers: list[str]) -> None:
    ordered = sorted(numbers, key=label_order)
    assert ordered == {"10": ["1", "2", "10"], "note 10": ["3", "a", "note 2", "note 10"]}.get(
        numbers[0], ["a", "b", "٣"]
    )


# Room


def test_a_long_passage_is_a_window_and_the_others_are_short() -> None:
    long = " ".join(f"Sentence number {n} says a thing or two about the mill." for n in range(100))
    answer = answer_from(article(long, long, long), highlight=50)
    best, *others = [
        text for text in texts_on(answer_card(answer, TITLES, show_question=True)) if "> " in text
    ]
    assert len(best) <= BEST_PASSAGE
    assert "number 49" in best
    assert "number 51" in best
    assert all(len(other) <= LATER_SENTENCE for other in others)
    assert all(other == "> … Sentence number 50 says a thing or two about the mill. …" for other in others)


# What an answer says of itself


def test_the_closest_sentence_claims_no_answer() -> None:
    found = answer_from(article("It grinds.[1]"))
    answer = Answer("Why?", False, 0.2, nearest=found.passages, attributions=found.attributions, closest=True)
    shown = texts_on(answer_card(answer, TITLES, show_question=False))
    assert shown[0] == "I'm not sure this answers it. Closest, in “The mill”:"
    assert shown[1].startswith("> **It grinds")
    assert "The mill · CC0" in shown[-1]


def test_a_refusal_shows_no_passage_unasked() -> None:
    found = answer_from(article("It grinds.[1]"))
    answer = Answer("Why?", False, 0.2, nearest=found.passages, attributions=found.attributions)
    assert texts_on(answer_card(answer, TITLES, show_question=False)) == [
        "I found nothing about that in “The mill”."
    ]


def test_a_complaint_is_answered_with_an_apology_and_the_next_passage() -> None:
    found = answer_from(article("It grinds.[1]"))
    answer = Answer(
        "no", False, 0.2, nearest=found.passages, attributions=found.attributions,
        reaction=Reaction.COMPLAINT,
    )  # fmt: skip
    shown = texts_on(answer_card(answer, TITLES, show_question=False))
    assert shown[0].startswith("Sorry")
    assert "The mill · CC0" in shown[-1]


# Links


def test_words_of_a_passage_are_links_as_the_article_has_them() -> None:
    text = "The mill grinds [4] and https://a.example/x stands."
    links = (
        Link(4, 8, "https://example.org/Mill_(tide)"),
        Link(9, 19, "https://example.org/marker"),
        Link(24, 43, "https://evil.example/"),
        Link(44, 50, "javascript:alert(1)"),
    )
    shown = escape(text, linked=links)
    assert "[mill](https://example.org/Mill_%28tide%29)" in shown
    assert "evil" not in shown
    assert "javascript" not in shown
    assert "marker" not in shown, "words with brackets can't be a link"
    assert discord_markdown.words(shown) == text


@BIG
@given(articles())
def test_links_never_change_the_words(known: Article) -> None:
    for text, made in [(p.text, p.links) for p in known.passages] + [
        (f.text, f.links) for f in known.footnotes
    ]:
        assert seen(escape(text, linked=made)) == seen(escape(text))
        line, moved = linked_line(text, made)
        assert line == one_line(text)
        words = [one_line(text[each.start : each.end]) for each in made]
        assert [one_line(line[each.start : each.end]) for each in moved] == list(filter(None, words))


def test_a_footnotes_links_stand_below_the_answer_and_in_cite() -> None:
    note = Footnote("1", "See the survey.", (Link(8, 14, "https://example.org/survey"),))
    made = article("It grinds.[1]", footnotes=(note,))
    shown = "\n".join(texts_on(answer_card(answer_from(made), TITLES, show_question=False)))
    assert "[survey](https://example.org/survey)" in shown
    assert Library((made,)).article("mill") is made
