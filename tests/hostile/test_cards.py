"""What a card shows of a question or an article that was written to deceive its readers."""

from __future__ import annotations

import re
import unicodedata

import pytest

from bot.answering import Answer, AnsweringPassage, attribution_of, footnotes_of
from bot.discord_app.cards import answer_card, footnote_card
from bot.discord_app.cards.buttons import source_button
from bot.discord_app.events.commands.cite import no_such_footnote
from bot.discord_app.events.message_text import question_in, typed_text
from bot.discord_app.markup.escaping import MOST_STACKED, escape, link, question_shown
from bot.discord_app.words.languages import ENGLISH
from bot.library import Article, Library, parse_article
from tests.discord_app import discord_markdown
from tests.discord_app.reading_cards import assert_keeps_limits, components, texts
from tests.hostile.questions import worst_questions

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the reading direction of all that follows on a line."""

DECEIVING = [
    "Who? [1] Lenin, 1917. CC BY-SA 4.0",
    "Who?\n-# [1] A source.\n-# The mill · CC BY-SA 4.0 · Excerpted.",
    "Who?\n\n> **He did.** [1]\n\n-# [1] https://evil.example",
    ">>> Who?",
    "> Who?",
    "```\nWho?\n```",
    "`Who?",
    "# Who?\n## Who?",
    "-# The mill · CC0",
    "[source](http://evil.example)",
    "[The mill](<https://evil.example>) · CC BY",
    "https://en.wikipedia.org@evil.example/wiki/The_mill",
    "<https://evil.example> discord.gg/evil www.evil.example",
    "@everyone @here <@1> <@!1> <@&2> <#3>",
    "<t:1700000000:R> </ask:12345> <id:guide> <:source:12345> <a:source:12345> :source:",
    "** **CC BY-SA 4.0** **",
    "** who?\\",
    "||Who?|| ~~Who?~~ __Who?__",
    "1. Who?\n2. He.\n- They.",
    "\u202eohW\u202c \u2066who\u2069 \u200fwho?",
    "w\u200bh\u2060o\ufeff\u00ad?",
    "Zalgo: e" + "\u0301\u0338\u0489" * 300,
]


def mill(body: str = "It grinds.[^1]\n\n[^1]: Source.", head: str = "") -> Article:
    file = f"---\ntitle: The mill\nlicense: CC0\n{head}---\n\n{body}\n"
    article, problems = parse_article(file, article="mill", path="mill.md")
    assert article is not None, problems
    return article


def answered(question: str, article: Article) -> Answer:
    passages = tuple(
        AnsweringPassage(p, 1.0, p.sentences[0], footnotes_of(article, p)) for p in article.passages
    )
    return Answer(question, True, 1.0, passages=passages, attributions=(attribution_of(article),), sure=True)


@pytest.mark.parametrize("question", DECEIVING)
def test_a_question_is_seen_as_the_askers_words_and_changes_nothing_else(question: str) -> None:
    shown, *rest = texts(answer_card(answered(question, mill()), ["The mill"], show_question=True))
    assert rest == texts(answer_card(answered("Who?", mill()), ["The mill"], show_question=True))[1:]
    assert "\n" not in shown
    seen = discord_markdown.shown(shown)
    assert {each.styles for each in seen} == {frozenset({"bold"})}, "all of it, and nothing else than bold"
    assert {each.link for each in seen} == {None}
    assert discord_markdown.REPLACED not in discord_markdown.words(shown)
    assert "://" not in shown
    assert not TURNING.search(shown)


@pytest.mark.parametrize("question", DECEIVING)
def test_a_refusal_shows_it_no_otherwise(question: str) -> None:
    refusal = Answer(question, answered=False, confidence=0.0)
    shown, *rest = texts(answer_card(refusal, ["The mill"], show_question=True))
    assert rest == ["I found nothing about that in “The mill”."]
    assert {each.link for each in discord_markdown.shown(shown)} == {None}


@pytest.mark.parametrize("typed", DECEIVING)
def test_what_is_typed_into_a_command_links_and_pings_nowhere(typed: str) -> None:
    for told in (typed_text(typed, ENGLISH), no_such_footnote(Library((mill(),)), typed, ENGLISH)):
        assert "\n" not in told
        assert discord_markdown.REPLACED not in discord_markdown.words(told)
        assert {each.link for each in discord_markdown.shown(told)} == {None}
        assert not TURNING.search(told)


@pytest.mark.parametrize("name", worst_questions(["trotsky", "revolution"]))
def test_the_worst_questions_leave_a_card_within_its_limits(name: str) -> None:
    question = worst_questions(["trotsky", "revolution"])[name]
    card = answer_card(answered(question_in(question), mill()), ["The mill"], show_question=True)
    assert_keeps_limits(card)
    runs = re.findall("(?:[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]){2,}", texts(card)[0])
    assert all(len(run) <= MOST_STACKED for run in runs)


def test_accents_that_people_write_stay() -> None:
    for words in (
        "Tiếng Việt",
        unicodedata.normalize("NFD", "Tiếng Việt"),
        "בְּרֵאשִׁ֖ית",
        "กิ่",
        "हिन्दी",
        "👩\u200d👧 ☺️",
    ):
        assert discord_markdown.words(question_shown(words)) == words


def test_direction_in_an_article_does_not_turn_its_attribution_or_footnotes() -> None:
    article = mill(
        "It \u202egrinds\u2067.[^1]\n\n[^1]: A \u202dsource\u2066.",
        'source:\n  url: https://example.org/mill\n  authors: ["A\u202eB"]\n',
    )
    cards = [
        answer_card(answered("Who?", article), ["The mill"], show_question=True),
        footnote_card(Library((article,)), article, article.footnotes[0]),
    ]
    for card in cards:
        assert not any(TURNING.search(text) for text in texts(card))
        assert not any(TURNING.search(str(each.get("label"))) for each in components(card))
    assert any("It grinds" in text for text in texts(cards[0]))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "https://en.wikipedia.org@evil.example/",
        "https://user:password@evil.example/",
        "https://wikipedi\u0430.org/",
        "https://wikipedia.org\u2215evil.example/",
        "https://example.org/\u202egro.live",
        "https://example.org/a b",
        '"https://example.org/a\\nb"',
        "https://example.org/\u200b",
        "https://example.org\\@evil.example",
        "https://",
        "//evil.example",
        "https://example.org/>)[x](http://evil.example",
    ],
)
@pytest.mark.parametrize("field", ["source", "license"])
def test_a_link_dressed_as_the_source_is_refused_with_its_line(field: str, url: str) -> None:
    name = "  name: CC0\n" if field == "license" else ""
    license = "" if field == "license" else "license: CC0\n"
    file = f"---\ntitle: T\n{license}{field}:\n{name}  url: {url}\n---\n\nText.\n"
    article, problems = parse_article(file, article="t", path="t.md")
    assert article is None
    (told,) = [str(problem) for problem in problems]
    assert told.startswith(f"t.md:{5}: error: {field}.url must be ")
    assert not TURNING.search(told)


def test_addresses_in_a_text_lead_where_they_say() -> None:
    body = (
        "[https://en.wikipedia.org/wiki/Mill](https://evil.example) and https://a.example@evil.example/x and"
        " https://b.example/y."
    )
    (passage,) = mill(body).passages
    links = {each.link for each in discord_markdown.shown(escape(passage.text)) if each.link}
    assert links == {"https://en.wikipedia.org/wiki/Mill", "https://b.example/y"}
    assert "evil" not in discord_markdown.words(link("The mill", "https://a.example@evil.example/"))
    assert source_button("javascript:alert(1)", ENGLISH) is None


def test_files_whose_names_would_turn_a_terminal_are_told_by_their_code() -> None:
    _, (problem,) = parse_article(
        "---\ntitle: T\nlicense: L\n---\n", article="x", path="a\u202edm.x\x1b[2J\n.md"
    )
    assert str(problem).startswith("a\\u202edm.x\\x1b[2J\\n.md:")
