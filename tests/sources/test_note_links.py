"""Whatever form a page's note links have, its markers stand where they stand in the page as plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Article
from bot.sources.importing import ImportOptions, import_page
from tests.sources.note_forms import FORMS, LOOSE, SIGNS, Form, words_of

Cited = Sequence[Sequence[int]]
"""The notes that each paragraph cites, a sentence for each."""


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
    listed = "\n".join(f"{written(n)} {words_of(n)}" for n in numbers)
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


SEVERAL = {
    "gutenberg": (
        '<div class="footnote"><p><a id="n{n}" href="#r{n}">[{n}]</a> {first}</p><p>{second}</p></div>'
    ),
    "libreoffice": (
        '<div id="sdfootnote{n}"><p><a name="n{n}" href="#r{n}">{n}</a>{first}</p><p>{second}</p></div>'
    ),
    "google docs": '<div><p><a href="#r{n}" id="n{n}">[{n}]</a> {first}</p><p>{second}</p></div>',
    "paragraphs": '<p id="n{n}"><a href="#r{n}">{n}</a> {first}</p><p>{second}</p>',
    "an item around it": '<ol><li><p id="n{n}">{first} <a href="#r{n}">↩</a></p><p>{second}</p></li></ol>',
}


@pytest.mark.parametrize("form", SEVERAL)
@settings(max_examples=12, deadline=None)
@given(st.integers(1, 4))
def test_a_note_keeps_its_further_paragraphs(form: str, count: int) -> None:
    numbers = range(1, count + 1)
    text = "".join(f'<p>Carts of salt.<a id="r{n}" href="#n{n}"><sup>{n}</sup></a></p>' for n in numbers)
    notes = "".join(
        SEVERAL[form].format(n=n, first=words_of(n), second=f"See chest {n} as well.") for n in numbers
    )
    page = f"<article><h1>Salt</h1>{text}<p>The road ends here.</p><hr>{notes}<h2>Later</h2></article>"
    article = import_page(page, ImportOptions(title="Salt", license_name="CC0")).article

    # Nothing tells the paragraph below the last note, or below the only one, from the text around.
    told = {"paragraphs": [count], "google docs": [1] * (count == 1)}.get(form, [])
    assert [p.text for p in article.passages] == [
        *(f"Carts of salt.[{n}]" for n in numbers),
        "The road ends here.",
        *(f"See chest {n} as well." for n in told),
    ]
    assert [f.text for f in article.footnotes] == [
        words_of(n) if n in told else f"{words_of(n)}\nSee chest {n} as well." for n in numbers
    ]


def test_text_between_notes_that_take_turns_with_it_is_text() -> None:
    page = (
        '<article><h1>Salt</h1><p>Carts came.<a id="r1" href="#n1">[1]</a></p>'
        '<p id="n1"><a href="#r1">[1]</a> A.</p>'
        '<p>They left.</p><p>Ships came.<a id="r2" href="#n2">[2]</a></p>'
        '<p id="n2"><a href="#r2">[2]</a> B.</p></article>'
    )
    article = import_page(page, ImportOptions(title="Salt", license_name="CC0")).article

    assert [p.text for p in article.passages] == ["Carts came.[1]", "They left.", "Ships came.[2]"]
    assert [f.text for f in article.footnotes] == ["A.", "B."]


def test_a_note_that_nothing_cites_is_no_part_of_the_one_before() -> None:
    page = (
        '<article><h1>Salt</h1><p>Carts of salt.<a href="#fn1">[1]</a></p><div class="footnotes">'
        '<p id="fn1">[1] Halden Rolls.</p><p id="fn2">[2] Nobody cites this.</p></div></article>'
    )
    article = import_page(page, ImportOptions(title="Salt", license_name="CC0")).article

    assert [f.text for f in article.footnotes] == ["Halden Rolls."]


def test_notes_at_the_side_and_works_of_one_number_are_kept_apart() -> None:
    page = (
        '<article><h1>Salt</h1><p>Carts came.<span class="ltx_note"><sup class="ltx_note_mark">1</sup>'
        '<span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup>'
        '<span class="ltx_tag">1</span>Halden Rolls.</span></span></span> Then [<a href="#b1">1</a>].</p>'
        '<ul><li id="b1"><span class="ltx_tag">[1]</span> <span class="ltx_bibblock">A. Reed</span>'
        '<span class="ltx_bibblock">Salt roads.</span></li></ul></article>'
    )
    imported = import_page(page, ImportOptions(title="Salt", license_name="CC0"))

    assert imported.article.passages[0].text == "Carts came.[1-2] Then [1]."
    assert {f.number: f.text for f in imported.article.footnotes} == {
        "1": "A. Reed\nSalt roads.",
        "1-2": "Halden Rolls.",
    }
    assert any("several references are shown as [1]" in remark for _, remark in imported.report.remarks())
