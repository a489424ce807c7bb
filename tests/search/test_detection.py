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
        ("Πότε γεννήθηκε;", "el"),
        ("मास्को कहाँ है", "hi"),
        ("איפה מוסקבה", "he"),
    ],
)
def test_other_languages_are_told(question: str, language: str) -> None:
    assert detected_language(question) == language


@pytest.mark.parametrize(
    "question", ["", "?", "1917", "Trotsky Lenin", "red army", "Trotsky New York", "🙏 ok"]
)
def test_names_and_numbers_tell_none(question: str) -> None:
    assert detected_language(question) in (None, "en")
