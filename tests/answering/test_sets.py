"""Our own questions to the shipped article. A regression test: what is built isn't fitted to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering import Answer, Answerer
from bot.answering.quotations import QuotationChecker
from bot.library import Library, load_library
from bot.search import Index, Meaning
from bot.settings import SHIPPED_KNOWLEDGE, load_settings

SETS = Path(__file__).parent / "sets"


@pytest.fixture(scope="module")
def vectors() -> Meaning:
    """The vectors of the shipped article's sentences, made once."""
    return Meaning()


@pytest.fixture(scope="module", params=["words", "meaning"])
def answerer(request: pytest.FixtureRequest, vectors: Meaning) -> Answerer:
    """What answers from the shipped article, by words alone and with meaning."""
    library = load_library(SHIPPED_KNOWLEDGE)
    meaning = vectors if request.param == "meaning" else None
    return Answerer(library, load_settings(environ={}), Index(library.articles, meaning=meaning))


def _read(name: str) -> Any:
    return yaml.safe_load((SETS / name).read_text(encoding="utf-8"))


def _is_right(answer: Answer, paragraph: int | list[int] | None) -> bool:
    if paragraph is None:
        return not answer.answered
    wanted = paragraph if isinstance(paragraph, list) else [paragraph]
    return answer.answered and answer.passages[0].passage.paragraph in wanted


def test_questions_that_the_article_answers_get_their_passage(answerer: Answerer) -> None:
    questions = _read("trotskyism.yaml")["answered"]
    assert len(questions) >= 70
    wrong = [q for q, paragraph in questions.items() if not _is_right(answerer.answer(q), paragraph)]
    assert len(wrong) <= 0.03 * len(questions), wrong


def test_questions_that_the_article_does_not_answer_are_refused(answerer: Answerer) -> None:
    questions = _read("trotskyism.yaml")["refused"]
    assert len(questions) >= 50
    false = [q for q in questions if answerer.answer(q).answered]
    assert len(false) <= 0.03 * len(questions), false


def test_follow_ups_are_resolved_against_the_question_before(answerer: Answerer) -> None:
    pairs = _read("follow_ups.yaml")
    assert len(pairs) >= 40
    wrong = []
    for pair in pairs:
        answer = answerer.answer(pair["then"], context=answerer.answer(pair["first"]).context)
        if not _is_right(answer, pair["paragraph"]):
            wrong.append((pair, [p.passage.paragraph for p in answer.passages]))
    assert len(wrong) <= 0.1 * len(pairs), wrong


def test_small_talk_gets_a_reply_of_its_kind_and_never_a_passage(answerer: Answerer) -> None:
    lines = _read("small_talk.yaml")
    assert len(lines) >= 40
    answers = {line: answerer.answer(line) for line in lines}
    assert not [line for line, answer in answers.items() if answer.passages]
    kinds = {line: str(answer.small_talk or "none") for line, answer in answers.items()}
    wrong = {line: kind for line, kind in kinds.items() if kind != lines[line]}
    assert len(wrong) <= 0.1 * len(lines), wrong


@pytest.mark.parametrize(
    "wish",
    ["tell me about this", "what is the article about?", "summarise", "Summary please", "what's this about?"],
)
def test_a_wish_for_an_overview_gets_the_opening_passage(answerer: Answerer, wish: str) -> None:
    answer = answerer.answer(wish)
    assert answer.answered
    assert answer.passages[0].passage.paragraph == 1


def test_requests_get_the_footnotes_the_source_or_the_licence(answerer: Answerer) -> None:
    requests = _read("requests.yaml")
    every = [footnote.number for footnote in load_library(SHIPPED_KNOWLEDGE).articles[0].footnotes]
    wrong, count = [], 0
    for about in ("footnotes", "source", "license"):
        for request in requests[about]:
            count += 1
            answer = answerer.answer(request)
            shown = [cited.footnote.number for cited in answer.cited]
            wanted = requests[about][request] if about == "footnotes" else []
            wanted = every if wanted == "all" else wanted
            if not (answer.answered and answer.about == about and shown == wanted and answer.attributions):
                wrong.append((request, answer.about, shown))
    assert count >= 120
    assert len(wrong) <= 0.1 * count, wrong


def test_questions_are_not_taken_for_requests(answerer: Answerer) -> None:
    sets = _read("trotskyism.yaml")
    questions = [*_read("requests.yaml")["questions"], *sets["answered"], *sets["refused"]]
    taken = [question for question in questions if answerer.answer(question).about]
    assert len(taken) <= 0.02 * len(questions), taken


def test_what_people_say_back_is_understood(answerer: Answerer) -> None:
    reactions = _read("reactions.yaml")
    before = answerer.answer("When was the Fourth International founded?").context
    wrong = []
    for kind, lines in reactions.items():
        for line in lines:
            answer = answerer.answer(line, context=before)
            if kind != (answer.reaction or answer.small_talk):
                wrong.append((line, kind, answer.reaction))
    assert len(wrong) <= 0.05 * sum(map(len, reactions.values())), wrong


def test_quotations_get_their_verdict() -> None:
    articles = (*load_library(SHIPPED_KNOWLEDGE).articles, *load_library(SETS / "quoted").articles)
    checker = QuotationChecker(Library(articles), Index(articles))
    wrong, count = [], 0
    for verdict, cases in _read("quotations.yaml").items():
        for case in cases:
            count += 1
            checks = checker.check(case["text"], [case["named"]] if "named" in case else [])
            places = {place.passage.article for check in checks for place in check.places}
            differs = [[d.quoted, d.written.casefold()] for check in checks for d in check.differences]
            wanted = [[quoted.casefold(), written.casefold()] for quoted, written in case.get("differs", [])]
            is_right = (
                all(check.verdict == verdict for check in checks)
                and places == set(case.get("articles", [case["article"]] if "article" in case else []))
                and differs == wanted
            )
            if not is_right:
                wrong.append((case["text"], [check.verdict for check in checks], differs))
    assert count >= 140
    assert len(wrong) <= 0.02 * count, wrong
