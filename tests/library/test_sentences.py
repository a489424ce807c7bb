"""Where sentences end, in languages whose numbers carry a point."""

from __future__ import annotations

import pytest

from bot.library.sentences import sentence_spans


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("de", "Im 19. Jahrhundert begann der Bau. Er dauerte lange.", 2),
        ("de-AT", "Es war der 1. Weltkrieg. Danach kam Frieden.", 2),
        ("de", "Das war 1945. Danach kam Frieden.", 2),
        ("de", "Er kostete 3.500.12. Mehr war nicht da.", 2),
        ("en", "He finished 19. Then he left.", 2),
    ],
)
def test_an_ordinal_with_a_point_ends_no_sentence(language: str, text: str, sentences: int) -> None:
    spans = sentence_spans(text, (), language)
    assert len(spans) == sentences
    assert " ".join(span.of(text) for span in spans) == text
