"""The commands that a person types: parse, call, print."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

if TYPE_CHECKING:  # what a command doesn't use isn't imported: `ask` starts in well under a second
    from bot.cli_import import ImportRequest
    from bot.library import Library
    from bot.settings import Settings

BAD_INPUT = 2
"""Exit code for settings, articles or arguments that can't be used."""


def _say(message: object, *, err: bool = False) -> None:
    from bot.terminal.printable import printable

    click.echo(printable(str(message)), err=err)


def _fail(message: object, code: int = BAD_INPUT) -> NoReturn:
    _say(message, err=True)
    sys.exit(code)


def _encode(stream: TextIO, *, errors: str | None = None, encoding: str | None = None) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors, encoding=encoding)


def _settings(config: Path | None, knowledge: Path | None) -> Settings:
    from bot.settings import SettingsError, load_settings

    try:
        settings = load_settings(config)
    except SettingsError as error:
        _fail(error)
    return settings.model_copy(update={"knowledge": knowledge}) if knowledge else settings


def _library(settings: Settings) -> Library:
    from bot.library import LibraryError, load_library

    try:
        return load_library(settings.knowledge)
    except LibraryError as error:
        _fail(error)


def _places(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command with articles has."""
    path = click.Path(path_type=Path)
    command = click.option("--config", type=path, help="Settings file (default: footnote.yaml here).")(
        command
    )
    return click.option("--knowledge", type=path, metavar="DIR", help="Folder of articles.")(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="footnote-bot", prog_name="footnote")
def main() -> None:
    """Answers from articles, word for word, with their footnotes and their licence."""
    # NumPy's sums are short here: threads of OpenBLAS would only be started, and wait for work by spinning.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What isn't text in the terminal's encoding becomes a “?”, not a traceback.
    for stream in (sys.stdin, sys.stdout):
        _encode(stream, errors="replace")


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="QUESTION…")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON an answer.")
@click.option("--passages", type=click.IntRange(1, 10), help="Passages in an answer, at the most.")
@click.option("--explain", is_flag=True, help="Show why: matched words, and what each feature contributes.")
@_places
def ask(
    words: Sequence[str],
    as_json: bool,
    passages: int | None,
    explain: bool,
    knowledge: Path | None,
    config: Path | None,
) -> None:
    """Answer each QUESTION from the articles; with “-”, each line of standard input.

    Quotation marks around a question are needed only where there are several: words that follow one another
    without them are one question, up to a question mark.

    \b
      footnote ask who led the red army
      footnote ask "Who led the Red Army?" "What is Trotskyism?"
    """
    from bot.answering import Answerer
    from bot.terminal.arguments import join_words

    settings = _settings(config, knowledge)
    library = _library(settings)
    answerer = Answerer(library, settings)
    questions = join_words(words)
    several = len(questions) > 1 or questions == ["-"]
    if as_json:
        import json

        from bot.answering import answer_as_json

        _encode(sys.stdout, encoding="utf-8")  # as JSON is, whatever the locale
        for question in _questions(questions):
            values = answer_as_json(answerer.answer(question, passages, explain=explain), explain=explain)
            print(json.dumps(values, ensure_ascii=False), flush=True)
        return
    from bot.terminal.explaining import render_explanation
    from bot.terminal.rendering import render_answer, terminal

    console = terminal()
    for place, question in enumerate(_questions(questions)):
        if place:
            console.print()
        answer = answerer.answer(question, passages, explain=explain)
        console.print(render_answer(answer, library, plain=console.color_system is None, asked=several))
        if explain:
            console.print()
            console.print(render_explanation(answer, settings.confidence))


def _questions(arguments: Sequence[str]) -> Iterator[str]:
    for argument in arguments:
        if argument != "-":
            # An argument that isn't text in the terminal's encoding arrives with lone surrogates.
            yield argument.encode("utf-8", "replace").decode("utf-8")
            continue
        try:
            yield from (line.decode("utf-8-sig").rstrip("\r\n") for line in sys.stdin.buffer)
        except UnicodeDecodeError:
            _fail("standard input: is not UTF-8 text; send questions as UTF-8, one a line")


@main.command()
@_places
def chat(knowledge: Path | None, config: Path | None) -> None:
    """Ask in a conversation at a prompt."""
    from bot.answering import Answerer
    from bot.terminal.chat import chat as talk
    from bot.terminal.rendering import terminal

    settings = _settings(config, knowledge)
    library = _library(settings)
    talk(Answerer(library, settings), library, terminal())


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
@_places
def check(folder: Path | None, knowledge: Path | None, config: Path | None) -> None:
    """Tell everything that is wrong with the articles in DIR, by file and line."""
    from bot.library import check_library

    settings = _settings(config, folder or knowledge)
    problems = check_library(settings.knowledge)
    for problem in problems:
        _say(problem)
    if any(not problem.warning for problem in problems):
        sys.exit(1)
    _say(f"{settings.knowledge}: all articles can be used")


@main.command("import")
@click.argument("pages", nargs=-1, metavar="ADDRESS|FILE…")
@click.option("--site", metavar="ADDRESS", help="A wiki; arguments and lists then hold titles of its pages.")
@click.option("--category", metavar="NAME", help="All pages of a category; needs --site.")
@click.option(
    "--list",
    "list_file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Pages, one a line.",
)
@click.option("--title", default="", help="The article's title, where the page doesn't say it.")
@click.option(
    "--language", default="", help="The article's language, such as de (default: the page's, or en)."
)
@click.option(
    "--license",
    "license_name",
    help="The licence's name or address, where the page doesn't state it; “A or B” for a choice.",
)
@click.option("--license-url", help="Where the licence can be read.")
@click.option("--source-url", help="Where the article comes from.")
@click.option("--author", "authors", multiple=True, help="Who wrote it; may be given again.")
@click.option("--force", is_flag=True, help="Replace an article of the same name.")
@click.option(
    "--without-footnotes", is_flag=True, help="Import even markers that lead nowhere, as plain words."
)
@click.option("--allow-local", is_flag=True, help="Fetch from addresses of a local network, too.")
@click.option("--json", "as_json", is_flag=True, help="Report as one line of JSON a page.")
@_places
def import_pages(
    pages: tuple[str, ...],
    site: str | None,
    category: str | None,
    list_file: Path | None,
    title: str,
    language: str,
    license_name: str | None,
    license_url: str | None,
    source_url: str | None,
    authors: tuple[str, ...],
    force: bool,
    without_footnotes: bool,
    allow_local: bool,
    as_json: bool,
    knowledge: Path | None,
    config: Path | None,
) -> None:
    """Turn pages into articles: of any wiki, by their addresses, or files that a browser saved or you copied.

    “-” reads standard input. A file of text holds paragraphs with [n] markers, its reference lists and the
    line that states the licence. What is left out or guessed is told.

    \b
      footnote import https://en.wikipedia.org/wiki/Paris_Commune
      footnote import --site https://minecraft.wiki Creeper Zombie
      footnote import "Paris Commune.html"
    """
    from bot.cli_import import ImportRequest, listed_pages, page_sources
    from bot.library import Source
    from bot.settings import SHIPPED_KNOWLEDGE
    from bot.sources.errors import PageError
    from bot.sources.importing import ImportOptions
    from bot.sources.web.client import user_agent
    from bot.sources.wiki import AddressError, parse_page_address

    settings = _settings(config, knowledge)
    shipped = settings.knowledge == SHIPPED_KNOWLEDGE and not knowledge
    folder = Path("knowledge") if shipped else settings.knowledge
    if category and not site:
        _fail("--category needs the wiki: add --site with its address")
    try:
        wiki = parse_page_address(site) if site else None
        sources = page_sources(pages, wiki)
    except AddressError as error:
        _fail(error)
    try:
        sources += listed_pages(list_file, wiki) if list_file else []
    except PageError as error:
        _fail(f"{list_file}:{error.line}: {error}" if error.line else f"{list_file}: {error}")
    if not sources and not category:
        _fail("name a page to import: its address or its file, or pages with --list or --category")
    if len(sources) > 1 and (title or source_url):
        _fail("--title and --source-url are for one page alone; import it by itself")
    source = Source(url=source_url, authors=authors)
    options = ImportOptions(title, language, license_name, license_url, source, without_footnotes)
    agent = user_agent(settings.contact)
    request = ImportRequest(sources, options, folder, agent, wiki, category, force, allow_local)
    sys.exit(_run_import(request, as_json=as_json))


def _run_import(request: ImportRequest, *, as_json: bool) -> int:
    """Import, tell of each page as soon as it is done, and return the exit code."""
    import asyncio

    from bot.cli_import import SOME_FAILED, outcome_line, run_import
    from bot.terminal.progress import progress_of

    if as_json:
        _encode(sys.stdout, encoding="utf-8")

    async def work() -> list[int]:
        codes: list[int] = []
        with progress_of("importing") as progress:
            async for outcome, total in run_import(request):
                codes.append(outcome.code)
                progress(len(codes), total)
                for line in outcome.errors:
                    _say(line, err=True)
                if as_json:
                    click.echo(outcome_line(outcome))
                else:
                    for line in outcome.output:
                        _say(line)
        return codes

    codes = asyncio.run(work())
    failed = sum(map(bool, codes))
    if len(codes) > 1 and not as_json:
        _say(f"{len(codes) - failed} of {len(codes)} pages imported", err=True)
    return (codes[0] if len(codes) == 1 else SOME_FAILED) if failed else 0


@main.command()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--allow-local", is_flag=True, help="Fetch from addresses of a local network, too.")
@click.option("--json", "as_json", is_flag=True, help="Report as one line of JSON an article.")
@_places
def update(
    ids: tuple[str, ...],
    dry_run: bool,
    allow_local: bool,
    as_json: bool,
    knowledge: Path | None,
    config: Path | None,
) -> None:
    """Bring articles of wikis up to date: all of them, or those with these IDs. Your own edits are kept.

    Exit code 1 where a person has to look: your edit met one of the wiki's, or a page couldn't be read.
    """
    import asyncio
    import json

    from bot.cli_update import updates_of
    from bot.sources.web.client import user_agent
    from bot.terminal.progress import progress_of

    settings = _settings(config, knowledge)
    agent = user_agent(settings.contact)
    if as_json:
        _encode(sys.stdout, encoding="utf-8")

    async def work() -> int:
        code = done = 0
        updates = updates_of(settings.knowledge, agent, only=ids, dry_run=dry_run, allow_local=allow_local)
        with progress_of("updating") as progress:
            async for one, total in updates:
                done += 1
                progress(done, total)
                code = 1 if one.needs_person else code
                if as_json:
                    click.echo(json.dumps(one.as_json(), ensure_ascii=False))
                else:
                    _say(f"{one.file}: {one.message}", err=one.needs_person)
        if not done and not as_json:
            _say(f"{settings.knowledge}: no article names its page and revision on a wiki")
        return code

    sys.exit(asyncio.run(work()))


@main.command()
@_places
def run(knowledge: Path | None, config: Path | None) -> None:
    """Answer in Discord until stopped. Needs DISCORD_TOKEN."""
    from bot.discord_app.run import run as run_client
    from bot.settings import unknown_variables

    settings = _settings(config, knowledge)
    for name in unknown_variables(os.environ):
        click.echo(f"{name}: no such setting, so it changes nothing; is its name a slip?", err=True)
    sys.exit(run_client(settings))


@main.command()
@_places
def doctor(knowledge: Path | None, config: Path | None) -> None:
    """Look through everything that a running bot needs, and tell what to fix."""
    from bot.discord_app.doctor import examine

    findings = examine(_settings(config, knowledge))
    for finding in findings:
        _say(finding)
    if any(finding.to_fix for finding in findings):
        sys.exit(1)


@main.command()
@_places
def health(knowledge: Path | None, config: Path | None) -> None:
    """Tell whether the running bot is connected to Discord and ready."""
    from bot.discord_app.storage.status_file import check as check_health

    problem = check_health(_settings(config, knowledge))
    if problem:
        _fail(problem, 1)
    click.echo("ready")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of this machine (default: any free one).")
@click.option("--server", is_flag=True, help="In a server's channel, instead of a direct message.")
@click.option("--no-open", is_flag=True, help="Don't open the browser.")
@_places
def preview(
    port: int | None, server: bool, no_open: bool, knowledge: Path | None, config: Path | None
) -> None:
    """Try the bot in a browser page that looks like a chat. Needs no token and no network."""
    from bot.library import LibraryError
    from bot.preview import PreviewError
    from bot.preview import preview as serve

    settings = _settings(config, knowledge)
    try:
        serve(settings, port=port, server=server, browser=not no_open)
    except (LibraryError, PreviewError) as error:
        _fail(error)
