"""What every command takes and how it prints: settings, articles, lines, exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

if TYPE_CHECKING:  # what a command doesn't use isn't imported: `ask` starts in well under a second
    from bot.answering import Answerer
    from bot.cli_import import Outcome
    from bot.library import Library
    from bot.settings import Settings

BAD_INPUT = 2
"""Exit code for settings, articles or arguments that can't be used."""

MOST_LEFT_OUT = 10
"""Problems of articles that are told before an answer."""


def say(message: object, *, err: bool = False) -> None:
    """Print a line that a terminal can show."""
    from bot.terminal.printable import printable

    click.echo(printable(str(message)), err=err)


def fail(message: object, code: int = BAD_INPUT) -> NoReturn:
    """End with a line on standard error."""
    say(message, err=True)
    sys.exit(code)


def tell(outcome: Outcome) -> NoReturn:
    """Print what came out, and end."""
    for line in outcome.errors:
        say(line, err=True)
    for line in outcome.output:
        say(line)
    sys.exit(outcome.code)


def encode(stream: TextIO, *, errors: str | None = None, encoding: str | None = None) -> None:
    """Change how a standard stream takes and gives text."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors, encoding=encoding)


def settings_from(config: Path | None, knowledge: Path | None) -> Settings:
    """The settings, with the folder of articles that the command line names. Ends where they are wrong.

    A variable that looks like one of ours and isn't is told.
    """
    from bot.settings import SettingsError, load_settings, unknown_variables

    for name in unknown_variables(os.environ):
        click.echo(f"{name}: no such setting, so it changes nothing; is its name a slip?", err=True)
    try:
        settings = load_settings(config)
    except SettingsError as error:
        fail(error)
    return settings.model_copy(update={"knowledge": knowledge}) if knowledge else settings


def articles_from(config: Path | None, knowledge: Path | None) -> Settings:
    """The settings of a command that reads articles; where those here can't be meant, that is told."""
    from bot.settings import HERE, SHIPPED_KNOWLEDGE

    settings = settings_from(config, knowledge)
    if settings.knowledge == SHIPPED_KNOWLEDGE and not knowledge and HERE.is_dir():
        say(
            f"{HERE}: holds no article, so those in {SHIPPED_KNOWLEDGE} are taken; add one with"
            " “footnote import”",
            err=True,
        )
    return settings


def answerer_from(settings: Settings) -> tuple[Library, Answerer]:
    """The articles, and what answers from them. Ends where none can be used.

    One that can't be used is told and left out: it is no reason to keep back what the others say. What the
    bot has kept of them in its data folder isn't made again.
    """
    from bot.answering.kept_files import VECTORS
    from bot.answering.library_cache import LibraryCache
    from bot.library import LibraryError
    from bot.search import Meaning
    from bot.sources.zim.zim_files import ZimFiles

    others = ZimFiles(tell=lambda text: say(f"{text}, kept in {settings.data}", err=True))
    meaning = Meaning(settings.data / VECTORS) if settings.meaning else None
    cache = LibraryCache(settings.knowledge, settings.data, others, meaning=meaning)
    library, problems = cache.read()
    errors = [problem for problem in problems if not problem.warning]
    if not library.articles:
        fail(LibraryError(errors))
    for problem in errors[:MOST_LEFT_OUT]:
        say(f"{problem}; it is left out", err=True)
    if len(errors) > MOST_LEFT_OUT:
        say(f"and {len(errors) - MOST_LEFT_OUT} more; “footnote check” tells them all", err=True)
    return library, cache.answerer(library, settings, keep=False)


def places(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command with articles has."""
    path = click.Path(path_type=Path)
    command = click.option("--config", type=path, help="Settings file (default: footnote.yaml here).")(
        command
    )
    return click.option("--knowledge", type=path, metavar="DIR", help="Folder of articles.")(command)
