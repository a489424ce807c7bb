"""Questions as a shell hands them on: an argument each, or a word each."""

from __future__ import annotations

from collections.abc import Iterable

QUESTION_MARKS = ("?", "？", "؟")
"""What a question ends with: in most scripts, in Chinese and Japanese, in Arabic and Persian."""


def join_words(arguments: Iterable[str]) -> list[str]:
    """The questions among `arguments`: one with a space in it is a question, as its quotation marks meant.

    Others are words. Those that follow one another are one question, which ends at a question mark; so two
    quoted questions of one word each, or in a script without spaces, stay two. “-” stands for itself.
    """
    questions: list[str] = []
    words: list[str] = []
    for argument in arguments:
        whole = argument == "-" or len(argument.split()) > 1
        if whole and words:
            questions.append(" ".join(words))
            words = []
        if whole:
            questions.append(argument)
            continue
        words.append(argument)
        if argument.endswith(QUESTION_MARKS):
            questions.append(" ".join(words))
            words = []
    return [*questions, " ".join(words)] if words else questions
