"""`footnote verify`: check quotations."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli_options import answerer_from, articles_from, encode, fail, places, say

FILE_NAME = re.compile(r"\S+\.(?:txt|md|html?|text|json)", re.IGNORECASE)
"""An argument that names a file, and is no quotation."""

MOST_TO_CHECK = 4 * 1024 * 1024
"""Bytes of a file whose quotations are checked."""


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT|FILE|-")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a quotation.")
@click.option("--article", "named", multiple=True, metavar="ID", help="The article it is said to be from.")
@places
def verify(
    texts: Sequence[str], as_json: bool, named: tuple[str, ...], knowledge: Path | None, config: Path | None
) -> None:
    """Tell whether quotations really stand in the articles, word for word.

    Each quotation of TEXT is checked, or all of it where nothing stands in quotation marks. A FILE holds
    such a text, or answers that “ask --json” gave; “-” reads standard input. The exit code is 0 where all
    of them are found, 1 where one isn't, or where it names another footnote than its words have.

    \b
      footnote verify 'It says "all that glitters is not gold".'
      footnote ask --json "Who led the Red Army?" | footnote verify -
    """
    from bot.answering.answer_check import AnswerFormatError, answers_in, check_answer
    from bot.answering.quotation_verdicts import Check, Verdict
    from bot.answering.quoted_words import has_words

    library, answerer = answerer_from(articles_from(config, knowledge))
    if unknown := [each for each in named if library.article(each) is None]:
        known = ", ".join(article.id for article in library.articles) or "none"
        fail(f"--article {unknown[0]}: there is no such article; there are: {known}")
    checker = answerer.quotations
    checks: list[Check] = []
    for name, text in map(_text_to_check, texts):
        try:
            answers = answers_in(text)
            checks += [check for answer in answers for check in check_answer(answer, checker)]
        except AnswerFormatError as error:
            fail(f"{name}: {error}")
        if not answers and not has_words(text):
            fail(f"{name}: holds no words that could be checked; give a quotation, or a file that holds one")
        checks += [] if answers else checker.check(text, named)
    if not checks:
        say("the answers show no passage, so there is nothing to check", err=True)
    if as_json:
        import json

        from bot.answering.check_json import check_as_json

        encode(sys.stdout, encoding="utf-8")
        for check in checks:
            print(json.dumps(check_as_json(check), ensure_ascii=False), flush=True)
    else:
        from bot.terminal.rendering import terminal
        from bot.terminal.verifying import render_checks

        terminal().print(render_checks(checks))
    if any(check.verdict is not Verdict.FOUND for check in checks):
        sys.exit(1)


def _text_to_check(argument: str) -> tuple[str, str]:
    """What a text is called in errors, and the text: the argument itself, a file's or standard input's."""
    if argument == "-":
        name, data = "standard input", sys.stdin.buffer.read(MOST_TO_CHECK + 1)
    else:
        try:
            file = Path(argument)
            if not file.is_file():
                if FILE_NAME.fullmatch(argument):
                    fail(f"{argument}: can't be read (No such file or directory); name a file that is there")
                return "the text", argument.encode("utf-8", "replace").decode("utf-8")
            with file.open("rb") as opened:
                name, data = argument, opened.read(MOST_TO_CHECK + 1)
        except (OSError, ValueError):  # too long for a file's name, or with a character that none has
            return "the text", argument.encode("utf-8", "replace").decode("utf-8")
    if len(data) > MOST_TO_CHECK:
        fail(f"{name}: is larger than {MOST_TO_CHECK // 1024 // 1024} MiB; check a part of it at a time")
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{name}: is not UTF-8 text; save it as UTF-8")
