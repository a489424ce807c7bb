"""Where sentences end: numbers with a point, names with one, and what stands behind the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import Marker, Span
from bot.library.sentences import sentence_spans


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("de", "Im 19. Jahrhundert begann der Bau. Er dauerte lange.", 2),
        ("de-AT", "Es war der 1. Weltkrieg. Danach kam Frieden.", 2),
        ("de", "Das war 1945. Danach kam Frieden.", 2),
        ("de", "Er kostete 3.500.12. Mehr war nicht da.", 2),
        ("en", "He finished 19. Then he left.", 2),
        ("en", "The .NET runtime came out in 2002. It was new.", 2),
    ],
)
def test_a_point_that_ends_no_sentence(language: str, text: str, sentences: int) -> None:
    spans = sentence_spans(text, (), language)
    assert len(spans) == sentences
    assert " ".join(span.of(text) for span in spans) == text


MARKS = [
    "[citation needed]", "[1]:23", "[2]: 45–46", "[1, 2]", "[1–3]", "^[2]", "¹", "¹²", "¹,²", "②", "†", "(1)",
    "\u200b[1]\u200b", "[１]", "［１］", "[١]", "[३]", "[note 1]", "[a]", "[page needed][3]", " [4]",
    "【1】", " [4, 5]", "\u2060[7]", "[註 1]",
]  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("quoted", ["", "”"])
def test_a_mark_behind_the_end_belongs_to_the_sentence(mark: str, quoted: str) -> None:
    first, second = f"The old mill ground rye.{quoted}{mark}", f"It was built of oak.{mark}"
    text = f"{first} {second} Then it fell."
    spans = sentence_spans(text, (), "en")
    assert [span.of(text) for span in spans] == [first, second, "Then it fell."]


@given(
    st.lists(st.one_of(st.sampled_from(MARKS), st.integers(1, 99).map("{}".format)), min_size=1, max_size=5),
    st.sampled_from(["", "”", '"']),
)
def test_marks_of_several_kinds_and_markers_belong_to_it_together(marks: list[str], quoted: str) -> None:
    text, markers = f"The old mill ground rye.{quoted}", []
    for mark in marks:
        start = len(text)
        text += f"[{mark}]" if mark.isdigit() and mark.isascii() else mark
        if mark.isdigit() and mark.isascii():
            markers.append(Marker(mark, Span(start, len(text))))
    first = text
    text += " It was built of oak."
    assert [span.of(text) for span in sentence_spans(text, markers, "en")] == [first, "It was built of oak."]


@pytest.mark.parametrize("text", ["He left. [The king] stayed.", "See [1] and go. It is 3.5 m [high] there."])
def test_words_in_brackets_are_words(text: str) -> None:
    spans = sentence_spans(text, (), "en")
    assert [span.of(text) for span in spans] == [part + "." for part in text[:-1].split(". ")]


def test_chinese_has_no_space_behind_a_mark() -> None:
    text = "老磨坊很旧。[1]新磨坊很新。[2][3]然后。"
    markers = [Marker(text[i + 1], Span(i, i + 3)) for i, letter in enumerate(text) if letter == "["]
    spans = sentence_spans(text, markers, "zh")
    assert [span.of(text) for span in spans] == ["老磨坊很旧。[1]", "新磨坊很新。[2][3]", "然后。"]
