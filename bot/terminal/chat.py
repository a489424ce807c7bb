"""A conversation at a prompt: questions, and `/commands` for citations."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.answering import Answerer
from bot.library import Library
from bot.terminal.rendering import render_answer, render_citation, render_citations

PROMPT = "› "
HELP = """\
Ask a question in your own words; you get what the article says about it, word for word.
  /cite 3      footnote 3 and the sentences that carry it
  /citations   all footnotes
  /help        this text
  /quit        leave (Ctrl-D does, too)"""


def chat(answerer: Answerer, library: Library, console: Console) -> None:
    """Talk until the input ends. Nothing that is asked is kept after that."""
    person = console.is_terminal
    titles = ", ".join(article.title for article in library.articles)
    if person:
        console.print(Text(f"{titles}: ask away; /help tells more, Ctrl-D leaves.", "dim"))
    for line in _lines(PROMPT if person else ""):
        if line in ("/quit", "/exit"):
            return
        if line:
            console.print(_reply(line, answerer, library, plain=not person), Text())


def _reply(line: str, answerer: Answerer, library: Library, *, plain: bool) -> RenderableType:
    command, _, argument = line.partition(" ")
    if not command.startswith("/"):
        return render_answer(answerer.answer(line), library, plain=plain)
    if command == "/help":
        return Text(HELP)
    if command == "/citations":
        return render_citations(library.articles)
    if command == "/cite":
        number = argument.strip().strip("[]")
        if not number:
            return Text("Which footnote? Type its number, such as /cite 3.", "yellow")
        holders = [article for article in library.articles if article.footnote(number)]
        return Group(*(render_citation(article, number) for article in holders or library.articles))
    return Text(f"There is no {command}; /help tells what there is.", "yellow")


def _lines(prompt: str) -> Iterator[str]:
    """The lines typed until the end of input; Ctrl-C drops the line that is being typed."""
    if prompt:
        _remember_lines()
    while True:
        try:
            yield input(prompt).strip()
        except EOFError:
            return
        except KeyboardInterrupt:
            print()


def _remember_lines() -> None:
    """The arrow keys bring back earlier lines of this conversation, where the platform has readline."""
    try:
        import readline
    except ImportError:  # Windows: its console remembers lines by itself
        return
    readline.set_auto_history(True)
