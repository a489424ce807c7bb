"""The language that an asker writes in, where the words tell one."""

from __future__ import annotations

from bot.answering.answer import Answer
from bot.answering.phrases import phrases_of, spoken_words
from bot.answering.request_vocabulary import LANGUAGES
from bot.search.languages.detection import detected_language, is_likelier_in


def asker_language(answer: Answer) -> str | None:
    """The code of the language of the message that `answer` is to, or of the question before it.

    None where nothing tells it: a name, an “ok”.
    """
    for text in (answer.question, answer.context.question):
        if code := _language_of(text):
            return code
    return None


def _language_of(text: str) -> str | None:
    words = spoken_words(text)
    greeted = [code for code in LANGUAGES if (known := phrases_of(code)) and words in known.small_talk]
    if greeted:  # “ok” is said in all of them
        return greeted[0] if len(greeted) == 1 else None
    found = detected_language(text)
    return "en" if found and found != "en" and is_likelier_in(text, "en", found) else found
