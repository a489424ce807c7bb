"""A conversation at a prompt: questions, and `/commands` for citations."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.answering import Answer, Answerer, Conversations
from bot.library import Library
from bot.terminal.printable import printable
from bot.terminal.rendering import (
    render_answer,
    render_citation,
    render_citations,
    render_nearest,
)

PROMPT = "› "
HELP = """\
Ask a question in your own words; you get what the article says about it, word for word.
  /nearest     after a no: the passages that come closest; after an answer: those that come next
  /cite 3      footnote 3 and the sentences that carry it; words from a footnote do as well
  /citations   all footnotes
  /help        this text
  /quit        leave (Ctrl-D does, too)
Those are all commands here; /source, /read and /articles are Discord's. Ask “source?” for the footnotes
behind what was shown, and “may I reuse this?” for its licence."""


ASKER = "terminal"

MORE = "more"
"""What asks for the passages that come next."""


@dataclass
class _Talk:
    """One conversation: the library it is about, and what was said last."""

    answerer: Answerer
    library: Library
    plain: bool
    said: Conversations = field(default_factory=lambda: Conversations(time.monotonic))
    last: Answer | None = None


def chat(answerer: Answerer, library: Library, console: Console) -> None:
    """Talk until the input ends. Nothing that is asked is kept after that."""
    talk = _Talk(answerer, library, plain=console.color_system is None)
    if console.is_terminal:
        titles = ", ".join(article.title for article in library.articles)
        console.print(Text(printable(f"{titles}: ask away; /help tells more, Ctrl-D leaves."), "dim"))
        _remember_lines()
    while True:
        try:
            line = input(PROMPT if console.is_terminal else "").strip()
            if line in ("/quit", "/exit"):
                return
            if line:
                console.print(_reply(line, talk), Text())
        except EOFError:
            return
        except KeyboardInterrupt:  # drops the line that is being typed, or the rest of an answer
            if not console.is_terminal:
                raise
            print()


def _reply(line: str, talk: _Talk) -> RenderableType:
    command, _, argument = line.partition(" ")
    if not command.startswith("/"):
        return _answer(line, talk)
    if command == "/help":
        return Text(HELP)
    if command == "/nearest":
        if talk.last and talk.last.answered:
            return _answer(MORE, talk)
        return render_nearest(talk.last) if talk.last else Text("Ask a question first.", "yellow")
    if command == "/citations":
        return render_citations(talk.library.articles)
    if command == "/cite":
        return _cited(argument, talk)
    return Text(printable(f"There is no {command}; /help tells what there is."), "yellow")


def _cited(typed: str, talk: _Talk) -> RenderableType:
    """The footnote of that number, first of the article that was shown last; or those with these words."""
    number = typed.strip().strip("[]")
    if not number:
        return Text("Which footnote? Type its number, such as /cite 3.", "yellow")
    shown = dict.fromkeys(each.article for each in talk.said.context(ASKER).shown)
    last = [article for article in map(talk.library.article, shown) if article]
    articles = [*last, *(each for each in talk.library.articles if each.id not in shown)]
    found = [(article, number) for article in articles if article.footnote(number)]
    if not found and not number.isdecimal():
        words = number.casefold().split()
        found = [
            (article, footnote.number)
            for article in articles
            for footnote in article.footnotes
            if all(word in footnote.text.casefold() for word in words)
        ]
    return Group(*(render_citation(*each) for each in found or [(article, number) for article in articles]))


def _answer(question: str, talk: _Talk) -> RenderableType:
    talk.last = talk.answerer.answer(question, context=talk.said.context(ASKER))
    talk.said.remember(ASKER, talk.last.context)
    return render_answer(talk.last, talk.library, plain=talk.plain)


def _remember_lines() -> None:
    """The arrow keys bring back earlier lines of this conversation, where the platform has readline."""
    try:
        import readline
    except ImportError:  # Windows: its console remembers lines by itself
        return
    readline.set_auto_history(True)
