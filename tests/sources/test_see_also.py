"""Lists of a wiki's other articles say nothing about this one's subject: they are left out, and told."""

from __future__ import annotations

import pytest

from bot.sources.importing import ImportedPage, ImportOptions, import_page

LINKS = "<ul><li>{}</li><li>{}</li></ul>"
MILL, CANAL = ('<a href="https://a.example/wiki/' + f'{name}">{name}</a>' for name in ("Mill", "Canal"))


def _page(title: str, below: str) -> ImportedPage:
    page = f"<h1>Tower</h1><p>The tower stands.</p><h2>{title}</h2>{below}<h2>Use</h2><p>It is lit.</p>"
    return import_page(page, ImportOptions(license_name="CC0"))


def _texts(imported: ImportedPage) -> list[tuple[str | None, str]]:
    return [(passage.section, passage.text) for passage in imported.article.passages]


ALONE = [(None, "The tower stands."), ("Use", "It is lit.")]


@pytest.mark.parametrize("title", ["See also", "Siehe auch", "Articles connexes", "См. также", "関連項目"])
@pytest.mark.parametrize("items", [(MILL, CANAL), (MILL, f"{CANAL} – an old waterway."), ("Mill", "Canal")])
def test_links_to_other_articles_are_left_out(title: str, items: tuple[str, str]) -> None:
    imported = _page(title, LINKS.format(*items))
    assert _texts(imported) == ALONE
    (told,) = (message for _, message in imported.report.remarks())
    assert told == f"left out: links to other articles below “{title}” (2 times), such as “Mill” …"


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("See also", "<p>The mill is as old as the tower.</p>"),
        ("See also", LINKS.format(MILL, "The canal is as old as the tower.")),
        ("Works", LINKS.format(MILL, CANAL)),
        ("External links", LINKS.format(MILL, CANAL)),
    ],
)
def test_what_says_more_stays(title: str, below: str) -> None:
    assert len(_texts(_page(title, below))) > len(ALONE)


def test_links_with_a_footnote_stay() -> None:
    marker = '<sup><a href="#n1">[1]</a></sup>'
    imported = _page("See also", LINKS.format(f"{MILL}{marker}", CANAL) + '<ol><li id="n1">Reed.</li></ol>')
    assert imported.report.markers_matched == imported.report.footnotes == 1


def test_in_a_copied_page_too() -> None:
    page = "The tower stands.\n\nSee also[edit]\nMill\nCanal\n\nUse[edit]\nIt is lit.\n\nCC BY-SA 4.0\n"
    imported = import_page(page, ImportOptions(title="Tower"))
    assert _texts(imported) == ALONE
    assert "links to other articles below “See also”" in "".join(m for _, m in imported.report.remarks())
