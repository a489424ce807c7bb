"""What holds for any input, one function for each way in: Hypothesis and the fuzzer call the same ones."""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from rich.console import Console

from bot.answering import (
    Answer,
    Answerer,
    AnsweringPassage,
    Context,
    answer_as_json,
    attribution_of,
    footnotes_of,
)
from bot.discord_app.cards import answer_card, open_page
from bot.discord_app.custom_ids import PageButtonId, Place, read_custom_id, read_page_value
from bot.discord_app.events.message_text import question_in
from bot.discord_app.markup.discord_limits import CUSTOM_ID
from bot.discord_app.offers.footnote_choices import FootnoteChoices
from bot.library import Article, Library, load_library, parse_article
from bot.library.front_matter import FrontMatterError, parse_front_matter
from bot.search.ranking.question import MOST_TERMS, question_of
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS, Tokenizer
from bot.settings import ENVIRONMENT, SHIPPED_KNOWLEDGE, Settings, SettingsError, load_settings
from bot.sources.errors import PageError
from bot.sources.importing import ImportOptions, import_page
from bot.terminal.rendering import render_answer
from tests.discord_app import discord_markdown
from tests.discord_app.reading_cards import assert_keeps_limits, texts

HEAD = "---\ntitle: T\nlicense: L\n---\n\n"

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no terminal and no card may get."""

LANGUAGES = ("en", "de", "zh", "xx")


@cache
def _library() -> Library:
    return load_library(SHIPPED_KNOWLEDGE)


@cache
def _footnotes() -> FootnoteChoices:
    return FootnoteChoices(_library())


@cache
def _answerer() -> Answerer:
    return Answerer(_library(), Settings())


@cache
def _tokenizer(language: str) -> Tokenizer:
    return Tokenizer(language)


def _of_one_line(told: str) -> None:
    assert told
    assert len(told.splitlines()) == 1, told
    assert not STEERING.search(told), told


def article(text: str) -> None:
    """Any text is an article, or told in lines to be none; an article's spans lie in its passages."""
    for file in (text, HEAD + text):
        read_, problems = parse_article(file, article="t", path="t.md")
        assert (read_ is None) == any(not problem.warning for problem in problems)
        for problem in problems:
            _of_one_line(str(problem))
            assert 0 <= problem.line <= file.count("\n") + file.count("\r") + 2
        if read_ is not None:
            _is_sound(read_)


def _is_sound(read_: Article) -> None:
    assert read_.passages
    assert len({passage.id for passage in read_.passages}) == len(read_.passages)
    for passage in read_.passages:
        assert passage.text.strip()
        assert passage.sentences[0].start == 0
        assert passage.sentences[-1].end == len(passage.text)
        for before, after in zip(passage.sentences, passage.sentences[1:], strict=False):
            assert before.end <= after.start
        for marker in passage.markers:
            assert marker.span.of(passage.text) == f"[{marker.number}]"
            assert read_.footnote(marker.number) is not None


def front_matter(text: str) -> None:
    """Any text is front matter, or told field by field to be none."""
    try:
        fields = parse_front_matter(text)
    except FrontMatterError as error:
        _of_one_line(ascii(error.problems[0]))
        return
    for url in (fields.source.url, *(license.url for license in fields.license)):
        assert url is None or re.fullmatch(r"https?://[^\s@/?#]+([/?#]\S*)?", url)
    for line in (fields.title, *(license.name for license in fields.license), *fields.questions):
        assert len(line.splitlines()) == 1


def pasted_page(text: str) -> None:
    """Any text becomes an article that is read back as it is, or is told in one line not to."""
    for page in (text, f"{text}\n\nUnder CC0.", f"a[1]\n\n{text}\n\n1. b\n\nUnder CC0."):
        try:
            imported = import_page(page, ImportOptions(title="T"))
        except PageError as error:
            _of_one_line(str(error))
            continue
        again, _ = parse_article(imported.markdown, article="t", path="t.md")
        assert again == imported.article
        _is_sound(imported.article)


def question(text: str) -> None:
    """Any text is a question: it is answered or refused, and no more of it is read than is bounded."""
    for language in LANGUAGES:
        asked = question_of(text, _tokenizer(language))
        assert len(asked.terms) <= MOST_TERMS
        assert len(_tokenizer(language).tokens(text, MOST_QUESTION_TOKENS)) <= MOST_QUESTION_TOKENS
        assert all(term.worth >= 0 for term in asked.terms)
    answer = _answerer().answer(text)
    _is_answer(answer)
    _is_answer(_answerer().answer(text, context=answer.context or Context(("Lenin",))))
    assert answer == _answerer().answer(text)


def _is_answer(answer: Answer) -> None:
    assert 0.0 <= answer.confidence <= 1.0
    # A request is answered by footnotes, or by what stands beside every answer.
    requested = answer.cited or (answer.about and answer.about != "footnotes")
    assert answer.answered == bool(answer.passages or requested)
    known = [passage for each in _library().articles for passage in each.passages]
    for shown in (*answer.passages, *answer.more, *answer.nearest):
        assert shown.passage in known, "word for word"
        assert shown.highlight in shown.passage.sentences
    answer_as_json(answer, explain=True)


def rendering(text: str) -> None:
    """Any text, asked or written, is shown as itself: within limits, without a link or a ping of its own."""
    body = text[len(text) // 2 :]
    read_, _ = parse_article(f"{HEAD}{body}", article="t", path="t.md")
    if read_ is None:
        read_ = _library().articles[0]
    asked = question_in(text[: len(text) // 2])
    answer = Answer(
        asked,
        answered=True,
        confidence=1.0,
        passages=tuple(
            AnsweringPassage(p, 1.0, p.sentences[-1], footnotes_of(read_, p)) for p in read_.passages[:3]
        ),
        attributions=(attribution_of(read_),),
    )
    refusal = Answer(asked, answered=False, confidence=0.0)
    for each in (answer, refusal):
        card = answer_card(each, [read_.title], show_question=True)
        assert_keeps_limits(card)
        written = texts(card)
        assert not any(STEERING.search(part) for part in written)
        if len(written) > (3 if each.answered else 1):
            shown = discord_markdown.shown(written[0])
            assert {part.link for part in shown} <= {None}
            assert "\n" not in written[0]
        out = io.StringIO()
        Console(file=out, highlight=False, markup=False, emoji=False, width=80).print(
            render_answer(each, Library((read_,)), plain=True, asked=True)
        )
        assert not STEERING.search(out.getvalue())
    for place in (Place("citations"), Place("source"), Place("article", "t"), Place("articles")):
        page = open_page(Library((read_,)), place, 0)
        assert page is None or not any(STEERING.search(part) for part in texts(page))


def custom_id(text: str) -> None:
    """Any custom id, menu value or typed number leads to a card within limits, or nowhere."""
    for given in (text, f"open:{text}:0", f"turn:context/{text}:1", f"remove:{text}", f"settings:{text}"):
        read_ = read_custom_id(given)
        if isinstance(read_, PageButtonId) and len(given) <= CUSTOM_ID:
            _leads_somewhere_or_nowhere(read_.place, read_.page)
    if target := read_page_value(text):
        _leads_somewhere_or_nowhere(*target)
    for article_, footnote in _footnotes().find(_library(), text):
        assert footnote in article_.footnotes
    assert len(_footnotes().choices(_library(), text)) <= 25


def _leads_somewhere_or_nowhere(place: Place, page: int) -> None:
    card = open_page(_library(), place, page)
    if card is not None:
        assert_keeps_limits(card)


def settings(text: str) -> None:
    """Any file and any variable is settings, or told in one line to be none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "footnote.yaml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        _load_or_tell(file, {})
        plain = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
        empty = Path(folder) / "empty.yaml"
        empty.touch()
        for variable in ENVIRONMENT:
            _load_or_tell(empty, {variable: plain})


def _load_or_tell(file: Path, environ: Mapping[str, str]) -> None:
    try:
        loaded = load_settings(file, environ)
    except SettingsError as error:
        _of_one_line(str(error).replace(os.fspath(file.parent), ""))
        return
    token = environ.get("DISCORD_TOKEN", "")
    if len(token) > 8:
        assert token not in repr(loaded) + str(loaded) + loaded.model_dump_json()


TARGETS: Mapping[str, Callable[[str], None]] = {
    "article": article,
    "front_matter": front_matter,
    "pasted_page": pasted_page,
    "question": question,
    "rendering": rendering,
    "custom_id": custom_id,
    "settings": settings,
}
"""Name → property; `python -m tests.fuzzing` calls them by name."""
