"""Measures are asked for and stated in other languages, too; an amount in another unit is no answer."""

from __future__ import annotations

import pytest

from bot.search import Index
from tests.search.making import article_of

CASES = {
    "de": (
        "Wie schwer ist die Glocke?",
        "Die Glocke wiegt zwischen 12 und 13 Tonnen.",
        "Die Glocke ist 3 Meter hoch.",
    ),
    "fr": (
        "Combien pèse la cloche ?",
        "La cloche pèse douze tonnes.",
        "La cloche a une hauteur de 3 mètres.",
    ),
    "es": (
        "¿Cuánto pesa la campana?",
        "La campana pesa 12 toneladas.",
        "La campana tiene 3 metros de altura.",
    ),
    "it": (
        "Quanto pesa la campana?",
        "La campana pesa 12 tonnellate.",
        "La campana è alta 3 metri.",
    ),
    "pt": (
        "Quanto pesa o sino?",
        "O sino pesa 12 toneladas.",
        "O sino tem 3 metros de altura.",
    ),
    "nl": (
        "Hoe zwaar is de klok?",
        "De klok weegt 12 ton.",
        "De klok is 3 meter hoog.",
    ),
    "sv": (
        "Hur tung är klockan?",
        "Klockan väger 12 ton.",
        "Klockan är 3 meter hög.",
    ),
    "pl": (
        "Ile waży dzwon?",
        "Dzwon waży 12 ton.",
        "Dzwon ma wysokość 3 metrów.",
    ),
    "ru": (
        "Сколько весит колокол?",
        "Колокол весит 12 тонн.",
        "Высота колокола 3 метра.",
    ),
    "uk": (
        "Скільки важить дзвін?",
        "Дзвін важить 12 тонн.",
        "Висота дзвона 3 метри.",
    ),
}
TITLES = {
    "de": "Die Glocke", "fr": "La cloche", "es": "La campana", "it": "La campana", "pt": "O sino",
    "nl": "De klok", "sv": "Klockan", "pl": "Dzwon", "ru": "Колокол", "uk": "Дзвін",
}  # fmt: skip


@pytest.mark.parametrize("language", CASES)
def test_the_sentence_that_states_the_measure_comes_first(language: str) -> None:
    question, stated, other = CASES[language]
    index = Index([article_of([other, stated, "1234."], title=TITLES[language], language=language)])
    ranking = index.search(question)
    assert ranking.hits[0].passage.text == stated
    assert ranking.confidence >= 0.5


@pytest.mark.parametrize("language", CASES)
def test_another_measure_is_no_answer(language: str) -> None:
    question, _, other = CASES[language]
    index = Index([article_of([other, "1234.", "5678."], title=TITLES[language], language=language)])
    assert index.search(question).confidence < 0.5


def test_a_contest_does_not_tell_at_what_temperature_something_is_baked() -> None:
    contest = "Der Kuchen, den man 1998 beim Wettbewerb bäckt, wird von drei Richtern gekostet."
    others = ["Der Teig besteht aus Nüssen und Honig.", "Die Form ist rund."]
    index = Index([article_of([*others, contest], title="Nusskuchen", language="de")])
    assert index.search("bei welcher temperatur bäckt man den kuchen").confidence < 0.5


TABLE = {
    "Wie schwer ist der Geier?": "Merkmal: Gewicht · Wert: 5 bis 7 kg",
    "Wie alt wird ein Geier?": "Merkmal: Höchstalter · Wert: über 45 Jahre in Gefangenschaft",
    "Wie lange dauert die Brut?": "Merkmal: Brutdauer · Wert: 52 bis 58 Tage",
}


@pytest.mark.parametrize("question", TABLE)
def test_a_row_of_a_table_states_a_measure_with_the_head_of_its_column(question: str) -> None:
    opening = "Der Geier ist ein großer Vogel, der in den Felsen lebt."
    index = Index([article_of([opening, *TABLE.values()], title="Der Geier", language="de")])
    hit = index.search(question).hits[0]
    assert hit.passage.text == TABLE[question]
    assert hit.confidence >= 0.5


def test_the_measure_of_a_part_is_not_the_subjects() -> None:
    opening = "Die Burg ist eine Anlage am Fluss."
    index = Index([article_of([opening, "Turmhöhe: 38 m"], title="Die Burg", language="de")])
    whole, part = index.search("Wie hoch ist die Burg?"), index.search("Wie hoch ist der Turm?")
    assert part.confidence > whole.confidence
