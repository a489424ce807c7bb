"""The token and the askers' words stand in no `repr` and in no error's text, where a log would find them."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.answering import Answer, Answerer, AnsweringPassage, Conversations
from bot.discord_app.client import create_client
from bot.discord_app.observability.failures import describe, traceback_without_words
from bot.discord_app.origin import Origin
from bot.library import load_library
from bot.search import Index
from bot.search.ranking.question import question_of
from bot.search.text.tokenizer import Tokenizer
from bot.settings import SHIPPED_KNOWLEDGE, Settings, SettingsError, load_settings

SAID = "quetzalcoatlus"
QUESTION = f"When did the {SAID} and Lenin found the Fourth International?"
QUOTING = f'Who called Trotsky a "{SAID} of the revolution"?'
TOKEN = "bG9vcGJhY2s.Gx3kQz.a-token-that-nobody-may-ever-see"


def holds(thing: object) -> bool:
    """Whether anything of the secrets stands in what a log would write of `thing`."""
    shown = f"{thing!r} {thing!s} {[thing]!r}".casefold()
    return SAID in shown or any(part.casefold() in shown for part in TOKEN.split("."))


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    return Answerer(load_library(SHIPPED_KNOWLEDGE), load_settings(environ={}))


def test_nothing_that_is_made_of_a_question_shows_its_words(answerer: Answerer) -> None:
    answer = answerer.answer(QUESTION, explain=True)
    assert any(
        SAID in term.word for each in (*answer.passages, *answer.nearest) for term in each.explanation.terms
    )
    tokenizer = Tokenizer("en")
    asked = question_of(QUOTING, tokenizer, context=SAID)
    assert SAID in asked.phrases[0]
    ranking = Index(load_library(SHIPPED_KNOWLEDGE).articles).search(QUESTION)
    app = create_client(Settings()).app
    with app.remembering(answer, Origin(1, 2, None, 3)):
        pass
    said = Conversations(lambda: 0.0)
    said.remember("somebody", answer.context)
    assert SAID in said.context("somebody").words
    made: list[object] = [
        answer, answerer.answer(QUOTING), answerer, asked, asked.terms, asked.words, tokenizer, ranking,
        ranking.hits, app, said,
        [each.explanation for each in (*answer.passages, *answer.nearest)],
    ]  # fmt: skip
    assert not any(map(holds, made))


def _none_of_it(answerer: Answerer) -> None:
    answerer.answer(QUESTION, articles=5)  # type: ignore[arg-type]


def _frozen(answerer: Answerer) -> None:
    answerer.answer(QUESTION).question = QUESTION  # type: ignore[misc]


def _no_passage(answerer: Answerer) -> None:
    AnsweringPassage(answerer.answer(QUESTION), 1.0)  # type: ignore[arg-type, call-arg]


@pytest.mark.parametrize("slip", [_none_of_it, _frozen, _no_passage])
def test_an_error_on_the_way_is_told_without_them(
    slip: Callable[[Answerer], None], answerer: Answerer
) -> None:
    with pytest.raises((TypeError, AttributeError)) as caught:
        slip(answerer)
    assert not holds(caught.value)
    assert not holds(describe(caught.value))
    assert not holds("".join(traceback_without_words(caught.value)))


async def test_the_client_and_its_settings_do_not_show_the_token(tmp_path: Path) -> None:
    settings = load_settings(environ={"DISCORD_TOKEN": TOKEN, "FOOTNOTE_DATA": str(tmp_path)})
    client = create_client(settings)
    assert not any(
        map(holds, (settings, settings.token(), client, client.http, client.__dict__, settings.__dict__))
    )
    with pytest.raises(ValidationError) as caught:
        settings.passages = 5
    assert not holds("".join(traceback.format_exception(caught.value)))


@pytest.mark.parametrize(
    "environ",
    [
        {"DISCORD_TOKEN": f"{TOKEN} {TOKEN}"},
        {"DISCORD_TOKEN": f"{TOKEN}\x00"},
        {"DISCORD_TOKEN": TOKEN, "FOOTNOTE_PASSAGES": "many"},
        {"DISCORD_TOKEN": TOKEN, "FOOTNOTE_SHARD_IDS": "1"},
        {"DISCORD_TOKEN": TOKEN, "FOOTNOTE_DISCORD_API_URL": "x"},
        {"DISCORD_TOKEN": TOKEN * 100},
    ],
)
def test_settings_that_cannot_be_used_do_not_tell_the_token(environ: dict[str, str]) -> None:
    try:
        shown: object = load_settings(environ=environ).token()
    except SettingsError as error:
        shown = [error, "".join(traceback.format_exception(error))]
    assert not holds(shown)


def test_an_answer_still_knows_what_was_asked(answerer: Answerer) -> None:
    answer: Answer = answerer.answer(QUESTION)
    assert answer.question == QUESTION
