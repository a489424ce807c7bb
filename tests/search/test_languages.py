"""Articles in other languages than English, asked in their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import Index, Tokenizer
from bot.search.languages.profile import language_of
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


TEN = ("ar", "fi", "it", "ja", "ko", "pl", "th", "tr", "vi", "zh")
"""Languages whose articles have fifteen questions each that they answer, and five foreign ones."""


def test_ten_languages_answer_their_questions_and_refuse_foreign_ones() -> None:
    unsure, foreign, asked, others = [], [], 0, 0
    for language in TEN:
        index, content = _read(language)
        asked += len(content["answered"])
        others += len(content["refused"])
        for question, paragraph in content["answered"].items():
            ranking = index.search(question)
            if ranking.confidence < 0.5 or ranking.hits[0].passage.paragraph != paragraph:
                unsure.append((language, question))
        foreign += [(language, q) for q in content["refused"] if index.search(q).confidence >= 0.5]
    assert (asked, others) == (150, 50)
    assert len(unsure) <= 0.15 * asked, unsure
    assert len(foreign) <= 0.05 * others, foreign


@pytest.mark.parametrize("language", TEN)
def test_most_questions_find_their_passage_first(language: str) -> None:
    index, content = _read(language)
    wrong = [
        question
        for question, paragraph in content["answered"].items()
        if [hit.passage.paragraph for hit in index.search(question).hits[:1]] != [paragraph]
    ]
    assert len(wrong) <= 2, wrong


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


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("zh", "他在福建学会了制茶", ["福建", "学会", "制", "茶"]),
        ("ja", "図書館は東京にあります", ["図書館", "東京"]),
        ("ko", "도서관을 세운 교사", ["도서관", "세운", "교사"]),
        ("th", "พ่อค้าขายข้าวและเกลือ", ["พ่อค้า", "ขาย", "ข้าว", "เกลือ"]),
    ],
)
def test_words_are_found_where_no_space_parts_them(language: str, text: str, words: list[str]) -> None:
    tokens = [token for token in Tokenizer(language).tokens(text) if not token.is_stop]
    assert [token.raw for token in tokens] == words
    assert all(text[token.start :].startswith(token.raw) for token in tokens)


@pytest.mark.parametrize("language", ["zh", "ja", "ko", "th"])
@given(text=st.text(st.sampled_from("茶厂の山を도서관은ตลาดน้ำ㐀a1 。ｶﾞ\U00020000\u0e4d"), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_is_segmented_into_parts_of_itself(language: str, text: str) -> None:
    end = 0
    for token in Tokenizer(language).tokens(text):
        assert token.start >= end
        assert text[token.start : token.start + len(token.raw)] == token.raw
        end = token.start + len(token.raw)


def test_a_verb_is_found_by_its_other_forms() -> None:
    for language, forms in {"ja": ("届く", "届き", "届い"), "ko": ("걸렸", "걸리")}.items():
        assert len({language_of(language).stem(form) for form in forms}) == 1


def test_turkish_has_two_letters_i() -> None:
    tokenizer = Tokenizer("tr")
    assert tokenizer.content_stems("IŞIL") == tokenizer.content_stems("Işıl")
    assert tokenizer.content_stems("İSTANBUL") == tokenizer.content_stems("İstanbul")


def test_vietnamese_accents_tell_words_apart_and_may_be_left_out() -> None:
    texts = ["Con cá sống trong hồ.", "Cây cà mọc trong vườn.", "Nhà ca hát ở phố."]
    index = Index([article_of(texts, language="vi")])
    for question, paragraph in {"cá": 1, "cà": 2, "vuon": 3 - 1, "ho": 1}.items():
        assert index.search(question).hits[0].passage.paragraph == paragraph
    assert len(index.search("cá").hits) == 1


def test_stems_are_the_languages() -> None:
    assert Tokenizer("de").content_stems("Häuser") == Tokenizer("de-AT").content_stems("Haus")
    assert Tokenizer("ru").content_stems("обсерваторией") == Tokenizer("ru").content_stems("обсерватория")
    assert Tokenizer("xx").content_stems("houses") == ["houses"]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("de", "Die Brücke wurde 1890 errichtet.", "Wann wurde die Brücke gebaut?"),
        ("fr", "Le pont est fermé en hiver. L'incendie détruisit le moulin.", "Le feu du moulin"),
        ("es", "El puente fue construido en 1890.", "¿Cuándo se hizo el puente?"),
        ("ru", "Мост построили в 1890 году.", "Когда основали мост?"),
        ("sv", "Bron uppfördes 1890.", "När byggdes bron?"),
    ],
)
def test_an_everyday_word_is_found_by_another_for_the_same(language: str, text: str, question: str) -> None:
    index = Index([article_of(["1234 5678.", text], language=language)])
    hit = index.search(question, explain=True).hits[0]
    assert hit.passage.text == text
    assert all(term.held >= 0.5 for term in hit.explanation.terms)


def test_a_small_library_asks_for_fewer_words_than_a_large_one() -> None:
    text = "Das Wasser kommt aus der Quelle."
    small = Index([article_of([text], language="de")])
    large = Index([article_of([text, *(f"Zeile {n} steht hier." for n in range(80))], language="de")])

    def few(index: Index, question: str) -> list[float]:
        explanation = index.search(question, explain=True).hits[0].explanation
        return [each.value for each in explanation.confidence if each.feature.name == "few passages"]

    assert not few(large, "Wasser der Quelle")
    # One word may be met by chance.
    assert few(small, "Wasser der Quelle")[0] > 2 * few(small, "Wasser der Mühle")[0] > 0
    english = Index([article_of(["The water comes from the spring."])])
    assert not few(english, "water of the spring")


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("рік", "роки"),
        ("ночі", "ніч"),
        ("працює", "працювали"),
        ("засновано", "заснував"),
        ("музеї", "музею"),
    ],
)
def test_ukrainian_forms_are_one_word(form: str, other: str) -> None:
    language = language_of("uk")
    assert language.stem(form) == language.stem(other)


def test_a_word_with_an_apostrophe_is_empty_without_it_too() -> None:
    assert Tokenizer("fr").content_words("D'où vient l'eau ?") == ["vient", "eau"]
