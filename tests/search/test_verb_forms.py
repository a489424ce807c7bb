"""Verbs whose vowel changes are found by each other's forms, behind a prefix too."""

from __future__ import annotations

import pytest

from bot.search import Index, Tokenizer
from bot.search.languages.profile import language_of
from tests.search.making import article_of

LANGUAGES = ("da", "de", "nb", "nl", "sv")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "fressen frisst fraß frass gefressen"),
        ("de", "entwerfen entwirft entwarf entworfen"),
        ("de", "aussterben aussterben ausgestorben"),
        ("de", "übernehmen übernahm übernommen"),
        ("de", "Fressen FRISST"),
        ("nl", "schrijven schreef geschreven"),
        ("nl", "beschrijven beschreef beschreven"),
        ("nl", "uitvinden uitgevonden"),
        ("sv", "skriva skrev skrivit"),
        ("sv", "uppfinna uppfann uppfunnit"),
        ("da", "skrive skrev skrevet"),
        ("da", "opfinde opfandt opfundet"),
        ("nb", "finne fant funnet"),
        ("nb", "oppfinne oppfant oppfunnet"),
    ],
)
def test_the_forms_of_a_verb_have_one_stem(language: str, forms: str) -> None:
    tokenizer = Tokenizer(language)
    assert len({token.stem for token in tokenizer.tokens(forms)}) == 1


@pytest.mark.parametrize(
    ("language", "noun", "verb"),
    [
        ("de", "Schloss", "schließen"),
        ("de", "Band", "binden"),
        ("de", "Verlag", "verliegen"),
        ("de", "Verwandte", "verwenden"),
        ("de", "Zustand", "zustehen"),
        ("nl", "week", "wijken"),
        ("nl", "leden", "lijden"),
        ("da", "brød", "bryde"),
        ("sv", "bad", "be"),
    ],
)
def test_a_noun_that_looks_like_a_form_is_none(language: str, noun: str, verb: str) -> None:
    tokenizer = Tokenizer(language)
    assert tokenizer.tokens(noun)[0].stem != tokenizer.tokens(verb)[0].stem


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_stands_for_two_verbs_or_is_an_empty_word(language: str) -> None:
    forms = language_of(language).irregular_forms
    assert len(forms) > 90
    assert not [form for form, verb in forms.items() if forms.get(verb, verb) != verb]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("de", "Der Geier hat Knochen gefressen.", "Was frisst der Geier?"),
        ("de", "Jon Tarry erfand die Seilbahn.", "Wer hat die Seilbahn erfunden?"),
        ("nl", "Jon Tarry vond de kabelbaan uit en verkocht haar.", "Wie heeft de kabelbaan verkocht?"),
        ("sv", "Jon Tarry uppfann linbanan.", "Vem har uppfunnit linbanan?"),
        ("da", "Jon Tarry opfandt tovbanen.", "Hvem har opfundet tovbanen?"),
        ("nb", "Jon Tarry oppfant taubanen.", "Hvem har oppfunnet taubanen?"),
    ],
)
def test_a_question_finds_another_form(language: str, text: str, question: str) -> None:
    index = Index([article_of(["1234 5678.", text], language=language)])
    hit = index.search(question, explain=True).hits[0]
    assert hit.passage.text == text
    assert all(term.held == 1 for term in hit.explanation.terms)
