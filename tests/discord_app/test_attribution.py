"""Whoever's words a card shows, it names: title, author, licence and notice with their addresses, footnotes.

What must stand there is told from the articles, not by the code that writes it. `python -m tests.mutations`
takes each of these parts out of each card in turn, and these tests must notice.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.answering import (
    About,
    Answer,
    AnsweringPassage,
    CitedFootnote,
    CitingSentence,
    Reaction,
    answer_as_json,
    attribution_of,
    footnotes_of,
)
from bot.answering.quotation_alignment import Difference
from bot.answering.quotation_verdicts import Check, Verdict
from bot.answering.quotation_verdicts import Place as QuotedPlace
from bot.discord_app.cards import answer_card, footnote_card, open_page
from bot.discord_app.cards.footnote_cards import found_footnotes_card
from bot.discord_app.cards.plain_message import plain_message
from bot.discord_app.cards.quotation_card import quotation_card
from bot.discord_app.custom_ids import Place, footnote_key, references
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH
from bot.library import Article, Footnote, Library, License, Link, Marker, Passage, Source, Span
from bot.terminal.rendering import render_answer, render_citation, render_citations, render_nearest
from bot.terminal.verifying import render_checks
from tests.discord_app.reading_cards import assert_keeps_limits, buttons_of, components, texts

FEW = settings(max_examples=25, deadline=None)
EXCERPTED = "Excerpted."
# Every word of an article says which one it is of: w0p0s0 a word, N0k1 a footnote, T0x the title and so on.
WORDS_OF = "w{0}p"
NOTES_OF = "N{0}k"


@st.composite
def passages(draw: st.DrawFn, number: int, index: int, labels: Sequence[str]) -> Passage:
    """A passage whose words name it, with footnotes behind some of its sentences."""
    text, sentences, markers = "", [], []
    for sentence in range(draw(st.integers(1, 3))):
        start = len(text)
        words = f"w{number}p{index}s{sentence} "
        text += (words * draw(st.sampled_from([2, 2, 30]))).strip() + "."
        for label in draw(st.lists(st.sampled_from(labels), max_size=2, unique=True)):
            markers.append(Marker(label, Span(len(text), len(text) + len(label) + 2)))
            text += f"[{label}]"
        sentences.append(Span(start, len(text)))
        text += " "
    section = draw(st.sampled_from([None, "Part"]))
    return Passage(
        f"{number}{index:07x}", f"a{number}", index + 1, section, text[:-1], tuple(sentences), tuple(markers)
    )


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    """An article all of whose parts name it."""
    labels = [str(each) for each in range(1, draw(st.integers(2, 7)))]
    # What is long is shown in another form, which has to say the same.
    further = draw(st.sampled_from(["", " And so on." * 90]))
    links = draw(st.sampled_from([(), (Link(8, 12, f"https://note.example/{'x' * 650}"),)]))
    return Article(
        id=f"a{number}",
        title=f"T{number}x",
        license=License(f"L{number}x", f"Notice{number}x.{further}", f"https://license{number}.example/x"),
        passages=tuple(draw(passages(number, index, labels)) for index in range(draw(st.integers(1, 3)))),
        footnotes=tuple(Footnote(label, f"N{number}k{label} in full", links) for label in labels),
        source=Source(url=f"https://source{number}.example/x", authors=(f"Author{number}x",)),
    )


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """One article or two."""
    return Library(tuple(draw(articles(number)) for number in range(draw(st.integers(1, 2)))))


def whole_attribution(article: Article, *, is_excerpt: bool = True) -> list[str]:
    """Everything that has to stand beside words of an article."""
    license_ = article.license
    parts = [article.title, *article.source.authors, article.source.url, license_.name, license_.url]
    return [each for each in (*parts, license_.notice, EXCERPTED if is_excerpt else None) if each]


def assert_attributed(shown: str, library: Library, *, is_excerpt: bool = True) -> None:
    """Whichever article's words or footnotes are shown, its whole attribution stands there too."""
    for number, article in enumerate(library.articles):
        if WORDS_OF.format(number) in shown or NOTES_OF.format(number) in shown:
            lacking = [p for p in whole_attribution(article, is_excerpt=is_excerpt) if p not in shown]
            assert not lacking, (lacking, shown)


def quoted(card: discord.ui.LayoutView) -> Iterator[str]:
    """The lines of a card that quote."""
    for text in texts(card):
        yield from (line for line in text.split("\n") if line.startswith("> "))


def assert_has_footnotes(card: discord.ui.LayoutView, library: Library) -> None:
    """Each footnote whose marker stands in what is quoted stands below it."""
    shown = "\n".join(texts(card))
    for line in quoted(card):
        for number in range(len(library.articles)):
            if WORDS_OF.format(number) not in line:
                continue
            for label in re.findall(r"\\\[(\d+)\\?\]", line):
                # Where there is no room for all, a line counts the others.
                assert f"N{number}k{label}" in shown or "more: /citations" in shown, (label, line, shown)


def answering(library: Library, data: st.DataObject) -> tuple[AnsweringPassage, ...]:
    """Passages of a library as an answer has them."""
    pairs = [(article, passage) for article in library.articles for passage in article.passages]
    chosen = data.draw(st.permutations(pairs))[:4]
    return tuple(
        AnsweringPassage(p, 1.0, data.draw(st.sampled_from(p.sentences)), footnotes_of(a, p))
        for a, p in chosen
    )


def credited(library: Library, shown: Sequence[AnsweringPassage]) -> Answer:
    """An answer of these passages."""
    ids = dict.fromkeys(each.passage.article for each in shown)
    attributions = [attribution_of(a) for i in ids for a in library.articles if a.id == i]
    return Answer("?", True, 1.0, passages=tuple(shown), attributions=tuple(attributions), sure=True)


def unanswered(answer: Answer, **changes: object) -> Answer:
    """The same passages as nearest ones."""
    return replace(answer, answered=False, passages=(), nearest=answer.passages, **changes)  # type: ignore[arg-type]


def about(answer: Answer, kind: About, library: Library) -> Answer:
    """The answer to a request."""
    if kind != "footnotes":
        return replace(answer, about=kind, passages=())
    cited = tuple(
        CitedFootnote(
            article.id,
            footnote,
            tuple(
                CitingSentence(passage, span)
                for passage in article.passages
                for span in passage.sentences
                if footnote.number in {marker.number for marker in passage.markers_in(span)}
            ),
        )
        for article in library.articles
        for footnote in article.footnotes
    )
    attributions = tuple(map(attribution_of, library.articles))
    return replace(answer, about=kind, passages=(), cited=cited, attributions=attributions)


@FEW
@given(libraries(), st.booleans(), st.data())
def test_answers_closest_sentences_and_reactions(
    library: Library, compact: bool, data: st.DataObject
) -> None:
    answer = credited(library, answering(library, data))
    outcomes = [
        answer,
        replace(answer, sure=False),
        unanswered(answer, closest=True),
        unanswered(answer, reaction=Reaction.DOUBT, matched=("w",)),
        unanswered(answer, reaction=Reaction.COMPLAINT),
        replace(answer, reaction=Reaction.MORE),
    ]
    titles = [article.title for article in library.articles]
    for outcome in outcomes:
        card = answer_card(outcome, titles, show_question=True, compact=compact)
        assert_keeps_limits(card)
        shown = "\n".join(texts(card))
        assert any(WORDS_OF.format(number) in shown for number in range(2))
        assert_attributed(shown, library)
        assert_has_footnotes(card, library)
        best = (outcome.passages or outcome.nearest)[0]
        if best.highlight_footnotes:
            line = next(line for line in shown.split("\n") if "in bold" in line)
            assert all(f"\\[{label}" in line for label in best.highlight_footnotes), line
        else:
            assert "No footnote stands behind the sentence in bold" in shown


@FEW
@given(libraries(), st.booleans(), st.sampled_from(["footnotes", "source", "license"]), st.data())
def test_plain_messages(library: Library, compact: bool, kind: About, data: st.DataObject) -> None:
    answer = credited(library, answering(library, data))
    titles = [article.title for article in library.articles]
    for outcome in (answer, unanswered(answer, closest=True), about(answer, kind, library)):
        card = answer_card(outcome, titles, show_question=True, compact=compact, plain=True)
        shown = plain_message(card).content
        assert outcome.about or any(WORDS_OF.format(number) in shown for number in range(2))
        # Half the room of a card: a long notice stands elsewhere, and the line says where.
        notices = [each.license.notice for each in library.articles if each.license.notice]
        elsewhere = [len(notice) > 800 and "Licence notice: /source" in shown for notice in notices]
        assert_attributed(shown + "\n".join(compress(notices, elsewhere)), library)
        if not outcome.about:
            assert_has_footnotes(card, library)


def test_a_refusal_without_a_passage_names_nobody() -> None:
    card = answer_card(Answer("?", False, 0.0), ["T0x"], show_question=True)
    assert "L0x" not in "\n".join(texts(card))


@FEW
@given(libraries(), st.data())
def test_requests(library: Library, data: st.DataObject) -> None:
    answer = credited(library, answering(library, data))
    titles = [article.title for article in library.articles]
    first = answer.attributions[0].title
    kinds: tuple[About, ...] = ("footnotes", "source", "license")
    for kind in kinds:
        request = about(answer, kind, library)
        shown = "\n".join(texts(answer_card(request, titles, show_question=True)))
        assert kind == "footnotes" or first in shown
        if kind != "footnotes":
            assert answer.attributions[0].source.url in linked(
                answer_card(request, titles, show_question=True)
            )
        if kind == "footnotes":
            assert_attributed(shown, library)
            for number, article in enumerate(library.articles):
                assert all(f"N{number}k{footnote.number}" in shown for footnote in article.footnotes)
        for article in library.articles:
            if kind != "footnotes" and article.id in {each.article for each in request.attributions}:
                lacking = [each for each in whole_attribution(article, is_excerpt=False) if each not in shown]
                # Where there is no room for all of them, a line counts the others.
                assert not lacking or (article.title in lacking and "1 more articles" in shown), lacking
                assert wording.NO_SOURCE not in shown


@FEW
@given(libraries())
def test_pages(library: Library) -> None:
    refs = references([passage for article in library.articles for passage in article.passages][:4])
    places = [Place(kind, refs) for kind in ("context", "more", "nearest", "notes")]
    places += [Place("citations"), Place("source"), Place("articles")]
    for article in library.articles:
        places += [Place("article", article.id), Place("source", article.id)]
        places += [Place("footnote", article.id, footnote_key(each.number)) for each in article.footnotes]
    for place in places:
        for page in range(3):
            card = open_page(library, place, page)
            assert card is not None
            shown = "\n".join(texts(card))
            assert_attributed(shown, library, is_excerpt=place.kind != "citations")
            if place.kind in ("more", "nearest", "context", "article"):
                assert_has_footnotes(card, library)
            if place.kind == "source":
                # Each page is one article's, which is told in full on its first page.
                of_page = [a for a in library.articles if a.title in shown]
                assert of_page
                assert all(each in shown for a in of_page for each in whole_attribution(a, is_excerpt=False))


@FEW
@given(libraries())
def test_footnotes(library: Library) -> None:
    found = [(article, footnote) for article in library.articles for footnote in article.footnotes]
    listed = "\n".join(texts(found_footnotes_card(library, found, ENGLISH)))
    assert_attributed(listed, library)
    for article, footnote in found:
        shown = "\n".join(texts(footnote_card(library, article, footnote)))
        assert footnote.text in shown
        assert_attributed(shown, library)


@FEW
@given(libraries(), st.data())
def test_checked_quotations(library: Library, data: st.DataObject) -> None:
    verdicts = [verdict for verdict in Verdict if verdict is not Verdict.NOT_FOUND]
    made = []
    for each in answering(library, data)[:3]:
        article = next(a for a in library.articles if a.id == each.passage.article)
        notes = tuple(note for note in article.footnotes if note.number in each.highlight_footnotes)
        place = QuotedPlace(
            each.passage, each.highlight, each.highlight, notes, attribution_of(article), article.source.url
        )
        differences = (Difference("this", "that"),)
        made.append(Check("words", data.draw(st.sampled_from(verdicts)), (place,), differences))
    card = quotation_card(made)
    assert_attributed("\n".join(texts(card)), library)
    assert_has_footnotes(card, library)
    shown = printed(render_checks(made))
    assert_attributed(shown, library)
    for check in made:
        assert all(note.text in shown for place in check.places for note in place.footnotes)


@FEW
@given(libraries(), st.data())
def test_the_terminal_and_json(library: Library, data: st.DataObject) -> None:
    answer = credited(library, answering(library, data))
    outcomes = [
        answer,
        unanswered(answer, closest=True),
        unanswered(answer, reaction=Reaction.DOUBT, matched=("w",)),
        about(answer, "footnotes", library),
        about(answer, "source", library),
        about(answer, "license", library),
    ]
    for outcome in outcomes:
        shown = printed(render_answer(outcome, library, plain=True))
        assert_attributed(shown, library)
        if outcome.about in ("source", "license"):
            for article in library.articles:
                if article.id in {each.article for each in outcome.attributions}:
                    assert all(each in shown for each in whole_attribution(article, is_excerpt=False))
        assert all(cited.footnote.text in shown for cited in outcome.cited)
        for each in outcome.passages or outcome.nearest[:1]:
            assert all(note.text in shown for note in each.footnotes)
        assert_attributed(json.dumps(answer_as_json(outcome)), library)
    nearest = printed(render_nearest(unanswered(answer)))
    assert_attributed(nearest, library)
    assert_attributed(printed(render_citations(library.articles)), library)
    for article in library.articles:
        for footnote in article.footnotes:
            cited = printed(render_citation(article, footnote.number))
            assert footnote.text in cited
            assert_attributed(cited, library)


def linked(card: discord.ui.LayoutView) -> list[str]:
    """The addresses of a card's buttons."""
    return [each["url"] for each in components(card) if "url" in each]


def printed(shown: object) -> str:
    """What stands in a terminal of any width."""
    console = Console(file=io.StringIO(), width=100_000, color_system=None)
    console.print(shown, soft_wrap=True)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("label", ["In context", "Source"])
def test_an_answer_leads_to_where_its_words_stand(label: str) -> None:
    passage = Passage("00000000", "a0", 1, None, "w0p0s0 w0p0s0.", (Span(0, 14),))
    article = Article("a0", "T0x", License("L0x"), (passage,), source=Source(url="https://source0.example/x"))
    library = Library((article,))
    card = answer_card(
        credited(library, [AnsweringPassage(passage, 1.0, Span(0, 14), ())]), ["T0x"], show_question=True
    )
    assert label in buttons_of(card.to_components())  # type: ignore[no-untyped-call]
