"""The languages' data files: all of them are right, and what is wrong in one is named."""

from __future__ import annotations

import pytest

from bot.answering.phrases import phrases_of
from bot.search.folding import folded, lowered
from bot.search.languages.profile import SNOWBALL, SpellingRules, language_of
from bot.search.languages.reader import (
    LanguageFileError,
    Section,
    alternatives,
    language_codes,
    language_file,
    parse,
)


@pytest.mark.parametrize("code", language_codes())
def test_every_file_is_read_by_search_and_by_answering(code: str) -> None:
    language = language_of(code)
    assert language.stop_words
    assert "september" in language.signs.months
    assert (phrases_of(code) is not None) == ("small_talk" in language_file(code).sections)
    for word in (*language.stop_words, *language.frame_words, *language.signs.reasons):
        assert word == (lowered(word) if language.keeps_accents else folded(word))


@pytest.mark.parametrize(
    "code", [code for code in language_codes() if "questions" in language_file(code).sections]
)
def test_what_is_asked_for_can_be_recognised_in_a_sentence(code: str) -> None:
    signs = language_file(code).sections["signs"]
    assert {"months", "reasons"} <= signs.keys()
    # These languages name a place by an ending or a particle after it, or have no capitals that show a name.
    endings = {"et", "eu", "fa", "fi", "he", "hi", "hu", "hy", "ja", "ko", "ne", "ta", "th", "tr", "yi", "zh"}
    assert "place_prepositions" in signs or code in endings


@pytest.mark.parametrize("code", sorted({*SNOWBALL, *language_codes(), "xx"}))
def test_a_language_without_a_file_still_has_stems_and_common_words(code: str) -> None:
    language = language_of(code)
    assert language.stem("") == ""
    assert language.stop_words.issuperset(language.frequencies.most_common(language.common_stop_words))


@pytest.mark.parametrize("code", ["../en", "en/../en", "", ".", "e\u0301n", "reader"])
def test_a_code_leads_to_no_other_file(code: str) -> None:
    assert language_file(code).sections == {}


def test_english_reads_irregular_forms_numbers_and_two_spellings() -> None:
    english = language_of("en")
    assert english.stem("fought") == english.stem("fight")
    assert english.stem("twelfth") == english.stem("twelve") == "12"
    for british, american in {
        "colour": "color", "centre": "center", "organised": "organized", "analyse": "analyze",
        "travelling": "traveling", "ploughs": "plows", "hour": "hour", "four": "four", "paris": "paris",
    }.items():  # fmt: skip
        assert english.standard(british) == american


def test_a_phrase_stands_for_all_its_alternatives() -> None:
    assert list(alternatives("what|which year")) == [("what", "year"), ("which", "year")]
    assert list(alternatives("est-ce que")) == [("est", "ce", "que")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[words", "xx.toml: "),
        ("[wrods]\nstop_words = 'a'", "xx.toml: unknown section [wrods]; known are words, spelling"),
        ("words = 'a'", "xx.toml: unknown section [words]"),
    ],
)
def test_a_wrong_file_is_named(content: str, problem: str) -> None:
    with pytest.raises(LanguageFileError) as raised:
        parse("xx.toml", content)
    assert str(raised.value).startswith(problem)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("variants = 'gray grey'", "variants: “word: form form …” is expected, not “gray grey”"),
        ("variants = 'gray:'", "variants: “word: form form …” is expected, not “gray:”"),
        ("rules = 'our'", "rules: an array of tables is expected"),
        ("rules = [{pattern = '(our', replacement = 'or'}]", "rules pattern: missing )"),
        ("rules = [{patern = 'our'}]", "rules patern: unknown; known are pattern, replacement"),
    ],
)
def test_a_wrong_spelling_rule_is_named(content: str, problem: str) -> None:
    with pytest.raises(LanguageFileError) as raised:
        SpellingRules(parse("xx.toml", f"[spelling]\n{content}"))
    assert str(raised.value).startswith(f"xx.toml [spelling] {problem}")


@pytest.mark.parametrize("value", [-1, True, "90", 1.5])
def test_a_wrong_number_is_named(value: object) -> None:
    with pytest.raises(LanguageFileError, match="common_stop_words: a whole number from 0 is expected"):
        Section("xx.toml [words]", {"common_stop_words": value}).number("common_stop_words", 90)
