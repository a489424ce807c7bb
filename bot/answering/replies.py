"""What the bot says in its own words: to small talk, and where no passage answers.

The texts are English. Who shows them in another language passes a function that translates one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.answering.answer import Answer
from bot.answering.phrases import SmallTalk

Translate = Callable[[str], str]
"""One of the texts here → the same in another language, with the same `{names}` to fill."""

MOST_TITLES = 3
"""Titles named in a sentence; the others are counted."""

REPLIES: Mapping[SmallTalk, str] = {
    SmallTalk.GREETING: "Hello! Ask me about {titles}, and I show you what is written there.",
    SmallTalk.THANKS: "Glad to be of use. Ask on whenever you like.",
    SmallTalk.FAREWELL: "Goodbye, and come back with a question.",
    SmallTalk.WELL_BEING: "All well here, thank you: I'm a bot, and ready for a question about {titles}.",
    SmallTalk.IDENTITY: (
        "I'm Footnote, a bot. I answer from {titles}, word for word, with the footnotes of the text;"
        " I make up no sentence of my own."
    ),
    SmallTalk.ABILITIES: (
        "Ask me about {titles}: I show the passage that answers, word for word, with its footnotes and its"
        " licence. Where nothing there answers, I say so."
    ),
}

REFUSAL_OF_ONE = "I found nothing about that in “{title}”."
REFUSAL_OF_MANY = "I found nothing about that in the articles here."
TITLE = "“{title}”"
"""A title in a sentence."""
AND_MORE = "{titles} and {count} more"


def reply(answer: Answer, titles: Sequence[str], translate: Translate = str) -> str:
    """The one line that stands where an answer has no passage. `titles`: of all articles."""
    if answer.small_talk:
        return translate(REPLIES[answer.small_talk]).format(titles=named(titles, translate))
    if len(titles) == 1:
        return translate(REFUSAL_OF_ONE).format(title=titles[0])
    return translate(REFUSAL_OF_MANY)


def named(titles: Sequence[str], translate: Translate = str) -> str:
    """“A”, “B”, “C” and 4 more."""
    shown = ", ".join(translate(TITLE).format(title=title) for title in titles[:MOST_TITLES])
    more = len(titles) - MOST_TITLES
    return translate(AND_MORE).format(titles=shown, count=more) if more > 0 else shown
