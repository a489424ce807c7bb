"""What the commands share: options, settings and articles read with plain errors, and what is printed."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

if TYPE_CHECKING:  # what a command doesn't use isn't imported: `ask` starts in well under a second
    from bot.library import Library
    from bot.settings import Settings

BAD_INPUT = 2
"""Exit code for settings, articles or arguments that can't be used."""


def say(message: object, *, err: bool = False) -> None:
    from bot.terminal.printable import printable

    click.echo(printable(str(message)), err=err)


def fail(message: object, code: int = BAD_INPUT) -> NoReturn:
    say(message, err=True)
    sys.exit(code)


def encode(stream: TextIO, *, errors: str | None = None, encoding: str | None = None) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors, encoding=encoding)


def settings_of(config: Path | None, knowledge: Path | None) -> Settings:
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings(config)
    except SettingsError as error:
        fail(error)
    return settings.model_copy(update={"knowledge": knowledge}) if knowledge else settings


def library_of(settings: Settings) -> Library:
    from bot.library import LibraryError, load_library

    try:
        return load_library(settings.knowledge)
    except LibraryError as error:
        fail(error)


def places(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command with articles has."""
    path = click.Path(path_type=Path)
    command = click.option("--config", type=path, help="Settings file (default: footnote.yaml here).")(
        command
    )
    return click.option("--knowledge", type=path, metavar="DIR", help="Folder of articles.")(command)
