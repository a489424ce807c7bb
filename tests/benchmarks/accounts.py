"""What became of each question of a soak: read from the loopback's own records, one question at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.discord_app.discord_py.http_requests import MESSAGE_TIMEOUT
from bot.discord_app.discord_py.interaction_responses import RESPONSE_TIMEOUT
from tests.loopback import Interaction, Loopback, Message
from tests.loopback.state import Request

MOMENT = 1.0
"""Seconds in which a line may end before what was just sent on it has been read."""

APOLOGY = re.compile(r"\berror ([0-9a-f]{6})\b")
"""What an apology says; its id stands in the log."""


class Fate(Enum):
    """How a question ended. All but the last are as they must be."""

    ANSWERED = "answered once"
    TOLD = "told once that it failed, under an id that is in the log"
    TOLD_BY_DISCORD = "told by Discord that no response came: all that the bot sent met a fault"
    GIVEN_UP = "given up after a minute in which all that the bot sent met a fault; the log tells of each"
    TWICE_REFUSED = "refused by Discord, and so was the apology"
    NOBODY_THERE = "asked while no bot was connected"
    LOST_WITH_LINE = "sent on a line that was cut at that moment, in a session that was then lost"
    KILLED = "in hand when the process was killed"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Delivery:
    """An event on one line: when it was sent, when the line ended, whether the session had a later line."""

    at: float
    ended: float | None
    resumed: bool

    @property
    def lost(self) -> bool:
        """Whether it may never have been read, and will never be sent again."""
        return self.ended is not None and self.ended - self.at < MOMENT and not self.resumed


@dataclass(frozen=True)
class Attempt:
    """A request that answers the question: its status, and whether it met an arranged fault."""

    status: int
    fault: bool

    @property
    def spoiled(self) -> bool:
        """Whether Discord took nothing: a fault, too many at a time, or its three seconds were over."""
        return self.fault or self.status in (404, 429)


@dataclass
class Question:
    """One question, written as nobody else writes it, and what was seen of it."""

    words: str
    asked: Interaction | Message
    at: float
    """When, in seconds of the loop's clock."""
    connected: bool
    """Whether a session had a connection when it was asked."""
    killed: bool = False
    """Whether the process was killed while it had the question and no answer was there."""
    deliveries: list[Delivery] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def in_hand(self, now: float) -> bool:
        """Whether the bot may still be about to answer it, by its own patience."""
        return any(now - delivery.at < self.patience for delivery in self.deliveries)

    @property
    def patience(self) -> float:
        """Seconds in which the bot tries to answer it."""
        return RESPONSE_TIMEOUT if self.by_command else MESSAGE_TIMEOUT

    @property
    def by_command(self) -> bool:
        """Whether Discord itself tells the asker where no response comes."""
        return isinstance(self.asked, Interaction)


Outages = Sequence[tuple[float, float]]
"""When Discord was out of reach: begin and end, in seconds of the loop's clock."""


@dataclass(frozen=True)
class Known:
    """What the verdict needs beside the question: right answers, the log's error ids, outages."""

    answers: Mapping[str, frozenset[str]]
    """A question's words → texts of which its answer must hold one, as `letters` has them."""
    error_ids: frozenset[str]
    outages: Outages


def letters(text: str) -> str:
    """Letters and digits alone: what stays of a text under any markup."""
    return "".join(filter(str.isalnum, text))


def verdict(question: Question, known: Known) -> tuple[Fate, str]:
    """How it ended, and where that is wrong, what is wrong."""
    if len(question.messages) > 1:
        return Fate.WRONG, f"{len(question.messages)} messages"
    if question.messages:
        return _said(question, question.messages[0], known)
    if not question.deliveries:
        return (Fate.WRONG, "never sent to a bot that was there") if question.connected else (
            Fate.NOBODY_THERE,
            "",
        )  # fmt: skip
    if question.killed:
        return Fate.KILLED, ""
    if not question.attempts and all(delivery.lost for delivery in question.deliveries):
        return Fate.LOST_WITH_LINE, ""
    if question.by_command and _in_vain(question, known):
        return Fate.TOLD_BY_DISCORD, ""
    if not question.by_command and _in_vain(question, known):
        return Fate.GIVEN_UP, ""
    if len([each for each in question.attempts if each.fault and each.status == 400]) > 1:
        return Fate.TWICE_REFUSED, ""
    return Fate.WRONG, f"no answer; {history(question)}"


def history(question: Question) -> str:
    """What is on record of a question: times in seconds after it was asked."""
    lines = [
        f"{each.at - question.at:.2f} to {each.ended - question.at:.2f}"
        if each.ended
        else f"{each.at - question.at:.2f}"
        for each in question.deliveries
    ]
    kind = "a command" if question.by_command else "a message"
    return f"{kind}; sent on lines {lines}; attempts {[each.status for each in question.attempts]}"


def _said(question: Question, message: Message, known: Known) -> tuple[Fate, str]:
    if (apology := APOLOGY.search(message.text)) is not None:
        if apology[1] not in known.error_ids:
            return Fate.WRONG, f"an apology under {apology[1]}, which the log doesn't have"
        return Fate.TOLD, ""
    text = letters(message.text)
    if not any(right in text for right in known.answers[question.words]):
        return Fate.WRONG, "an answer to something else"
    if question.by_command and letters(question.words) not in text:
        return Fate.WRONG, "a card with another question"
    return Fate.ANSWERED, ""


def _in_vain(question: Question, known: Known) -> bool:
    """Whether every attempt at a response was spoiled, or could not even reach Discord."""
    if question.attempts:
        return all(each.spoiled for each in question.attempts)
    heard = [delivery.at for delivery in question.deliveries]
    return any(
        began <= at + question.patience and at <= ended for began, ended in known.outages for at in heard
    )


def collect(discord: Loopback, questions: Sequence[Question]) -> None:
    """Fill in deliveries, attempts and messages from the loopback's records."""
    by_id = {question.asked.id: question for question in questions}
    for question in questions:
        question.deliveries, question.attempts, question.messages = [], [], []
        if isinstance(question.asked, Interaction):
            first = [question.asked.message] if question.asked.message else []
            question.messages = [*first, *question.asked.follow_ups]
    for session in discord.gateway.history:
        for place, line in enumerate(session.connections):
            later = session.connections[place + 1 :]
            for number, at in line.carried.items():
                event = session.log[number - 1]
                if event["t"] in ("MESSAGE_CREATE", "INTERACTION_CREATE"):
                    found = by_id.get(int(event["d"]["id"]))
                    if found is not None:
                        found.deliveries.append(Delivery(at, line.ended, bool(later)))
    for request in discord.requests:
        found = by_id.get(_answers(request))
        if found is not None:
            found.attempts.append(Attempt(request.status, request.fault))
    for message in discord.world.messages():
        if message.author.bot and message.interaction is None:
            # An answer that Discord refused as a reply is sent without a reference, under the same nonce.
            replied = message.reply_to.id if message.reply_to is not None else int(message.nonce or 0)
            found = by_id.get(replied)
            if found is not None:
                found.messages.append(message)


def _answers(request: Request) -> int:
    """The id of what a request answers; 0 where it answers nothing."""
    if request.method != "POST":
        return 0
    if request.path.endswith("/callback"):
        return int(request.path.split("/")[2])
    body = request.body or {}
    reference = body.get("message_reference") or {}
    return int(reference.get("message_id") or body.get("nonce") or 0)
