"""Whatever form a page's note links have, its markers stand where they stand in the page as plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Article
from bot.sources.importing import ImportOptions, import_page

Cited = Sequence[Sequence[int]]
"""The notes that each paragraph cites, a sentence for each."""


@dataclass(frozen=True)
class Form:
    """How a program writes notes. `again` tells a note's first marker from its later ones, by a number."""

    marker: Callable[[int, str], str]
    note: Callable[[int, str], str]
    around: str = "{}"
    between: str = ""


def _word(n: int, again: str) -> str:
    name = f' name="_ftnref{n}{again}"'
    return f'<a href="#_ftn{n}"{name} title=""><span class=MsoFootnoteReference>[{n}]</span></a>'


FORMS = {
    "word": Form(
        _word,
        lambda n, back: f'<p><a{back.format(f"_ftnref{n}")} name="_ftn{n}">[{n}]</a> {_words(n)}</p>',
    ),
    "word with divisions": Form(
        _word,
        lambda n, back: (
            f'<div id="ftn{n}"><p><a{back.format(f"_ftnref{n}")} name="_ftn{n}"><sup>[{n}]</sup></a>'
            f" {_words(n)}</p></div>"
        ),
    ),
    "google docs": Form(
        lambda n, again: f'<sup><a href="#ftnt{n}" id="ftnt_ref{n}{again}">[{n}]</a></sup>',
        lambda n, back: (
            f'<div><p><a{back.format(f"ftnt_ref{n}")} id="ftnt{n}">[{n}]</a>'
            f"<span> {_words(n)}</span></p></div>"
        ),
        around="<hr>{}",
    ),
    "libreoffice": Form(
        lambda n, again: (
            f'<a class="sdfootnoteanc" name="sdfootnote{n}{again}anc" href="#sdfootnote{n}sym">'
            f"<sup>{n}</sup></a>"
        ),
        lambda n, back: (
            f'<div id="sdfootnote{n}"><p><a class="sdfootnotesym" name="sdfootnote{n}sym"'
            f"{back.format(f'sdfootnote{n}anc')}>{n}</a>{_words(n)}</p></div>"
        ),
    ),
    "list": Form(
        lambda n, again: f'<sup id="r{n}{again}"><a href="#n{n}">{n}</a></sup>',
        lambda n, back: f'<li id="n{n}"><a{back.format(f"r{n}")}>{n}</a> {_words(n)}</li>',
        around="<ol>{}</ol>",
    ),
    "list, back at the end": Form(
        lambda n, again: f'<a href="#n{n}" id="r{n}{again}"><sup>{n}</sup></a>',
        lambda n, back: f'<li id="n{n}">{_words(n)} <a{back.format(f"r{n}")}>↩</a></li>',
        around="<ol>{}</ol>",
    ),
    "empty anchors": Form(
        lambda n, again: f'<a name="r{n}{again}"></a><a href="#n{n}">[{n}]</a>',
        lambda n, back: f'<p><a name="n{n}"></a><a{back.format(f"r{n}")}>[{n}]</a> {_words(n)}</p>',
    ),
    "brackets outside": Form(
        lambda n, again: f'[<a href="#n{n}" id="r{n}{again}">{n}</a>]',
        lambda n, back: f'<p id="n{n}">[<a{back.format(f"r{n}")}>{n}</a>] {_words(n)}</p>',
    ),
    "one paragraph of notes": Form(
        lambda n, again: f'<a href="#n{n}" id="r{n}{again}">[{n}]</a>',
        lambda n, back: f'<a id="n{n}"{back.format(f"r{n}")}>[{n}]</a> {_words(n)}',
        around="<p>{}</p>",
        between="<br>\n",
    ),
    "one paragraph, empty anchors": Form(
        lambda n, again: f'<sup><a name="r{n}{again}" href="#n{n}">{n}</a></sup>',
        lambda n, back: f'<a name="n{n}"></a><a{back.format(f"r{n}")}>[{n}]</a> {_words(n)}',
        around="<div>{}</div>",
        between="<br><br>\n",
    ),
    "definitions": Form(
        lambda n, again: f'<sup><a id="r{n}{again}" href="#n{n}">{n}</a></sup>',
        lambda n, back: f'<dt id="n{n}"><a{back.format(f"r{n}")}>[{n}]</a></dt><dd>{_words(n)}</dd>',
        around="<dl>{}</dl>",
    ),
    "rows": Form(
        lambda n, again: f'<a id="r{n}{again}" href="#n{n}">[{n}]</a>',
        lambda n, back: f'<tr><td><a id="n{n}"{back.format(f"r{n}")}>[{n}]</a></td><td>{_words(n)}</td></tr>',
        around="<table>{}</table>",
    ),
    "back to the paragraph": Form(
        lambda n, again: f'<sup><a href="#n{n}" class="m{again}">{n}</a></sup>',
        lambda n, back: f'<p id="n{n}"><a{back.format(f"paragraph-of-{n}")}>[{n}]</a> {_words(n)}</p>',
    ),
    "wiki": Form(
        lambda n, again: (
            f'<sup id="cite_ref-{n}{again}" class="reference"><a href="#cite_note-{n}">[{n}]</a></sup>'
        ),
        lambda n, back: (
            f'<li id="cite_note-{n}"><span class="mw-cite-backlink"><a{back.format(f"cite_ref-{n}")}>↑</a>'
            f'</span> <span class="reference-text">{_words(n)}</span></li>'
        ),
        around='<ol class="references">{}</ol>',
    ),
}

RAISED = "¹²³⁴⁵⁶"
SIGNS = ("*", "†", "‡", "§", "**", "††")

LOOSE = {
    "raised": Form(lambda n, _: f"<sup>{n}</sup>", lambda n, _: f"<p><sup>{n}</sup> {_words(n)}</p>"),
    "in brackets": Form(lambda n, _: f"[{n}]", lambda n, _: f"<p>[{n}] {_words(n)}</p>"),
    "raised characters": Form(lambda n, _: RAISED[n - 1], lambda n, _: f"<p>{RAISED[n - 1]} {_words(n)}</p>"),
    "lines of a paragraph": Form(
        lambda n, _: f"<sup>{n}</sup>",
        lambda n, _: f"<sup>{n}</sup> {_words(n)}",
        around="<h2>References</h2><p>{}</p>",
        between="<br>",
    ),
    "numbered list": Form(
        lambda n, _: f"<b>[{n}]</b>",
        lambda n, _: f"<li>{_words(n)}</li>",
        around="<h2>References</h2><ol>{}</ol>",
    ),
    "signs": Form(lambda n, _: SIGNS[n - 1], lambda n, _: f"<p>{SIGNS[n - 1]} {_words(n)}</p>"),
    "raised signs": Form(
        lambda n, _: f"<sup>{SIGNS[n - 1]}</sup>",
        lambda n, _: f"<sup>{SIGNS[n - 1]}</sup><i>{_words(n)}</i>",
        around="<div>{}</div>",
        between="<br/>\n",
    ),
}
"""Without links. They are told from other numbers and signs by the notes alone."""


def _words(note: int) -> str:
    return f"Halden Rolls, leaf {'ABCDEFGHIJKL'[note - 1]}."


def _counted(cited: Cited) -> list[list[int]]:
    """The same notes, numbered as they come first."""
    numbers: dict[int, int] = {}
    return [[numbers.setdefault(note, len(numbers) + 1) for note in notes] for notes in cited]


def _sentence(paragraph: int, place: int) -> str:
    return f"Cart {'abcdef'[place]} of row {'uvwxyz'[paragraph]} was laden with grey salt."


def _page(form: Form, cited: Cited, *, with_backlinks: bool) -> str:
    seen: list[int] = []
    text = ""
    for number, notes in enumerate(cited):
        text += f'<p id="p{number}">The road went on.'
        for place, note in enumerate(notes):
            again = f"-{len(seen)}" if note in seen else ""
            text += f" {_sentence(number, place)}{form.marker(note, again)}"
            seen.append(note)
        text += "</p>\n"
    back = ' href="#{}"' if with_backlinks else ""
    notes_written = form.between.join(form.note(n, back) for n in sorted(set(seen)))
    for note in sorted(set(seen)):
        first = next(number for number, notes in enumerate(cited) if note in notes)
        notes_written = notes_written.replace(f'"#paragraph-of-{note}"', f'"#p{first}"')
    body = f"<h1>Salt</h1>{text}{form.around.format(notes_written)}"
    return f"<html><body><article>{body}</article></body></html>"


def _text(cited: Cited, written: Callable[[int], str] = "[{}]".format) -> str:
    paragraphs = [
        " ".join(
            ["The road went on."]
            + [f"{_sentence(number, place)}{written(note)}" for place, note in enumerate(notes)]
        )
        for number, notes in enumerate(cited)
    ]
    numbers = sorted({note for notes in cited for note in notes})
    listed = "\n".join(f"{written(n)} {_words(n)}" for n in numbers)
    return "\n\n".join(["Salt", *paragraphs, "References", listed])


def _shown(article: Article) -> tuple[list[object], dict[str, str]]:
    passages: list[object] = [(p.text, [(m.number, m.span) for m in p.markers]) for p in article.passages]
    return passages, {footnote.number: footnote.text for footnote in article.footnotes}


PARAGRAPHS = st.lists(st.lists(st.integers(1, 6), max_size=4), min_size=1, max_size=4).filter(any)


@pytest.mark.parametrize("with_backlinks", [True, False], ids=["back", "no way back"])
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=12, deadline=None)
@given(PARAGRAPHS)
def test_markers_stand_where_they_do_in_plain_text(form: str, with_backlinks: bool, drawn: Cited) -> None:
    cited = _counted(drawn)
    options = ImportOptions(title="Salt", license_name="CC0")
    saved = import_page(_page(FORMS[form], cited, with_backlinks=with_backlinks), options)
    written = import_page(_text(cited), options)

    assert _shown(saved.article) == _shown(written.article)
    assert saved.report.markers_lost == 0


@pytest.mark.parametrize("form", LOOSE)
@settings(max_examples=12, deadline=None)
@given(PARAGRAPHS)
def test_without_links_they_do_as_well(form: str, drawn: Cited) -> None:
    cited = _counted(drawn)
    options = ImportOptions(title="Salt", license_name="CC0")
    saved = import_page(_page(LOOSE[form], cited, with_backlinks=False), options)
    signs = "signs" in form
    written = import_page(_text(cited, (lambda n: SIGNS[n - 1]) if signs else "[{}]".format), options)

    assert _shown(saved.article) == _shown(written.article)
    assert saved.report.markers_lost == 0
