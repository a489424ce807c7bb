"""The commands that bring articles in from elsewhere, and keep them fresh."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_options import encode, fail, places, say, settings_from

if TYPE_CHECKING:
    from bot.cli_import import ImportRequest


@click.command("import")
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
@places
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
    from bot.sources.web.web_client import user_agent
    from bot.sources.wiki import AddressError, parse_page_address

    settings = settings_from(config, knowledge)
    shipped = settings.knowledge == SHIPPED_KNOWLEDGE and not knowledge
    folder = Path("knowledge") if shipped else settings.knowledge
    if category and not site:
        fail("--category needs the wiki: add --site with its address")
    try:
        wiki = parse_page_address(site) if site else None
        sources = page_sources(pages, wiki)
    except AddressError as error:
        fail(error)
    try:
        sources += listed_pages(list_file, wiki) if list_file else []
    except PageError as error:
        fail(f"{list_file}:{error.line}: {error}" if error.line else f"{list_file}: {error}")
    if not sources and not category:
        raise click.UsageError(
            "name a page to import: its address or its file, or pages with --list or --category"
        )
    if len(sources) > 1 and (title or source_url):
        fail("--title and --source-url are for one page alone; import it by itself")
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
        encode(sys.stdout, encoding="utf-8")

    kept = 0

    async def work() -> list[int]:
        nonlocal kept
        codes: list[int] = []
        with progress_of("importing") as progress:
            async for outcome, total in run_import(request):
                codes.append(outcome.code)
                kept += bool(outcome.values["file"])
                progress(len(codes), total)
                for line in outcome.errors:
                    say(line, err=True)
                if as_json:
                    click.echo(outcome_line(outcome))
                else:
                    for line in outcome.output:
                        say(line)
        return codes

    codes = asyncio.run(work())
    if len(codes) > 1 and not as_json:
        say(f"{kept} of {len(codes)} pages imported", err=True)
    return (codes[0] if len(codes) == 1 else SOME_FAILED) if any(codes) else 0


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option(
    "--keep-mine",
    is_flag=True,
    help="Your text stays where the wiki changed the same, or in one place: ID:LINE. Asks no wiki.",
)
@click.option("--accept-loss", is_flag=True, help="Take a revision that lacks most of the article.")
@click.option("--allow-local", is_flag=True, help="Fetch from addresses of a local network, too.")
@click.option("--json", "as_json", is_flag=True, help="Report as one line of JSON an article.")
@places
def update(
    ids: tuple[str, ...],
    dry_run: bool,
    keep_mine: bool,
    accept_loss: bool,
    allow_local: bool,
    as_json: bool,
    knowledge: Path | None,
    config: Path | None,
) -> None:
    """Bring articles of wikis up to date: all of them, or those with these IDs. Your own edits are kept.

    Where you and the wiki changed the same paragraph, yours stays, and both are told at each update until you
    change it, or say --keep-mine. An article stays where the wiki's newest revision lacks most of its words
    or all its footnotes, and is told at each update, until the wiki has them again or you say --accept-loss.

    Exit code 1 where a person has to look: at such a paragraph or article, at markers that led to a footnote
    before, or a page that couldn't be read.
    """
    import asyncio
    import json

    from bot.cli_update import ids_of, lines_of, settled, updates_of
    from bot.sources.web.web_client import user_agent
    from bot.terminal.progress import progress_of

    settings = settings_from(config, knowledge)
    folder, agent = settings.knowledge, user_agent(settings.contact)
    if keep_mine and (dry_run or not ids):
        raise click.UsageError("--keep-mine settles at once: name the articles, and leave --dry-run out")
    if accept_loss and (keep_mine or not ids):
        raise click.UsageError(
            "--accept-loss takes what the wiki has: name the articles, without --keep-mine"
        )
    if not folder.is_dir():
        fail(f"{folder}: is no folder that is there; name the folder of articles with --knowledge")
    try:
        mine = lines_of(ids, folder) if keep_mine else {}
        only = set() if keep_mine else ids_of(ids, folder)
    except ValueError as error:
        fail(error)
    if as_json:
        encode(sys.stdout, encoding="utf-8")

    async def work() -> int:
        code = done = 0
        updates = (
            settled(folder, mine)
            if keep_mine
            else updates_of(
                folder,
                agent,
                only=only,
                dry_run=dry_run,
                accept_loss=accept_loss,
                allow_local=allow_local,
            )
        )
        with progress_of("updating") as progress:
            async for one, total in updates:
                done += 1
                progress(done, total)
                code = 1 if one.needs_person else code
                if as_json:
                    click.echo(json.dumps(one.as_json(), ensure_ascii=False))
                else:
                    shown = "\n  ".join(one.lines or (one.message,))
                    say(f"{one.file}: {shown}", err=one.needs_person)
        if not done and not as_json:
            say(f"{folder}: no article names its page and revision on a wiki")
        return code

    sys.exit(asyncio.run(work()))
