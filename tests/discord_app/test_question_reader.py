"""Questions that the encoder has to read: off the event loop, those that come together in one go."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from bot.answering import Answer, Answerer
from bot.discord_app.limits import question_reader
from bot.discord_app.limits.question_reader import QuestionReader
from bot.discord_app.limits.schedule import Schedule
from bot.discord_app.observability.request_context import request_age
from bot.library import Library
from bot.search import Index, Meaning
from bot.search.encoder.cross_encoder import Pair
from bot.search.meaning import Unread
from bot.settings import Settings
from tests.search.making import article_of

MILL = article_of(
    ["Its owner employed forty women, who were paid by the week.", "A blaze destroyed the roof in 1851."],
    title="Alderford Mill",
)
QUESTIONS = [f"how often did staff number {number} get their wages" for number in range(20)]


class Slow(Meaning):
    """Meaning that reads no question before it is released."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, waits=False)
        self.is_released = threading.Event()

    def read(self, unread: Iterable[Unread]) -> None:
        """Wait, then read."""
        assert self.is_released.wait(60)
        super().read(unread)


class Observed(Slow):
    """Meaning that tells which questions were read together, which with sentences, and in which thread."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.is_released.set()
        self.batches: list[list[str]] = []
        self.pairs: list[Pair] = []
        self.threads: set[int] = set()

    def read(self, unread: Iterable[Unread]) -> None:
        """Read, and remember."""
        unread = list(unread)
        self.batches.append([each for each in unread if isinstance(each, str)])
        self.pairs += [each for each in unread if isinstance(each, Pair)]
        self.threads.add(threading.get_ident())
        super().read(unread)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not what is tested here."""
    monkeypatch.setattr(question_reader, "LONGEST_WAIT", 60.0)


@pytest.fixture
def meaning(tmp_path: Path) -> Observed:
    """Meaning that knows the mill's sentences."""
    observed = Observed(tmp_path / "vectors")
    observed.learn([MILL])
    return observed


async def test_a_burst_is_read_together_and_answered_as_one_by_one(meaning: Observed) -> None:
    library = Library((MILL,))
    answerer = Answerer(library, Settings(), Index([MILL], meaning=meaning))
    waiting = Meaning()
    waiting.learn([MILL])
    one_by_one = Answerer(library, Settings(), Index([MILL], meaning=waiting))
    reader = QuestionReader(Schedule(time.monotonic, request_age))
    asked: set[str] = set()

    def ask(text: str) -> Answer:
        asked.add(text)
        if len(asked) == len(QUESTIONS):
            meaning.is_released.set()
        return answerer.answer(text)

    meaning.is_released.clear()
    answers = await asyncio.gather(*(reader.answer(meaning, partial(ask, text)) for text in QUESTIONS))
    for text, answer in zip(QUESTIONS, answers, strict=True):
        alone = one_by_one.answer(text)
        assert answer.answered == alone.answered
        assert answer.confidence == pytest.approx(alone.confidence, abs=1e-3)
    assert [sorted(each) for each in meaning.batches if each] == [QUESTIONS[:1], sorted(QUESTIONS[1:])]
    assert threading.get_ident() not in meaning.threads


async def test_while_many_wait_questions_are_answered_by_their_words(
    meaning: Observed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_reader, "MOST_WAITING", 8)
    answerer = Answerer(Library((MILL,)), Settings(), Index([MILL], meaning=meaning))
    words = Answerer(Library((MILL,)), Settings(), Index([MILL]))
    reader = QuestionReader(Schedule(time.monotonic, request_age))
    answers = await asyncio.gather(
        *(reader.answer(meaning, lambda text=text: answerer.answer(text)) for text in QUESTIONS)  # type: ignore[misc]
    )
    read = {text for batch in meaning.batches for text in batch}
    for text, answer in zip(QUESTIONS, answers, strict=True):
        assert (answer == words.answer(text)) is (text not in read)
    # The first one came when nobody waited, the next ones when the others did; the last few wait for few.
    assert QUESTIONS[0] in read
    assert not read.intersection(QUESTIONS[1:11])
    assert read.issuperset(QUESTIONS[-4:])
    await reader.answer(meaning, lambda: answerer.answer(QUESTIONS[5]))
    assert [each for each in meaning.batches if each][-1] == [QUESTIONS[5]]


async def test_what_words_settle_waits_for_nothing(meaning: Observed) -> None:
    answerer = Answerer(Library((MILL,)), Settings(), Index([MILL], meaning=meaning))
    answer = await QuestionReader(Schedule(time.monotonic, request_age)).answer(
        meaning, lambda: answerer.answer("thanks")
    )
    assert answer.small_talk
    assert meaning.batches == []


async def test_what_takes_long_to_read_is_answered_by_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_reader, "LONGEST_WAIT", 0.01)
    slow = Slow(tmp_path / "vectors")
    slow.learn([MILL])
    answerer = Answerer(Library((MILL,)), Settings(), Index([MILL], meaning=slow))
    words = Answerer(Library((MILL,)), Settings(), Index([MILL]))
    reader = QuestionReader(Schedule(time.monotonic, request_age))
    assert await reader.answer(slow, lambda: answerer.answer(QUESTIONS[0])) == words.answer(QUESTIONS[0])
    slow.is_released.set()
    monkeypatch.setattr(question_reader, "LONGEST_WAIT", 60.0)
    again = await reader.answer(slow, lambda: answerer.answer(QUESTIONS[0]))
    assert again.confidence != words.answer(QUESTIONS[0]).confidence


async def test_one_that_is_cancelled_takes_none_along(meaning: Observed) -> None:
    answerer = Answerer(Library((MILL,)), Settings(), Index([MILL], meaning=meaning))
    reader = QuestionReader(Schedule(time.monotonic, request_age))
    tasks = [
        asyncio.create_task(reader.answer(meaning, lambda text=text: answerer.answer(text)))  # type: ignore[misc]
        for text in QUESTIONS[:8]
    ]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[3].cancel()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    cancelled = [place for place, each in enumerate(answers) if isinstance(each, asyncio.CancelledError)]
    assert cancelled == [0, 3]
    assert not [each for each in answers if isinstance(each, Exception)]


async def test_without_meaning_it_only_asks() -> None:
    answerer = Answerer(Library((MILL,)), Settings())
    answer = await QuestionReader(Schedule(time.monotonic, request_age)).answer(
        None, lambda: answerer.answer("When did a blaze destroy the roof?")
    )
    assert answer.answered
