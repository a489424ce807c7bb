"""An answer at a terminal and in a pipe."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from bot.answering import Answerer
from bot.library import Library, load_library, parse_article
from bot.settings import SHIPPED_KNOWLEDGE, Settings
from bot.terminal.printable import printable
from bot.terminal.rendering import (
    render_answer,
    render_citation,
    render_citations,
    render_nearest,
    terminal,
)
from tests.strategies import libraries, questions

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
FOUNDED = "When was the Fourth International founded?"
HOSTILE = "a\x1b]0;title\x07b\x1b[2J\x9b31mc\rd\x08e\u202ef\x7f"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(SHIPPED_KNOWLEDGE)


def _printed(shown: RenderableType, *, colours: bool = False, width: int = 80) -> str:
    out = io.StringIO()
    Console(
        file=out,
        force_terminal=colours,
        color_system="truecolor" if colours else None,
        width=width,
        soft_wrap=not colours,
        highlight=False,
        markup=False,
        emoji=False,
    ).print(shown)
    return out.getvalue()


def _answer(
    library: Library, question: str, *, plain: bool = True, confidence: float = 0.5
) -> RenderableType:
    answerer = Answerer(library, Settings(confidence=confidence))
    return render_answer(answerer.answer(question), library, plain=plain)


def _library(body: str, name: str = "x", title: str = "T") -> Library:
    article, problems = parse_article(
        f"---\ntitle: {title}\nlicense: CC BY\n---\n\n{body}\n", article=name, path="x.md"
    )
    assert article is not None, problems
    return Library((article,))


def test_a_pipe_gets_whole_lines_and_no_colour(library: Library) -> None:
    passage = library.articles[0].passages[3]
    lines = _printed(_answer(library, FOUNDED), width=40).split("\n")
    assert lines[0] == passage.text
    assert lines[1] == f"  → {passage.sentences[0].of(passage.text)}"
    assert lines[3:6] == [
        "[4] The Transitional Program. Retrieved November 5, 2008.",
        "Elsewhere in the passage:",
        "[5] Collins Dictionary and Thesaurus (1993)",
    ]
    assert lines[7] == (
        "Trotskyism · CC-BY-SA · Excerpted. Community content is available under CC-BY-SA unless otherwise"
        " noted. (https://creativecommons.org/share-your-work/cclicenses/)"
    )


def test_a_terminal_gets_the_sentence_in_bold_and_wrapped_lines(library: Library) -> None:
    shown = _printed(_answer(library, FOUNDED, plain=False), colours=True)
    bold = re.findall(r"\x1b\[1;32m(.*?)\x1b\[0m", shown, re.DOTALL)
    passage = library.articles[0].passages[3]
    assert " ".join(" ".join(bold).split()) == passage.sentences[0].of(passage.text)
    assert "→" not in shown
    assert all(len(ESCAPE.sub("", line)) <= 80 for line in shown.split("\n"))
    assert passage.text in " ".join(ESCAPE.sub("", shown).split())


def test_a_passage_of_one_sentence_is_not_said_twice() -> None:
    assert _printed(_answer(_library("The otter swims."), "otter", confidence=0)).count("otter") == 1


def test_an_answer_from_several_articles_names_each() -> None:
    (one,), (two,) = (
        _library("## Rivers\n\nThe otter swims in rivers.", "one", "One").articles,
        _library("The otter swims in lakes.", "two", "Two").articles,
    )
    shown = _printed(_answer(Library((one, two)), "Where does the otter swim?", confidence=0))
    assert {"One › Rivers", "Two", "One · CC BY · Excerpted.", "Two · CC BY · Excerpted."} <= set(
        shown.split("\n")
    )


def test_a_no_offers_questions(library: Library) -> None:
    lines = _printed(_answer(library, "How do I bake bread?")).split("\n")
    assert lines[0] == "I found nothing about that in “Trotskyism”."
    assert [line.strip() for line in lines if "•" in line] == [
        f"• {question}" for question in library.articles[0].questions[:3]
    ]


def test_the_nearest_passages_carry_footnotes_and_licence(library: Library) -> None:
    answerer = Answerer(library, Settings(confidence=1))
    shown = _printed(render_nearest(answerer.answer("Trotsky and the price of bread in Berlin")))
    assert "CC-BY-SA" in shown
    assert any(passage.text in shown for passage in library.articles[0].passages)
    assert "No passage comes near" in _printed(render_nearest(answerer.answer("???")))


def test_a_citation_shows_the_reference_and_what_carries_it(library: Library) -> None:
    (article,) = library.articles
    lines = _printed(render_citation(article, "3")).split("\n")
    assert lines[0] == '[3] "Minutes of the Petrograd Committee of the Bolshevik Party," 1 November 1917'
    assert lines[2] == article.passages[2].text
    assert lines[4].startswith("Trotskyism · CC-BY-SA")


def test_links_stand_with_their_addresses_and_footnotes_with_what_they_cite() -> None:
    library = _library(
        "See [the mill](https://example.org/mill), <https://example.org/b>.[^1]\n\n"
        "[^1]: [Register](https://example.org/r).[^2]\n\n[^2]: Torn."
    )
    shown = _printed(_answer(library, "mill", confidence=0))
    assert "See the mill (https://example.org/mill), https://example.org/b.[1]" in shown
    assert "[1] Register (https://example.org/r).[2]\n[2] Torn." in shown
    cited = _printed(render_citation(library.articles[0], "2"))
    assert "Footnote [1] cites it." in cited
    assert "(https://example.org/mill)" in _printed(render_citation(library.articles[0], "1"))


def test_a_footnote_of_a_heading_is_cited_by_it() -> None:
    library = _library("## Bells[^h]\n\nCast.\n\nRung.\n\n[^h]: H")
    assert _printed(render_citation(library.articles[0], "h")).count("The heading “Bells” cites it.") == 1


def test_a_citation_that_is_not_there_names_those_that_are(library: Library) -> None:
    assert _printed(render_citation(library.articles[0], "9")).startswith(
        "“Trotskyism” has no footnote 9; it has: 1, 2, 3, 4, 5."
    )
    assert "it has: none." in _printed(render_citation(_library("x").articles[0], "1"))


def test_all_citations(library: Library) -> None:
    lines = _printed(render_citations(library.articles)).split("\n")
    assert [line for line in lines if line.startswith("[")] == [
        f"[{footnote.number}] {footnote.text}" for footnote in library.articles[0].footnotes
    ]


def _steers(shown: str) -> bool:
    return printable(ESCAPE.sub("", shown)) != ESCAPE.sub("", shown)


@pytest.mark.parametrize("colours", [False, True])
def test_nothing_in_an_article_steers_the_terminal(colours: bool) -> None:
    library = _library(
        f"## {HOSTILE}\n\nThe otter {HOSTILE} swims.[^1] And {HOSTILE}.\n\n[^1]: {HOSTILE}".replace("\r", "")
    )
    (article,) = library.articles
    for shown in (
        _answer(library, "otter", plain=not colours, confidence=0),
        render_citation(article, "1"),
        render_citation(article, HOSTILE),
        render_citations(library.articles),
    ):
        printed = _printed(shown, colours=colours)
        assert not _steers(printed)
        assert "\x07" not in printed


def test_a_question_steers_nothing_either(library: Library) -> None:
    answer = Answerer(library, Settings()).answer(f"{HOSTILE} Trotskyism \ud800")
    printed = _printed(render_answer(answer, library, plain=True, asked=True))
    assert not _steers(printed)
    assert printed.encode().startswith(b"a]0;titleb")


@settings(max_examples=30)  # a library is large
@given(libraries(), questions(), st.booleans())
def test_whatever_is_asked_the_passages_stand_there_whole(
    library: Library, question: str, asked: bool
) -> None:
    answer = Answerer(library, Settings()).answer(question)
    printed = _printed(render_answer(answer, library, plain=True, asked=asked))
    assert not _steers(printed)
    # Rich shows tabs as spaces, and that is all it may change.
    spaced = " ".join(printed.split())
    for answering in answer.passages:
        assert " ".join(printable(answering.passage.text).split()) in spaced
        for footnote in answering.footnotes:
            assert " ".join(printable(footnote.text).split()) in spaced
    for attribution in answer.attributions if answer.answered else ():
        assert f"{attribution.title}" in spaced
        assert attribution.license.name in spaced


def test_markup_and_emoji_codes_are_words() -> None:
    library = _library("The otter says \\[bold\\]:smile:\\[/bold\\] and \\[link=x\\]y\\[/link\\].")
    assert "[bold]:smile:[/bold] and [link=x]y[/link]." in _printed(_answer(library, "otter", confidence=0))


def test_the_console_is_plain_unless_a_person_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    console = terminal()
    assert (console.is_terminal, console.color_system, console.soft_wrap) == (False, None, True)
