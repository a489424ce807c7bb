"""Sentences, cuts and ids of passages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import Marker, Passage, Span
from bot.library.passages import LONGEST_PASSAGE, Paragraph, passages_of
from bot.library.sentences import sentence_spans
from bot.sources.importing import ImportOptions, import_page
from tests.strategies import WORDS, lines

LANGUAGES = ["en", "de", "pt-BR", "ru", "zh", "tlh", "x-none"]


def _marked(text: str) -> tuple[str, tuple[Marker, ...]]:
    """`text` with a marker for each `{…}`."""
    plain, markers = "", []
    for part in text.split("{"):
        number, closed, rest = part.partition("}")
        if closed:
            markers.append(Marker(number, Span(len(plain), len(plain) + len(number) + 2)))
            plain += f"[{number}]" + rest
        else:
            plain += part
    return plain, tuple(markers)


def _sentences(text: str, language: str = "en") -> list[str]:
    plain, markers = _marked(text)
    return [span.of(plain) for span in sentence_spans(plain, markers, language)]


def test_the_seeds_ten_sentences(seed: str) -> None:
    passages = import_page(seed, ImportOptions(title="T")).article.passages
    assert [
        [s.of(p.text).split()[:2] + s.of(p.text).split()[-2:] for s in p.sentences] for p in passages
    ] == [
        [
            ["Trotskyism", "is", "Leon", "Trotsky."],
            ["Trotsky", "considered", "the", "working-class."],
            ["His", "politics", "Lenin's", "death."],
        ],
        [
            ["V.I.", "Lenin", "its", '"co-leader".[1]'],
            ["Trotsky", "was", "Revolutionary", "period."],
            ["However,", "Lenin", "the", "Revolution."],
            ["In", "a", 'meaningless."', "[2]"],
        ],
        [["However,", "after", 'Bolshevik"', "[3]"]],
        [["Trotsky's", "Fourth", "political", "power.[4]"], ["Today,", "in", "or", '"Trot".[5]']],
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One.{1} Two. {2} Three", ["One.[1]", "Two. [2]", "Three"]),
        ("One.{1}{2} {3} Two.", ["One.[1][2] [3]", "Two."]),
        ('He said "no." {2} She left.', ['He said "no." [2]', "She left."]),
        ("{1} One. Two.", ["[1] One.", "Two."]),
        ("One{1}, two. Three.", ["One[1], two.", "Three."]),
        ("By J.\u00a0R.\u00a0R. Tolkien. He wrote.", ["By J.\u00a0R.\u00a0R. Tolkien.", "He wrote."]),
        ("It was D\u00a0. He wrote.", ["It was D\u00a0.", "He wrote."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("  One.  ", ["One."]),
        ("{1}", ["[1]"]),
        ("", []),
    ],
)
def test_a_marker_belongs_to_the_sentence_before_it(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


def test_a_list_item_begins_a_sentence_of_which_its_lead_is_a_part() -> None:
    text = "• The first\n• The second. The third.\n  12. The fourth. The fifth."
    breaks = [n + 1 for n, letter in enumerate(text) if letter == "\n"]
    spans = sentence_spans(text, (), "en", breaks)
    assert [span.of(text) for span in spans] == [
        "• The first", "• The second.", "The third.", "12. The fourth.", "The fifth.",
    ]  # fmt: skip


@given(
    st.lists(st.one_of(lines(), st.sampled_from([*WORDS, "{1}", "{note 1}", ". ", "\n"])), max_size=25),
    st.sampled_from(LANGUAGES),
)
def test_sentences_cover_every_character_once(parts: list[str], language: str) -> None:
    text, markers = _marked(" ".join(part if part[0] == "{" else part.replace("{", "") for part in parts))
    spans = sentence_spans(text, markers, language)

    for before, after in pairwise((Span(0, 0), *spans, Span(len(text), len(text)))):
        assert before.end <= after.start
        assert not text[before.end : after.start].strip()
    for span in spans:
        assert span.of(text).strip() == span.of(text) != ""
    for marker in markers:
        assert sum(marker.span in span for span in spans) == 1


def _rejoined(passages: tuple[Passage, ...], number: int) -> str:
    return "".join(p.text + p.gap for p in passages if p.paragraph == number)


def test_a_long_paragraph_is_cut_at_sentence_ends_into_even_pieces() -> None:
    text, markers = _marked(
        " ".join(f"Sentence {n} says something that is not short.{{{n}}}" for n in range(100))
    )
    passages = passages_of([Paragraph("Before."), Paragraph(text, markers)], "t", "en")

    pieces = passages[1:]
    assert len(pieces) > 2
    assert {piece.paragraph for piece in pieces} == {2}
    assert _rejoined(passages, 2) == text
    assert all(LONGEST_PASSAGE / 2 < len(piece.text) <= LONGEST_PASSAGE for piece in pieces)
    assert all(piece.text.startswith("Sentence") and piece.text.endswith("]") for piece in pieces)
    assert [m.number for piece in pieces for m in piece.markers] == [str(n) for n in range(100)]
    assert len({piece.id for piece in pieces}) == len(pieces)


def test_no_piece_is_too_long_for_being_even() -> None:
    text = " ".join(f"{letter * (length - 2)}." for letter, length in (("A", 1000), ("B", 700), ("C", 1100)))
    assert [len(piece.text) for piece in passages_of([Paragraph(text)], "t", "en")] == [999, 699, 1099]


def test_a_single_sentence_is_never_cut() -> None:
    text = "word " * 1000 + "end."
    (passage,) = passages_of([Paragraph(text)], "t", "en")
    assert passage.text == text


@given(st.lists(st.sampled_from([*WORDS, "Yes. No.", "x" * 400, "{1}", "a\n"]), min_size=1, max_size=400))
def test_pieces_put_together_are_the_paragraph(parts: list[str]) -> None:
    text, markers = _marked(" ".join(parts))
    passages = passages_of([Paragraph(text, markers)], "t", "en")

    assert _rejoined(passages, 1) == text.strip()
    assert sum(len(passage.markers) for passage in passages) == len(markers)
    for passage in passages:
        assert len(passage.text) <= LONGEST_PASSAGE or len(passage.sentences) == 1
        assert passage.sentences[0].start == 0
        assert passage.sentences[-1].end == len(passage.text)
        assert all(m.span.of(passage.text) == f"[{m.number}]" for m in passage.markers)


def _ids(*texts: str) -> list[str]:
    return [passage.id for passage in passages_of(map(Paragraph, texts), "t", "en")]


def test_ids_stay_when_another_paragraph_is_edited() -> None:
    one, two, three = _ids("One.", "Two.", "Three.")
    assert _ids("One!", "Two.", "New.", "Three.")[1::2] == [two, three]
    assert _ids("Three.", "One.") == [three, one]


def test_a_paragraph_that_stands_twice_has_two_ids() -> None:
    ids = _ids("Same.", "Other.", "Same.", "Same.")
    assert len(set(ids)) == 4
    assert _ids("Same.", "Same.", "Same.") == [ids[0], ids[2], ids[3]]


def test_ids_are_the_articles_own_and_stand_for_good() -> None:
    (passage,) = passages_of([Paragraph("One.")], "other", "en")
    assert passage.id != _ids("One.")[0]
    # Buttons in old messages hold ids: what makes one may never change.
    assert _ids("One.") == ["89887bb0"]
