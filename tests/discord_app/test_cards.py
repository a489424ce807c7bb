"""Whatever the article holds, a card keeps Discord's limits, its order, and its attribution."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Answer, AnsweringPassage, attribution_of, footnotes_of
from bot.discord_app.cards import answer_card, footnote_card, help_card, hint_card, open_page
from bot.discord_app.cards.arrangement import BEST_PASSAGE
from bot.discord_app.cards.credits import ROOM, credit
from bot.discord_app.cards.excerpts import excerpt, split_passage, whole
from bot.discord_app.custom_ids import PageButtonId, Place, footnote_key, passages_place, references
from bot.discord_app.markup.cutting import ELLIPSIS
from bot.discord_app.markup.escaping import one_line, tidy
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words
from bot.library import Article, Footnote, Library, License, Marker, Passage, Source, Span
from tests.discord_app import discord_markdown
from tests.discord_app.generated import answers, articles, languages, questions, refusals
from tests.discord_app.reading_cards import assert_keeps_limits, components, texts, texts_above_rule

BIG = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


TITLES = ["The mill"]
SEVERAL = ["The mill", "The wheel"]


def squeezed(text: str) -> str:
    """The text without white space, which rendering may change."""
    return "".join(tidy(text).split())


def seen(text: str) -> str:
    """The words that a reader sees, squeezed."""
    return squeezed(discord_markdown.words(text))


@BIG
@given(answers(), st.booleans(), st.booleans(), st.sampled_from([None, 2**64 - 1]), languages)
def test_an_answer_keeps_the_limits_and_ends_with_its_attribution(
    answer: Answer, show_question: bool, several: bool, asker: int | None, words: Words
) -> None:
    titles = SEVERAL if several else TITLES
    card = answer_card(answer, titles, show_question=show_question, asker=asker, words=words)
    assert_keeps_limits(card)
    written = texts(card)
    credits = [credit(each, words) for each in answer.attributions]
    last = written[-1].split("\n")
    assert last == [line for line in credits if line in last], "whole lines of attribution, in order, last"
    assert any(line.startswith("> ") for text in texts_above_rule(card) for line in text.split("\n"))
    best = answer.passages[0]
    assert credit(next(a for a in answer.attributions if a.article == best.passage.article), words) in last


@BIG
@given(answers())
def test_what_is_quoted_stands_in_the_article(answer: Answer) -> None:
    quoted = texts_above_rule(answer_card(answer, TITLES, show_question=False))
    for number, (answering, text) in enumerate(zip(answer.passages, quoted, strict=False)):
        lines = [line for line in text.split("\n") if line.startswith("> ")]
        words = seen("\n".join(lines)).removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
        assert words in squeezed(answering.passage.text)
        assert squeezed(discord_markdown.styled("\n".join(lines), "bold")) in squeezed(
            answering.highlight_text
        )
        if number:
            assert not discord_markdown.styled("\n".join(lines), "bold").strip(), "one sentence is in bold"
        elif squeezed(answering.highlight_text):
            assert discord_markdown.styled("\n".join(lines), "bold").strip()


@BIG
@given(refusals(), st.booleans(), languages)
def test_a_refusal_keeps_the_limits(answer: Answer, several: bool, words: Words) -> None:
    titles = SEVERAL if several else TITLES
    card = answer_card(answer, titles, show_question=True, asker=2**64 - 1, words=words)
    assert_keeps_limits(card)
    assert len(texts(card)) <= 3


@BIG
@given(st.lists(articles(), min_size=1, max_size=3, unique_by=lambda article: article.id), st.data())
def test_every_page_keeps_the_limits(known: list[Article], data: st.DataObject) -> None:
    library, words = Library(tuple(known)), data.draw(languages)
    article = data.draw(st.sampled_from(known))
    refs = references([passage for each in known for passage in each.passages])
    places = [Place("citations"), Place("source"), Place("articles"), Place("article", article.id)]
    places += [Place(kind, refs) for kind in ("context", "more", "nearest", "notes")]
    places += [Place("article", article.id, passage.id) for passage in article.passages]
    places += [Place("footnote", article.id, footnote_key(each.number)) for each in article.footnotes]
    for place in places:
        for page in (0, 1, 9999):
            card = open_page(library, place, page, words)
            assert card is not None
            assert_keeps_limits(card)
            assert Place.parse(str(place)) == place
    lacks = tuple(wording.PERMISSIONS)
    assert_keeps_limits(
        help_card(
            library, lambda name: f"</{name}:1234567890123456789>", manages=True, lacks=lacks, words=words
        )
    )
    assert_keeps_limits(hint_card(library, words))


@BIG
@given(articles())
def test_the_pages_of_a_passage_together_are_the_passage(article: Article) -> None:
    for passage in article.passages:
        runs = split_passage(passage, 300)
        assert "".join(squeezed(run.of(passage.text)) for run in runs) == squeezed(passage.text)


@BIG
@given(articles(), st.data())
def test_an_excerpt_begins_and_ends_with_sentences_and_holds_the_highlight(
    article: Article, data: st.DataObject
) -> None:
    passage = data.draw(st.sampled_from(article.passages))
    highlight = data.draw(st.sampled_from(passage.sentences))
    run = excerpt(passage, highlight, 600)
    assert run.start < highlight.end
    assert highlight.start < run.end
    assert run == whole(passage) or run.start in {s.start for s in passage.sentences}


@given(questions)
def test_a_question_never_breaks_out_of_its_line(question: str) -> None:
    written = texts(answer_card(Answer(question, answered=False, confidence=0.0), TITLES, show_question=True))
    if len(written) == 2:
        assert "\n" not in written[0]
        assert discord_markdown.REPLACED not in discord_markdown.words(written[0])
        assert all(each.link is None for each in discord_markdown.shown(written[0]))


# Known cases, with what a reader sees


def article(*passages: str, notice: str | None = "Use it as you like.", **fields: object) -> Article:
    """An article of these passages; `[1]` and so on are its markers."""
    made = []
    for place, text in enumerate(passages):
        numbers = [n for n in map(str, range(1, 10)) if f"[{n}]" in text]
        markers = tuple(Marker(n, Span(text.index(f"[{n}]"), text.index(f"[{n}]") + 3)) for n in numbers)
        ends = [i + 1 for i, c in enumerate(text) if c == "." and (i + 1 == len(text) or text[i + 1] == " ")]
        starts = [0, *(end + 1 for end in ends)]
        sentences = tuple(Span(s, e) for s, e in zip(starts, ends or [len(text)], strict=False))
        made.append(
            Passage(f"{place:08x}", str(fields.get("id", "mill")), place + 1, None, text, sentences, markers)
        )
    footnotes = tuple(Footnote(str(n), f"Source {n}.") for n in range(1, 10))
    return Article(
        id=str(fields.get("id", "mill")),
        title=str(fields.get("title", "The mill")),
        license=License("CC0", notice),
        passages=tuple(made),
        footnotes=fields.get("footnotes", footnotes),  # type: ignore[arg-type]
        source=fields.get("source", Source()),  # type: ignore[arg-type]
    )


def answer_from(*articles_: Article, highlight: int = 0, question: str = "Why?") -> Answer:
    """An answer of all passages, the sentence `highlight` of each highlighted."""
    return Answer(
        question=question,
        answered=True,
        confidence=1.0,
        passages=tuple(
            AnsweringPassage(p, 1.0, p.sentences[min(highlight, len(p.sentences) - 1)], footnotes_of(a, p))
            for a in articles_
            for p in a.passages
        ),
        attributions=tuple(attribution_of(a) for a in articles_),
        sure=True,
    )


def test_the_order_is_question_passage_footnotes_attribution() -> None:
    written = texts(
        answer_card(answer_from(article("It grinds.[1] It stands.[2]")), TITLES, show_question=True)
    )
    assert written == [
        "**Why?**",
        "> **It grinds.\\[1\\] It stands.\\[2\\]**",
        "-# **\\[1\\], \\[2\\]** support the sentence in bold:\n-# \\[1\\] Source 1.\n-# \\[2\\] Source 2.",
        "-# The mill · CC0 · Excerpted. Use it as you like.",
    ]


def test_a_reply_does_not_repeat_the_question() -> None:
    assert (
        texts(answer_card(answer_from(article("It grinds.")), TITLES, show_question=False))[0]
        == "> **It grinds.**"
    )


def test_footnotes_of_two_articles_stand_under_their_titles() -> None:
    answer = answer_from(
        article("It grinds.[1]"), article("It turns.[1]", id="wheel", title="The *wheel*", notice=None)
    )
    written = texts(answer_card(answer, SEVERAL, show_question=False))
    assert written[0] == "-# **The mill**\n> **It grinds.\\[1\\]**"
    assert written[2].splitlines() == [
        "-# **\\[1\\]** supports the sentence in bold:",
        "-# \\[1\\] Source 1.",
        "-# Other footnotes of these words:",
        "-# **The \\*wheel\\***",
        "-# \\[1\\] Source 1.",
    ]
    assert (
        written[3]
        == "-# The mill · CC0 · Excerpted. Use it as you like.\n-# The \\*wheel\\* · CC0 · Excerpted."
    )


def test_a_long_passage_is_cut_at_a_sentence_and_has_a_way_to_the_rest() -> None:
    long = " ".join(f"Sentence number {n} says a thing or two about the mill." for n in range(400))
    card = answer_card(answer_from(article(long), highlight=150), TITLES, show_question=True)
    assert_keeps_limits(card)
    quoted = next(text for text in texts(card) if text.startswith("> "))
    assert quoted.startswith("> … Sentence number 14")
    assert quoted.endswith("mill. …")
    assert len(quoted) <= BEST_PASSAGE
    assert "**Sentence number 150 says a thing or two about the mill.**" in quoted
    buttons = [each for each in components(card) if each["type"] == 2]
    (passage,) = article(long).passages
    assert [(each["label"], each["custom_id"]) for each in buttons] == [
        (
            "In context",
            str(PageButtonId("open", passages_place("context", [(passage, passage.sentences[150])]))),
        )
    ]


def test_only_footnotes_of_words_that_are_shown_stand_below() -> None:
    long = "It grinds.[1] " + "It stands and stands. " * 400 + "It turns.[2]"
    card = answer_card(answer_from(article(long)), TITLES, show_question=True)
    assert any("-# \\[1\\] Source 1." in text for text in texts(card))
    assert not any("Source 2" in text for text in texts(card))


def test_a_long_footnote_is_cut_and_the_command_to_the_rest_is_named() -> None:
    made = article("It grinds.[1]", footnotes=(Footnote("1", "very long " * 100),))
    line = texts(answer_card(answer_from(made), TITLES, show_question=False))[1].splitlines()[-1]
    assert line.endswith("… (/cite 1)")
    assert len(line) < 320
    several = texts(answer_card(answer_from(made), SEVERAL, show_question=False))[1]
    assert several.endswith("… (/cite mill:1)")


def test_the_longest_attribution_that_an_article_file_may_have_is_never_cut() -> None:
    made = article(
        "It grinds. " * 300,
        title="T" * 200,
        notice="n" * 800,
        source=Source(url="https://example.org/" + "s" * 480, authors=("A" * 200,)),
    )
    written = texts(answer_card(answer_from(made), TITLES, show_question=True))
    assert "n" * 800 in written[-1]
    assert "A" * 200 in written[-1]
    assert "s" * 480 in written[-1]


def test_what_gives_way_in_an_attribution_does_so_as_a_whole() -> None:
    made = article("It grinds.", title="*" * 200, notice="*" * 800, source=Source(authors=("*" * 200,) * 20))
    line = credit(attribution_of(made))
    assert len(line) <= ROOM
    assert discord_markdown.words(line).startswith("*" * 200)
    assert "*" * 800 in discord_markdown.words(line) or "Licence notice: /source" in line


def test_ten_passages_fit_on_a_card() -> None:
    made = article(*(f"Passage {n} tells. It goes on for a while. " * 8 for n in range(10)))
    card = answer_card(answer_from(made), TITLES, show_question=True)
    assert_keeps_limits(card)
    assert len([text for text in texts(card) if text.startswith("> ")]) >= 5


def test_the_whole_text_of_a_long_footnote_is_read_page_by_page() -> None:
    words = " ".join(f"word{n}" for n in range(1500))
    made = article("It grinds.[1]", footnotes=(Footnote("1", words),))
    library = Library((made,))
    read_so_far, page = "", 0
    while True:
        card = footnote_card(library, made, made.footnotes[0], page)
        assert_keeps_limits(card)
        read_so_far += " ".join(texts(card))
        following = next(each for each in components(card) if each.get("label") == "Next")
        if following.get("disabled"):
            break
        page += 1
    assert page > 3
    assert all(f"word{n}" in read_so_far for n in range(1500))
    assert "It grinds" in read_so_far


@pytest.mark.parametrize("kind", ["article", "footnote"])
def test_what_is_gone_has_no_page(kind: str) -> None:
    library = Library((article("It grinds."),))
    assert open_page(library, Place(kind, "mill", "ffffffff"), 0) is None
    assert open_page(library, Place(kind, "elsewhere", "00000000"), 0) is None
    assert open_page(library, Place("elsewhere"), 0) is None


def test_a_footnote_that_nothing_cites_says_so() -> None:
    made = article("It grinds.")
    assert "-# Nothing cites it." in texts(footnote_card(Library((made,)), made, made.footnotes[0]))


def test_an_article_without_footnotes_says_so() -> None:
    library = Library((article("It grinds.", footnotes=()),))
    card = open_page(library, Place("citations"), 0)
    assert card is not None
    assert texts(card) == ["There are no footnotes."]


def test_one_line_keeps_the_words() -> None:
    assert one_line(" a\r\nb\x00\u2028c ") == "a b c"
