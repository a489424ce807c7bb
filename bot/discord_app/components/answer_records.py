"""What is counted of an answer once Discord has taken it, and which questions are listed as unanswered."""

from __future__ import annotations

from bot.answering import Answer
from bot.discord_app.app import App
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.unaddressed import without_addresses
from bot.discord_app.observability.observer import Way
from bot.discord_app.origin import Origin
from bot.discord_app.storage.question_log import CountName

LONGEST_KEPT = 300
"""Characters of a question on the list."""


async def record_answer(
    app: App, way: Way, answer: Answer, origin: Origin, message_id: int | None, *, private: bool = False
) -> None:
    """Count the answer; list the question where nothing answers it and the server keeps such a list.

    `message_id`: of the message whose deletion takes the question along. `private`: only the asker sees the
    answer, so that nothing of the question is kept.
    """
    app.observer.answered(way, answer)
    outcome = outcome_of(answer)
    if origin.guild_id is None or outcome is None:
        return
    app.questions.count(origin.guild_id, outcome)
    if private or message_id is None or not app.settings_in(origin.guild_id).unanswered:
        return
    questions = unanswered_in(answer)
    if questions:
        await app.questions.keep(
            origin.guild_id, (origin.channel_id, origin.parent_id), message_id, questions
        )


def outcome_of(answer: Answer) -> CountName | None:
    """As what an answer is counted; None for what was no question, such as small talk."""
    if answer.small_talk is not None or answer.reaction is not None:
        return None
    if answer.answered:
        return "answered"
    return "closest" if answer.closest else "nothing"


def unanswered_in(answer: Answer) -> list[str]:
    """The questions of a message that nothing answers, as they may be kept."""
    kept = (
        without_addresses(each.question)
        for each in answer.halves or (answer,)
        if outcome_of(each) in ("closest", "nothing")
    )
    return [cut(question, LONGEST_KEPT, render=str) for question in kept if question]
