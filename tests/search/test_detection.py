"""In which language a question is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.search.languages.detection import detected_language

ARTICLES = Path(__file__).parent / "articles"


@pytest.mark.parametrize("language", sorted(file.stem for file in ARTICLES.glob("*.yaml")))
def test_most_questions_tell_their_language_and_none_another(language: str) -> None:
    content = yaml.safe_load((ARTICLES / f"{language}.yaml").read_text(encoding="utf-8"))
    questions = [*content["answered"], *content["refused"]]
    found = [detected_language(question) for question in questions]
    assert set(found) <= {language, None}
    assert found.count(language) >= 0.8 * len(questions)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("who led the red army", "en"),
        ("Quem liderou o Exército Vermelho?", "pt"),
        ("Хто командував Червоною армією?", "uk"),
        ("Wie leidde het Rode Leger?", "nl"),
        ("Kdo vedl Rudou armádu?", "cs"),
        # No empty word of theirs is of one language alone.
        ("Quanto costa la guida?", "it"),
        ("De onde vem a pedra?", "pt"),
        ("D'où vient la pierre ?", "fr"),
        ("wie alt ist die karte", "de"),
        # A name is common in the language of its country.
        ("is the wetherby terrier banned in france", "en"),
        ("is the mill in polska older", "en"),
        ("was ist die hauptstadt von portugal", "de"),
        ("Πότε γεννήθηκε;", "el"),
        ("मास्को कहाँ है", "hi"),
        ("איפה מוסקבה", "he"),
    ],
)
def test_other_languages_are_told(question: str, language: str) -> None:
    assert detected_language(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "When did Otto von Bismarck die?",
        "Where didn't French fur trappers travel?",
        "who was maria de la cruz",
    ],
)
def test_names_from_elsewhere_make_no_other_language(question: str) -> None:
    assert detected_language(question) in (None, "en")


@pytest.mark.parametrize(
    "question", ["", "?", "1917", "Trotsky Lenin", "red army", "Trotsky New York", "🙏 ok"]
)
def test_names_and_numbers_tell_none(question: str) -> None:
    assert detected_language(question) in (None, "en")
