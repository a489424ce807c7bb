"""Which message of ours answers which question, so that an edit or a deletion of the question is followed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import LRUCache

EDITABLE = 600.0
"""Seconds after a question in which an edit of it changes its answer."""

MOST_KEPT = 20_000
"""Answers remembered; the one that was given longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class AnsweredMessage:
    """An answer: the ids of its channel and message, a digest of its question, and when it was given.

    `plain`: it is ordinary Markdown, and stays so.
    """

    channel_id: int
    message_id: int
    digest: bytes
    given: float
    plain: bool = False


class AnsweredMessages:
    """The answers to messages, by the id of the question's message, in memory, bounded in number.

    `clock` gives seconds and never runs backwards. Nothing that was asked is kept.
    """

    def __init__(self, clock: Callable[[], float], *, most: int = MOST_KEPT) -> None:
        self._clock = clock
        self._answers: LRUCache[int, AnsweredMessage] = LRUCache(most)

    def add(self, asked: int, content: str, *, channel_id: int, message_id: int, plain: bool) -> None:
        """Remember the answer to the message with the id `asked`, which had this content."""
        before = self._answers.get(asked)
        given = before.given if before else self._clock()
        self._answers[asked] = AnsweredMessage(channel_id, message_id, _digest(content), given, plain)

    def changed(self, asked: int, content: str) -> AnsweredMessage | None:
        """The answer to change, where its question now has other content and is young enough."""
        answer = self._answers.get(asked)
        if answer is None or self._clock() - answer.given > EDITABLE or answer.digest == _digest(content):
            return None
        return answer

    def pop(self, asked: int) -> AnsweredMessage | None:
        """The answer to the message with this id, which is forgotten; None where there is none."""
        return self._answers.pop(asked, None)

    def __len__(self) -> int:
        return len(self._answers)


def _digest(content: str) -> bytes:
    return hashlib.sha256(content.encode(errors="replace")).digest()[:8]
