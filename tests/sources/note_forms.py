"""The forms in which programs write notes and their markers into pages, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """How a program writes notes. `again` tells a note's first marker from its later ones, by a number."""

    marker: Callable[[int, str], str]
    note: Callable[[int, str], str]
    around: str = "{}"
    between: str = ""


def words_of(note: int) -> str:
    """A note's words."""
    return f"Halden Rolls, leaf {'ABCDEFGHIJKL'[note - 1]}."


def _word(n: int, again: str) -> str:
    name = f' name="_ftnref{n}{again}"'
    return f'<a href="#_ftn{n}"{name} title=""><span class=MsoFootnoteReference>[{n}]</span></a>'


FORMS = {
    "word": Form(
        _word,
        lambda n, back: f'<p><a{back.format(f"_ftnref{n}")} name="_ftn{n}">[{n}]</a> {words_of(n)}</p>',
    ),
    "word with divisions": Form(
        _word,
        lambda n, back: (
            f'<div id="ftn{n}"><p><a{back.format(f"_ftnref{n}")} name="_ftn{n}"><sup>[{n}]</sup></a>'
            f" {words_of(n)}</p></div>"
        ),
    ),
    "google docs": Form(
        lambda n, again: f'<sup><a href="#ftnt{n}" id="ftnt_ref{n}{again}">[{n}]</a></sup>',
        lambda n, back: (
            f'<div><p><a{back.format(f"ftnt_ref{n}")} id="ftnt{n}">[{n}]</a>'
            f"<span> {words_of(n)}</span></p></div>"
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
            f"{back.format(f'sdfootnote{n}anc')}>{n}</a>{words_of(n)}</p></div>"
        ),
    ),
    "list": Form(
        lambda n, again: f'<sup id="r{n}{again}"><a href="#n{n}">{n}</a></sup>',
        lambda n, back: f'<li id="n{n}"><a{back.format(f"r{n}")}>{n}</a> {words_of(n)}</li>',
        around="<ol>{}</ol>",
    ),
    "list, back at the end": Form(
        lambda n, again: f'<a href="#n{n}" id="r{n}{again}"><sup>{n}</sup></a>',
        lambda n, back: f'<li id="n{n}">{words_of(n)} <a{back.format(f"r{n}")}>↩</a></li>',
        around="<ol>{}</ol>",
    ),
    "empty anchors": Form(
        lambda n, again: f'<a name="r{n}{again}"></a><a href="#n{n}">[{n}]</a>',
        lambda n, back: f'<p><a name="n{n}"></a><a{back.format(f"r{n}")}>[{n}]</a> {words_of(n)}</p>',
    ),
    "brackets outside": Form(
        lambda n, again: f'[<a href="#n{n}" id="r{n}{again}">{n}</a>]',
        lambda n, back: f'<p id="n{n}">[<a{back.format(f"r{n}")}>{n}</a>] {words_of(n)}</p>',
    ),
    "one paragraph of notes": Form(
        lambda n, again: f'<a href="#n{n}" id="r{n}{again}">[{n}]</a>',
        lambda n, back: f'<a id="n{n}"{back.format(f"r{n}")}>[{n}]</a> {words_of(n)}',
        around="<p>{}</p>",
        between="<br>\n",
    ),
    "one paragraph, empty anchors": Form(
        lambda n, again: f'<sup><a name="r{n}{again}" href="#n{n}">{n}</a></sup>',
        lambda n, back: f'<a name="n{n}"></a><a{back.format(f"r{n}")}>[{n}]</a> {words_of(n)}',
        around="<div>{}</div>",
        between="<br><br>\n",
    ),
    "definitions": Form(
        lambda n, again: f'<sup><a id="r{n}{again}" href="#n{n}">{n}</a></sup>',
        lambda n, back: f'<dt id="n{n}"><a{back.format(f"r{n}")}>[{n}]</a></dt><dd>{words_of(n)}</dd>',
        around="<dl>{}</dl>",
    ),
    "rows": Form(
        lambda n, again: f'<a id="r{n}{again}" href="#n{n}">[{n}]</a>',
        lambda n, back: (
            f'<tr><td><a id="n{n}"{back.format(f"r{n}")}>[{n}]</a></td><td>{words_of(n)}</td></tr>'
        ),
        around="<table>{}</table>",
    ),
    "back to the paragraph": Form(
        lambda n, again: f'<sup><a href="#n{n}" class="m{again}">{n}</a></sup>',
        lambda n, back: f'<p id="n{n}"><a{back.format(f"paragraph-of-{n}")}>[{n}]</a> {words_of(n)}</p>',
    ),
    "wiki": Form(
        lambda n, again: (
            f'<sup id="cite_ref-{n}{again}" class="reference"><a href="#cite_note-{n}">[{n}]</a></sup>'
        ),
        lambda n, back: (
            f'<li id="cite_note-{n}"><span class="mw-cite-backlink"><a{back.format(f"cite_ref-{n}")}>↑</a>'
            f'</span> <span class="reference-text">{words_of(n)}</span></li>'
        ),
        around='<ol class="references">{}</ol>',
    ),
    "openedition": Form(
        lambda n, again: f'<a class="footnotecall" id="bodyftn{n}{again}" href="#ftn{n}">{n}</a>',
        lambda n, back: (
            f'<p class="notesbaspage"><a class="FootnoteSymbol"{back.format(f"bodyftn{n}")} id="ftn{n}">'
            f"{n}</a> {words_of(n)}</p>"
        ),
    ),
    "epub": Form(
        lambda n, again: f'<a epub:type="noteref" id="r{n}{again}" href="#n{n}">{n}</a>',
        lambda n, back: (
            f'<aside epub:type="footnote" id="n{n}"><p><a{back.format(f"r{n}")}>{n}.</a>'
            f" {words_of(n)}</p></aside>"
        ),
    ),
    "plain numbers right at the word": Form(
        lambda n, again: f'<a href="#n{n}" id="r{n}{again}">{n}</a>',
        lambda n, back: f'<p id="n{n}"><a{back.format(f"r{n}")}>{n}.</a> {words_of(n)}</p>',
    ),
    "org": Form(
        lambda n, again: f'<sup><a id="fnr.{n}{again}" class="footref" href="#fn.{n}">{n}</a></sup>',
        lambda n, back: (
            f'<div class="footdef"><sup><a id="fn.{n}" class="footnum"{back.format(f"fnr.{n}")}>{n}</a></sup>'
            f' <div class="footpara"><p class="footpara">{words_of(n)}</p></div></div>'
        ),
        around='<div id="text-footnotes">{}</div>',
    ),
    "markdown-it": Form(
        lambda n, again: (
            f'<sup class="footnote-ref"><a href="#fn{n}" id="fnref{n}{again}">'
            f"[{n}{':1' if again else ''}]</a></sup>"
        ),
        lambda n, back: (
            f'<li id="fn{n}" class="footnote-item"><p>{words_of(n)}'
            f' <a{back.format(f"fnref{n}")} class="footnote-backref">↩</a></p></li>'
        ),
        around="<ol>{}</ol>",
    ),
    "words for screen readers": Form(
        lambda n, again: (
            f'<a href="#fn{n}" id="r{n}{again}" class="xref fn"><span class="sr-only">Footnote </span>'
            f"<sup>{n}</sup></a>"
        ),
        lambda n, back: (
            f'<div id="fn{n}" class="fn"><a{back.format(f"r{n}")}><sup>{n}</sup></a>'
            f"<p>{words_of(n)}</p></div>"
        ),
    ),
    "gutenberg": Form(
        lambda n, again: f'<a id="FNanchor_{n}{again}" href="#Footnote_{n}" class="fnanchor">[{n}]</a>',
        lambda n, back: (
            f'<div class="footnote"><p><a id="Footnote_{n}"{back.format(f"FNanchor_{n}")} class="label">'
            f"[{n}]</a> {words_of(n)}</p></div>"
        ),
        around='<div class="footnotes">{}</div>',
    ),
}

RAISED = "¹²³⁴⁵⁶"
SIGNS = ("*", "†", "‡", "§", "**", "††")

LOOSE = {
    "raised": Form(lambda n, _: f"<sup>{n}</sup>", lambda n, _: f"<p><sup>{n}</sup> {words_of(n)}</p>"),
    "in brackets": Form(lambda n, _: f"[{n}]", lambda n, _: f"<p>[{n}] {words_of(n)}</p>"),
    "raised characters": Form(
        lambda n, _: RAISED[n - 1], lambda n, _: f"<p>{RAISED[n - 1]} {words_of(n)}</p>"
    ),
    "lines of a paragraph": Form(
        lambda n, _: f"<sup>{n}</sup>",
        lambda n, _: f"<sup>{n}</sup> {words_of(n)}",
        around="<h2>References</h2><p>{}</p>",
        between="<br>",
    ),
    "numbered list": Form(
        lambda n, _: f"<b>[{n}]</b>",
        lambda n, _: f"<li>{words_of(n)}</li>",
        around="<h2>References</h2><ol>{}</ol>",
    ),
    "signs": Form(lambda n, _: SIGNS[n - 1], lambda n, _: f"<p>{SIGNS[n - 1]} {words_of(n)}</p>"),
    "raised signs": Form(
        lambda n, _: f"<sup>{SIGNS[n - 1]}</sup>",
        lambda n, _: f"<sup>{SIGNS[n - 1]}</sup><i>{words_of(n)}</i>",
        around="<div>{}</div>",
        between="<br/>\n",
    ),
}
"""Without links. They are told from other numbers and signs by the notes alone."""
