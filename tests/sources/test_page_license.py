"""What a page says of its licence is kept, and told where a person says another one."""

from __future__ import annotations

import pytest

from bot.library import parse_article
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions, import_page

HTML = "<html><body><article><h1>Salt</h1><p>It ran to the sea.</p>{}</article></body></html>"
MARKDOWN = "# Salt\n\nIt ran to the **sea**.[^1]\n\n[^1]: Roll one.\n\n{}\n"
TEXT = "Salt\n\nIt ran to the sea.[1]\n\nReferences\n\n[1] Roll one.\n\n{}\n"


def _imported(page: str, given: str) -> ImportedPage:
    return import_page(page, ImportOptions(title="Salt", license_name=given))


def _told(imported: ImportedPage) -> list[str]:
    return [remark.message for remark in imported.report.warnings if "licen" in remark.message]


def _warnings(imported: ImportedPage) -> list[str]:
    _, problems = parse_article(imported.markdown, article="salt", path="salt.md")
    return [problem.message for problem in problems if "license.notice" in problem.message]


@pytest.mark.parametrize("page", [HTML.replace("{}", "<p>{}</p>"), MARKDOWN, TEXT], ids=["html", "md", "txt"])
@pytest.mark.parametrize(
    ("line", "given", "stated"),
    [
        ("Text is available under CC BY-NC-SA 3.0.", "CC BY-SA 3.0", "CC BY-NC-SA 3.0"),
        ("Licensed under CC BY-NC-ND 4.0 unless otherwise noted.", "CC BY 4.0", "CC BY-NC-ND 4.0"),
        ("Text is available under CC BY-SA 4.0.", "CC BY-SA 3.0", "CC BY-SA 4.0"),
        ("Text is available under CC BY-SA 3.0 or GFDL.", "CC BY 3.0", "CC BY-SA 3.0 or GFDL"),
    ],
)
def test_another_licence_than_the_pages_is_told(page: str, line: str, given: str, stated: str) -> None:
    imported = _imported(page.format(line), given)

    assert imported.article.license.name == given
    assert imported.article.license.notice == line
    assert len(_told(imported)) == 1
    assert f"the page states “{stated}”, and not “{given}”" in _told(imported)[0]
    assert f"license.notice states “{stated}”" in _warnings(imported)[0]


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("Text is available under CC BY-SA 4.0.", "CC BY-SA 4.0"),
        ("Text is available under CC BY-SA 4.0.", "CC BY-SA"),
        ("Text is available under CC BY-SA 3.0 or GFDL.", "GFDL"),
        ("Text is available under the licence of the mill.", "CC BY 4.0"),
        ("Text is available under CC BY 4.0.", "by permission of the miller"),
    ],
)
def test_the_same_licence_and_one_that_is_not_known_are_no_contradiction(line: str, given: str) -> None:
    imported = _imported(TEXT.format(line), given)

    assert not _told(imported)
    assert not _warnings(imported)


def test_another_licence_than_the_page_links_to_is_told() -> None:
    address = "https://creativecommons.org/licenses/by-nc/4.0/"
    link = f'<footer><a rel="license" href="{address}"><img src="x"></a></footer>'
    imported = _imported(HTML.format(link), "CC BY 4.0")

    assert "the page states “CC BY-NC 4.0”" in _told(imported)[0]


@pytest.mark.parametrize("page", [HTML.replace("{}", "<p>{}</p>"), MARKDOWN, TEXT], ids=["html", "md", "txt"])
@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Text: CC BY-NC 4.0, except quotations.", "“except” stands beside “CC BY-NC 4.0”"),
        (
            "Contents are under CC BY 4.0 for members of the guild.",
            "“for members” may be a further condition",
        ),
        (
            "Inhalt unter CC BY 4.0 nur für Mitglieder der Gilde.",
            "“für Mitglieder” may be a further condition",
        ),
    ],
)
def test_a_line_that_is_not_certain_is_asked_about_and_kept(page: str, line: str, doubt: str) -> None:
    with pytest.raises(PageError, match="its licence isn't certain") as caught:
        import_page(page.format(line), ImportOptions(title="Salt"))
    assert doubt in str(caught.value)

    imported = _imported(page.format(line), "CC BY-NC 4.0")
    assert imported.article.license.notice == line
    assert not any(line in passage.text for passage in imported.article.passages)
