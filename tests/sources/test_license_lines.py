"""The line of a page that states its licence, wherever it stands, without the menu beside it."""

from __future__ import annotations

import pytest

from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions, import_page

DEED = "https://creativecommons.org/licenses/by-sa/4.0/"
MARKDOWN = "# Salt Road\n\n{above}\n\nIt ran to the *sea*.[^1] Far.\n\n{below}\n\n[^1]: Roll one.[^8]\n"
HTML = (
    '<html lang="en"><body><article><h1>Salt Road</h1>{above}<p>It ran to the sea.</p><p>Far.</p></article>'
    "<footer>{below}</footer></body></html>"
)


def _markdown(above: str = "", below: str = "") -> ImportedPage:
    page = MARKDOWN.format(above=above, below=below)
    return import_page(page, ImportOptions(without_footnotes=True), name="salt.md")


def _html(above: str = "", below: str = "") -> ImportedPage:
    return import_page(HTML.format(above=above, below=below), ImportOptions())


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        (f"Licensed under [CC BY-SA 4.0]({DEED})", "Licensed under CC BY-SA 4.0"),
        (f"*Licensed under [this licence]({DEED}).*", "Licensed under this licence."),
        (f"By Jane Doe. This work is under [CC BY-SA 4.0]({DEED}).", None),
        (f"By Jane Doe  \nLicensed under [CC BY-SA 4.0]({DEED})", "By Jane Doe Licensed under CC BY-SA 4.0"),
        ("© 2020 Jane Doe · CC BY-SA 4.0", "© 2020 Jane Doe · CC BY-SA 4.0"),
        ("Salt Road by Jane Doe is licensed under CC BY-SA 4.0", None),
        ("Dieser Text steht unter CC BY-SA 4.0.", None),
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_line_below_the_title_or_above_the_footnotes_states_the_licence(
    line: str, notice: str | None, place: str
) -> None:
    article = _markdown(**{place: line}).article
    assert (article.license.spdx, article.license.url) == ("CC-BY-SA-4.0", DEED)
    assert notice is None or article.license.notice == notice
    assert [passage.text for passage in article.passages] == ["It ran to the sea.[1] Far."]


@pytest.mark.parametrize("place", ["above", "below"])
def test_no_line_of_a_file_moves_where_its_licence_was(place: str) -> None:
    line = f"Licensed under [CC BY-SA 4.0]({DEED})"
    remarks = _markdown(**{place: line}).report.warnings
    page = MARKDOWN.format(**{"above": "", "below": "", place: line})
    assert [(each.line, each.message) for each in remarks] == [
        (page[: page.index("[^8]")].count("\n") + 1, "[^8] has no footnote")
    ]


def test_a_page_states_its_licence_below_its_title() -> None:
    article = _html(f'<p>By Jane Doe</p><p>Licensed under <a href="{DEED}">this licence</a></p>').article
    assert (article.license.spdx, article.license.url) == ("CC-BY-SA-4.0", DEED)
    assert [passage.text for passage in article.passages] == ["By Jane Doe", "It ran to the sea.", "Far."]


@pytest.mark.parametrize(
    "words", ["CC BY-NC 4.0", '<a href="https://creativecommons.org/licenses/by-nc/4.0/">this</a>']
)
def test_a_licence_below_the_title_and_another_in_the_footer_are_asked_about(words: str) -> None:
    footer = f'<p>Content on this site is under <a href="{DEED}">CC BY-SA 4.0</a>.</p>'
    for each in (footer, footer.replace("<a ", '<a rel="license" ')):
        with pytest.raises(PageError, match="licence"):
            _html(f"<p>Licensed under {words}</p>", each)
    article = _html("<p>© 2020 Jane Doe, CC BY-SA 4.0</p>", footer).article
    assert article.license.notice == "© 2020 Jane Doe, CC BY-SA 4.0"


@pytest.mark.parametrize(
    "opening",
    [
        "Blender is free software licensed under the GPL v2.",
        "CC BY-SA 4.0 is a licence by Creative Commons.",
        "In 2001 the text was published under the GFDL.",
        "This software is under the GPL.",
    ],
)
def test_an_opening_that_tells_of_a_licence_states_none(opening: str) -> None:
    with pytest.raises(PageError, match="licence"):
        _markdown(opening)
    with pytest.raises(PageError, match="licence"):
        _html(f"<p>{opening}</p>")


LINK = f'<a href="{DEED}">CC BY-SA 4.0</a>'


@pytest.mark.parametrize(
    ("footer", "notice"),
    [
        (
            f'<p>Text is available under {LINK}. <a href="/p">Privacy</a></p>',
            "Text is available under CC BY-SA 4.0.",
        ),
        (
            f'<span>Content under {LINK}</span><a href="/p">Privacy</a><a href="/t">Terms</a>',
            "Content under CC BY-SA 4.0",
        ),
        (
            f"<p>Home | About | Inhalt unter {LINK} · Datenschutz · Impressum</p>",
            "Inhalt unter CC BY-SA 4.0",
        ),
        # What belongs to the notice stays.
        (
            f"<p>Text is under {LINK}; you agree to the Terms of Use and Privacy Policy.</p>",
            "Text is under CC BY-SA 4.0; you agree to the Terms of Use and Privacy Policy.",
        ),
        (
            f"<p>Text is under {LINK}. By the Home Office. Some rights reserved.</p>",
            "Text is under CC BY-SA 4.0. By the Home Office. Some rights reserved.",
        ),
    ],
)
def test_a_menu_beside_a_notice_is_no_part_of_it(footer: str, notice: str) -> None:
    assert _html(below=footer).article.license.notice == notice


def test_a_menu_below_a_text_is_no_part_of_its_notice() -> None:
    text = "Salt Road\n\nIt ran to the sea.\n\nText is available under CC BY-SA 4.0. Privacy · Contact\n"
    imported = import_page(text, ImportOptions(title="Salt Road"))
    assert imported.article.license.notice == "Text is available under CC BY-SA 4.0."
