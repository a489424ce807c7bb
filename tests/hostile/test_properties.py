"""The properties of every way in, with Hypothesis; the fuzzer checks the same ones without an end."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.findings import FINDINGS
from tests.hostile.properties import TARGETS
from tests.hostile.questions import worst_questions
from tests.strategies import article_files, lines, pages

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

TEXTS = st.one_of(
    st.text(),
    st.text(st.characters(categories=("Mn", "Me", "Cf", "Cs", "Cc", "Zs", "Zl", "Zp", "Lo"))),
    st.lists(lines(), max_size=8).map("\n".join),
)
WRITTEN = {
    "article": article_files(),
    "rendering": article_files(),
    "pasted_page": pages().map(lambda page: page.text),
    "custom_id": st.from_regex(r"(open|turn|settings|remove|go):[a-z/_0-9A-Z-]{0,90}:?[0-9]{0,5}"),
}
"""What comes near to what each door wants."""


@pytest.mark.parametrize("target", TARGETS)
def test_any_text(target: str) -> None:
    @FEW
    @given(st.one_of(TEXTS, WRITTEN.get(target, TEXTS)))
    def holds(text: str) -> None:
        TARGETS[target](text)

    holds()


@pytest.mark.parametrize("name", worst_questions(["trotsky", "revolution", "international"]))
def test_the_worst_questions(name: str) -> None:
    asked = worst_questions(["trotsky", "revolution", "international"])[name]
    TARGETS["question"](asked)
    TARGETS["custom_id"](asked[:100])


@pytest.mark.parametrize(("target", "text"), FINDINGS)
def test_what_once_went_wrong(target: str, text: str) -> None:
    TARGETS[target](text)
