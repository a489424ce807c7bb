"""Articles in other languages than English, asked in their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.search import Index, Tokenizer
from tests.search.making import article_of

ARTICLES = Path(__file__).parent / "articles"


def _read(language: str) -> tuple[Index, Any]:
    content = yaml.safe_load((ARTICLES / f"{language}.yaml").read_text(encoding="utf-8"))
    return Index([article_of(content["paragraphs"], title=content["title"], language=language)]), content


@pytest.mark.parametrize("language", ["de", "es", "ru"])
def test_questions_find_their_passage(language: str) -> None:
    index, content = _read(language)
    assert len(content["answered"]) >= 20
    wrong = {
        question: index.search(question).hits[:1]
        for question, paragraph in content["answered"].items()
        if not (hits := index.search(question).hits) or hits[0].passage.paragraph != paragraph
    }
    assert len(wrong) <= 0.05 * len(content["answered"]), wrong


@pytest.mark.parametrize("language", ["de", "es", "ru"])
def test_questions_are_answered_and_what_is_foreign_is_refused(language: str) -> None:
    index, content = _read(language)
    unsure = [q for q in content["answered"] if index.search(q).confidence < 0.5]
    assert len(unsure) <= 0.15 * len(content["answered"]), unsure
    assert not [q for q in content["refused"] if index.search(q).confidence >= 0.5]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("zh", "北京是中国的首都。", "首都"),
        ("ja", "富士山は日本で一番高い山である。", "富士山の高さ"),
        ("ko", "서울은 한국의 수도이다.", "서울은 어디"),
        ("hi", "दिल्ली भारत की राजधानी है।", "राजधानी क्या है"),
        ("ar", "القاهرة عاصمة مصر.", "ما هي عاصمة مصر؟"),
        ("he", "ירושלים עיר עתיקה בהרים.", "עיר עתיקה"),
        ("xx", "Zorblat quimmed the fnord.", "fnord"),
        ("eo", "La hundo dormas sub la arbo.", "Kie dormas la hundoj?"),
    ],
)
def test_every_script_finds_its_words(language: str, text: str, question: str) -> None:
    other = "1234 5678."
    hits = Index([article_of([other, text], language=language)]).search(question).hits
    assert hits[0].passage.text == text


def test_stems_are_the_languages() -> None:
    assert Tokenizer("de").content_stems("Häuser") == Tokenizer("de-AT").content_stems("Haus")
    assert Tokenizer("ru").content_stems("обсерваторией") == Tokenizer("ru").content_stems("обсерватория")
    assert Tokenizer("xx").content_stems("houses") == ["houses"]
