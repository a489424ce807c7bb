"""The commands that a person types: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.cli_options import answerer_from, articles_from, encode, fail, places, say, settings_from, tell
from bot.cli_pages import import_pages, update
from bot.cli_verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="footnote-bot", prog_name="footnote")
def main() -> None:
    """Answers from articles, word for word, with their footnotes and their licence."""
    # NumPy's sums are short here: threads of OpenBLAS would only be started, and wait for work by spinning.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What isn't text in the terminal's encoding becomes a “?”, not a traceback.
    for stream in (sys.stdin, sys.stdout):
        encode(stream, errors="replace")


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="QUESTION…")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON an answer.")
@click.option("--passages", type=click.IntRange(1, 10), help="Passages in an answer, at the most.")
@click.option("--nearest", is_flag=True, help="Where nothing answers: show the passages that come closest.")
@click.option("--explain", is_flag=True, help="Show why: matched words, and what each feature contributes.")
@places
def ask(
    words: Sequence[str],
    as_json: bool,
    passages: int | None,
    nearest: bool,
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
    from bot.terminal.arguments import join_words

    settings = articles_from(config, knowledge)
    library, answerer = answerer_from(settings)
    questions = join_words(words)
    several = len(questions) > 1 or questions == ["-"]
    if as_json:
        import json

        from bot.answering import answer_as_json

        encode(sys.stdout, encoding="utf-8")  # as JSON is, whatever the locale
        for question in _questions(questions):
            values = answer_as_json(answerer.answer(question, passages, explain=explain), explain=explain)
            print(json.dumps(values, ensure_ascii=False), flush=True)
        return
    from bot.terminal.explaining import render_explanation
    from bot.terminal.rendering import render_answer, render_passages, terminal, unshown

    console = terminal()
    for place, question in enumerate(_questions(questions)):
        if place:
            console.print()
        answer = answerer.answer(question, passages, explain=explain)
        console.print(render_answer(answer, library, plain=console.color_system is None, asked=several))
        left = unshown(answer)
        if left and nearest:
            console.print()
            console.print(render_passages(left, answer.attributions))
        elif left and console.is_terminal:
            console.print("With --nearest, passages that come closest are shown.", style="dim")
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
            fail("standard input: is not UTF-8 text; send questions as UTF-8, one a line")


@main.command()
@places
def chat(knowledge: Path | None, config: Path | None) -> None:
    """Ask in a conversation at a prompt."""
    from bot.terminal.chat import chat as talk
    from bot.terminal.rendering import terminal

    settings = articles_from(config, knowledge)
    library, answerer = answerer_from(settings)
    talk(answerer, library, terminal())


@main.command()
@click.argument("place", type=click.Path(path_type=Path), required=False, metavar="[DIR|FILE]")
@places
def check(place: Path | None, knowledge: Path | None, config: Path | None) -> None:
    """Tell everything that is wrong with the articles in DIR, or with that in FILE, by file and line."""
    from bot.library import check_library
    from bot.library.article_cache import ARTICLES, ArticleCache
    from bot.library.article_files import is_article_file
    from bot.sources.zim.zim_files import ZimFiles

    place = place or knowledge
    file = place if place is not None and place.is_file() and place.suffix.lower() != ".zim" else None
    if file is not None and not is_article_file(file):
        fail(f"{file}: isn't read as an article; “footnote import” makes one of a page")
    settings = articles_from(config, place if file is None else file.parent)
    # What the bot keeps of its own articles needn't be read again: whole wikis take minutes.
    is_own = place is None and settings.data.is_dir()
    kept = ArticleCache(settings.data / ARTICLES) if is_own else None
    problems = check_library(settings.knowledge, ZimFiles(tell=lambda text: say(text, err=True)), kept)
    if file is not None:
        problems = tuple(each for each in problems if Path(each.path).resolve() == file.resolve())
    for problem in problems:
        say(problem)
    if any(not problem.warning for problem in problems):
        sys.exit(1)
    say(f"{settings.knowledge}: all articles can be used" if file is None else f"{file}: can be used")


main.add_command(import_pages)
main.add_command(update)
main.add_command(verify)


@main.command()
@places
def run(knowledge: Path | None, config: Path | None) -> None:
    """Answer in Discord until stopped. Needs DISCORD_TOKEN."""
    from bot.discord_app.ending import leave
    from bot.discord_app.run import run as run_client

    leave(run_client(articles_from(config, knowledge)))


@main.command()
@places
def doctor(knowledge: Path | None, config: Path | None) -> None:
    """Look through everything that a running bot needs, and tell what to fix."""
    from bot.discord_app.doctor import examine

    findings = examine(articles_from(config, knowledge))
    for finding in findings:
        say(finding)
    if any(finding.to_fix for finding in findings):
        sys.exit(1)


@main.group("settings")
def server_settings() -> None:
    """Move what moderators have set for their servers from one database to another."""


@server_settings.command("export")
@places
def export_settings(knowledge: Path | None, config: Path | None) -> None:
    """Print every server's settings, a line of JSON a server. The bot may run meanwhile."""
    from bot.cli_settings import run_export

    tell(run_export(settings_from(config, knowledge)))


@server_settings.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE")
@places
def import_settings(file: Path, knowledge: Path | None, config: Path | None) -> None:
    """Write the servers in FILE, as `export` printed them; “-” reads standard input. Others stay as they are.

    Where the database is a file, stop the bot first: it reads the file at its start alone.
    """
    from bot.cli_settings import run_import

    tell(run_import(settings_from(config, knowledge), file))


@main.command()
@places
def health(knowledge: Path | None, config: Path | None) -> None:
    """Tell whether the running bot is connected to Discord and ready."""
    from bot.discord_app.storage.status_file import check as check_health

    problem = check_health(settings_from(config, knowledge))
    if problem:
        fail(problem, 1)
    click.echo("ready")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port of this machine (default: any free one).")
@click.option("--server", is_flag=True, help="In a server's channel, instead of a direct message.")
@click.option("--no-open", is_flag=True, help="Don't open the browser.")
@places
def preview(
    port: int | None, server: bool, no_open: bool, knowledge: Path | None, config: Path | None
) -> None:
    """Try the bot in a browser page that looks like a chat. Needs no token and no network."""
    from bot.library import LibraryError
    from bot.preview import PreviewError
    from bot.preview import preview as serve

    settings = articles_from(config, knowledge)
    try:
        serve(settings, port=port, server=server, browser=not no_open)
    except (LibraryError, PreviewError) as error:
        fail(error)
