"""Compact cards: the answering sentences alone, whatever the article holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answer
from bot.discord_app.cards import answer_card
from bot.discord_app.cards.footnote_lines import marker
from bot.discord_app.markup.cutting import ELLIPSIS
from tests.discord_app.generated import answers
from tests.discord_app.reading_cards import assert_keeps_limits, texts, texts_above_rule
from tests.discord_app.test_cards import BIG, SEVERAL, TITLES, seen, squeezed


@BIG
@given(answers(), st.booleans())
def test_it_quotes_the_highlights_alone_with_their_footnotes(answer: Answer, several: bool) -> None:
    card = answer_card(answer, SEVERAL if several else TITLES, show_question=False, compact=True)
    assert_keeps_limits(card)
    for answering, text in zip(answer.passages, texts_above_rule(card), strict=False):
        quoted = seen("\n".join(line for line in text.split("\n") if line.startswith("> ")))
        shown = quoted.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
        highlight = squeezed(answering.highlight_text)
        cut = quoted.endswith(ELLIPSIS) and highlight.startswith(shown)
        assert cut or highlight.strip(ELLIPSIS) in shown
        # A passage's last character or two may stand where the "…" would.
        assert len(shown) <= len(highlight) + 3

    carried = {number for each in answer.passages for number in each.highlight_footnotes}
    known = {footnote.number for each in answer.passages for footnote in each.footnotes}
    below = [line for text in texts(card) for line in text.split("\n") if line.startswith("-# ")]
    told_apart = {marker(number) for number in known - carried} - {marker(number) for number in carried}
    assert [line for line in below if line.startswith(tuple(f"-# {shown} " for shown in told_apart))] == []
