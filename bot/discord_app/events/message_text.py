"""What people type: the question in a message, and a typed text as it may be repeated."""

from __future__ import annotations

import re

from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import CHOICE, THREAD_NAME
from bot.discord_app.markup.escaping import harmless, question_shown
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words

_MENTION = re.compile(r"<(?:@[!&]?|#)[0-9]+>|<a?:\w+:[0-9]+>|<t:-?[0-9]+(?::\w)?>|</[^:>]+:[0-9]+>")
"""Mentions of users, roles, channels and commands, server emoji, time stamps: no words of a question."""


def question_in(content: str) -> str:
    """The question in a message's text: one line without mentions and other marks that Discord puts in."""
    return harmless(_MENTION.sub(" ", content))


def thread_name(question: str) -> str:
    """The name of the thread in which a question is answered; empty where nothing of it can be seen."""
    return cut(question_in(question), THREAD_NAME, render=str)


def has_words(text: str) -> bool:
    """Whether there is anything in `text` but punctuation and emoji."""
    return any(character.isalnum() for character in text)


def typed_text(text: str, words: Words) -> str:
    """What somebody typed, in quotation marks, as it may be part of a message of ours."""
    return words(wording.QUOTED).format(text=cut(text, CHOICE, render=question_shown))
