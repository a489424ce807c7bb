"""Whether a sentence holds what is asked for: a time, a person, a place, an amount, a reason."""

from __future__ import annotations

import time

import pytest

from bot.search import Tokenizer
from bot.search.telling import tells

BUILT = "The mill was built by Tomas Harrow, a corn merchant from Wendle."


@pytest.mark.parametrize(
    ("language", "question", "sentence"),
    [
        ("en", "when was it built", "Work began in 1784."),
        ("en", "when was it built", "It stood by the end of the 19th century."),
        ("en", "who built it", BUILT),
        ("en", "who built it", "It was built by monks."),
        ("en", "who led it", "Trotsky led it."),
        ("en", "where is it", "It stands near Teck."),
        ("en", "where did they live", "They lived on the rock."),
        ("en", "why did it close", "It closed because the weir gave way."),
        ("en", "why was it built", "It was built to protect the harbour."),
        ("en", "how many sails has it", "It has four sails."),
        ("de", "wer hat die Mühle gebaut", "Die Mühle wurde von dem Müller Jakob Stern gebaut."),
        ("de", "warum wurde sie gebaut", "Sie wurde gebaut, um das Korn des Dorfes zu mahlen."),
        ("de", "wann wurde sie gebaut", "Sie wurde im Sommer gebaut."),
        ("de", "wo steht sie", "Sie steht in den Alpen."),
        ("de", "wo steht sie", "Sie steht im Dorf hinter dem Wald."),
        ("de", "wo steht sie", "Man findet sie im Aostatal."),
        ("de", "wo steht sie", "Man findet sie bei Rauris."),
        ("fr", "pourquoi", "Il a été construit pour moudre le grain."),
        ("es", "por qué", "Se cerró porque no había agua."),
        ("pt", "por quê", "Foi construído para moer o trigo."),
        ("ru", "почему", "Она сгорела, так как в неё ударила молния."),
    ],
)
def test_a_sentence_tells_what_is_asked_for(language: str, question: str, sentence: str) -> None:
    assert tells(question, sentence, Tokenizer(language)) is True


@pytest.mark.parametrize(
    ("language", "question", "sentence"),
    [
        ("en", "when was the mill built", BUILT),
        ("en", "when was it built in 1784", "It was built in 1784."),
        ("en", "why was the mill built", BUILT),
        ("en", "who swept it away", "It was swept away in 1799, because the weir gave way."),
        ("en", "who built it", "It is on the river Orle, above the village of Teck."),
        ("en", "how many sails has it", "It was built in 1784."),
        ("en", "where was it sold", "It was sold in 1784."),
        ("de", "wer hat die Mühle gebaut", "Sie hat vier Flügel und drei Stockwerke."),
        ("de", "warum", "Die Mühle wurde um 1800 gebaut."),
        ("de", "wo wurde er gesehen", "Knochen verschwinden so in seinem Schlund."),
        ("de", "wo wurde er gesehen", "Er wurde im Herbst in großer Zahl gesehen."),
        ("de", "wo wurde er gesehen", "Er ist einer der größten Vögel Europas."),
        ("fr", "quand", "Il est en granit gris."),
        ("ru", "почему", "Она построена в 1771 году."),
    ],
)
def test_a_sentence_without_it_does_not(language: str, question: str, sentence: str) -> None:
    assert tells(question, sentence, Tokenizer(language)) is False


@pytest.mark.parametrize("question", ["how was it built", "what is it", "how old is it"])
def test_where_no_words_show_it_nothing_is_said(question: str) -> None:
    assert tells(question, BUILT, Tokenizer("en")) is None


def test_a_sentence_of_thousands_of_words_is_read_in_no_time() -> None:
    begun = time.process_time()
    tells("warum", "um " * 50_000, Tokenizer("de"))
    assert time.process_time() - begun < 1
