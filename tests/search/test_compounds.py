"""Compounds are found by their last part, and words behind an apostrophe by themselves."""

from __future__ import annotations

import pytest

from bot.search import Index
from bot.search.text.tokenizer import Tokenizer
from tests.search.making import article_of

OTHER = "1234 5678."


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("de", "Der Brückenkanal wurde 1912 eröffnet.", "Wann wurde der Kanal eröffnet?"),
        ("de", "Der Schäfer fand die Schwefelquelle.", "Wer fand die Quelle?"),
        ("de", "Die Wartungsarbeiten endeten 1950.", "Wann endeten die Arbeiten?"),
        ("nl", "De waterleiding kwam in 1905.", "Wanneer kwam de leiding?"),
        ("sv", "Järnvägsstationen byggdes 1890.", "När byggdes stationen?"),
        ("da", "Jernbanestationen blev bygget i 1890.", "Hvornår blev stationen bygget?"),
        ("de", "Der Kanal wurde 1912 eröffnet.", "Wann wurde der Brückenkanal eröffnet?"),
    ],
)
def test_a_compound_is_found_by_its_last_part(language: str, text: str, question: str) -> None:
    index = Index([article_of([OTHER, text], language=language)])
    other = Index([article_of([OTHER, text], language="xx")])
    hits = index.search(question, explain=True).hits
    assert hits[0].passage.text == text
    assert all(term.held >= 0.4 for term in hits[0].explanation.terms)
    assert not all(
        term.held >= 0.4
        for hit in other.search(question, explain=True).hits
        for term in hit.explanation.terms
    )


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Der Vorrat war groß.", "Rat"),
        ("Der Ausgang ist links.", "Gang"),
        ("Der Unterricht beginnt.", "Richt"),
        ("Xyqqkanal steht hier.", "Kanal"),
        ("Der Gegenstand steht hier.", "Stand"),
    ],
)
def test_a_word_that_only_ends_in_another_is_no_compound(text: str, question: str) -> None:
    assert not Index([article_of([OTHER, text], language="de")]).search(question).hits


def test_a_word_itself_counts_more_than_a_compound() -> None:
    texts = ["Der Hafenkanal ist tief.", "Der Kanal ist tief."]
    hits = Index([article_of(texts, language="de")]).search("Kanal").hits
    assert [hit.passage.text for hit in hits] == texts[::-1]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("fr", "l'affinage", "affinage"),
        ("fr", "L’île", "île"),
        ("fr", "aujourd'hui", "aujourd'hui"),
        ("it", "dell'acqua", "acqua"),
        ("it", "un’isola", "isola"),
        ("ca", "l'aigua", "aigua"),
    ],
)
def test_what_stands_behind_an_apostrophe_is_a_word(language: str, text: str, word: str) -> None:
    tokenizer = Tokenizer(language)
    [token], [alone] = tokenizer.tokens(text), tokenizer.tokens(word)
    assert (token.stem, token.surface, token.raw) == (alone.stem, alone.surface, text)


@pytest.mark.parametrize(
    ("language", "title", "question"),
    [
        ("de", "Das Kurbad Wiesental", "Wer leitet das Bad?"),
        ("tr", "Karataş Kilim Atölyesi", "atölye müdürü kim"),
    ],
)
def test_a_word_of_the_title_is_known_in_another_form(language: str, title: str, question: str) -> None:
    texts = ["1234 5678.", "Karl Obermeier leitet die Anlage; müdürü Ayşe Demir."]
    hits = {
        name: Index([article_of(texts, title=name, language=language)]).search(question).hits[0]
        for name in (title, "1234")
    }
    assert hits[title].confidence > hits["1234"].confidence


@pytest.mark.parametrize(
    ("text", "question"),
    [("桥建于1912年。", "什么时候建的？"), ("他卖给农民。", "卖"), ("创办人回乡了。", "谁创办")],
)
def test_an_ideograph_is_found_in_a_longer_word(text: str, question: str) -> None:
    hits = Index([article_of(["河水很清。", text], language="zh")]).search(question).hits
    assert hits[0].passage.text == text


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("de", "Wie lange dauert die Brut?", "Die Brutdauer beträgt 52 bis 58 Tage."),
        ("de", "Wer war der Chef der Polizei?", "Polizeichef war Jon Tarry."),
        ("de", "Wo steht der Turm der Kirche?", "Der Kirchturm steht in Velm."),
        ("nl", "Wanneer was de bouw van het dorp?", "De dorpsbouw begon in 1624."),
        ("sv", "Vem var chef för polisen?", "Polischef var Jon Tarry."),
    ],
)
def test_a_compound_is_found_by_both_its_parts(language: str, question: str, told: str) -> None:
    index = Index([article_of([OTHER, told, OTHER], language=language)])
    hit = index.search(question, explain=True).hits[0]
    assert hit.passage.text == told
    assert all(term.held >= 0.7 for term in hit.explanation.terms)


def test_one_part_alone_finds_no_compound_that_begins_with_it() -> None:
    index = Index([article_of([OTHER, "Die Brutpflege ist mühsam."], language="de")])
    hits = index.search("Wie lange dauert die Brut?", explain=True).hits
    assert not [term for hit in hits for term in hit.explanation.terms if term.held >= 0.7]
