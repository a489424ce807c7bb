"""Markdown as people write it: what its front matter lacks, and markers that lead nowhere."""

from __future__ import annotations

import pytest

from bot.library import parse_article
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions, import_page

FIELDS = "---\nlicense: CC BY 4.0\n---\n"
BODY = "# Long Pond\n\nIt lies *north*.[^1] Deep.[^rod]\n\n- Ducks live there.[^1]\n\n[^1]: Parish book.\n"


def _imported(page: str, *, without_footnotes: bool = False, license_name: str | None = None) -> ImportedPage:
    options = ImportOptions(without_footnotes=without_footnotes, license_name=license_name)
    return import_page(page, options, name="pond.md")


def _shown(imported: ImportedPage) -> list[str]:
    article, problems = parse_article(imported.markdown, article=imported.article.id, path="pond.md")
    assert article is not None
    assert not [problem for problem in problems if not problem.warning]
    return [passage.text for passage in article.passages]


def test_the_title_is_the_headings_where_only_the_licence_stands_above() -> None:
    imported = _imported(FIELDS + BODY.replace("[^rod]", ""))

    assert imported.article.title == "Long Pond"
    assert imported.article.license.name == "CC BY 4.0"
    with pytest.raises(PageError, match="doesn't say its title; give one with --title"):
        _imported(FIELDS + "It lies *north*.\n")
    with pytest.raises(PageError, match="is an article file already"):
        _imported("---\ntitle: Long Pond\nlicense: CC BY 4.0\n---\nIt lies *north*.\n")


def test_markers_without_a_footnote_become_plain_words_and_are_counted() -> None:
    imported = _imported(FIELDS + BODY)

    assert _shown(imported) == ["It lies north.[1] Deep.[^rod]", "• Ducks live there.[1]"]
    assert [(remark.line, remark.message) for remark in imported.report.warnings] == [
        (6, "[^rod] has no footnote")
    ]
    assert (imported.report.markers_found, imported.report.markers_matched) == (3, 2)


def test_where_most_markers_have_no_footnote_a_person_has_to_allow_it() -> None:
    page = FIELDS + "# Pond\n\nIt lies *north*.[^a] It is `a[^b]`.[^b] Wide.[^1]\n\n[^1]: Parish book.\n"
    with pytest.raises(
        PageError, match=r"has 2 markers without a reference \(\[\^a\] has no footnote"
    ) as caught:
        _imported(page)
    assert caught.value.loses

    allowed = _imported(page, without_footnotes=True)
    assert _shown(allowed) == ["It lies north.[^a] It is a[^b].[^b] Wide.[1]"]
    assert [footnote.number for footnote in allowed.article.footnotes] == ["1"]


@pytest.mark.parametrize(
    ("line", "name", "notice"),
    [
        (
            "*Text is available under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)*.",
            "CC BY 4.0",
            "Text is available under CC BY 4.0.",
        ),
        (
            "Licensed under [this **licence**](https://creativecommons.org/licenses/by-nc/4.0/).",
            "CC BY-NC 4.0",
            "Licensed under this licence.",
        ),
    ],
)
def test_a_notice_is_kept_as_readers_see_it(line: str, name: str, notice: str) -> None:
    imported = _imported(f"# Pond\n\nIt lies *north*.[^1]\n\n[^1]: Parish book.\n\n{line}\n")

    assert imported.article.license.name == name
    assert imported.article.license.notice == notice
    assert len(_shown(imported)) == 1


def test_a_label_with_a_space_is_told_as_a_marker_without_a_footnote() -> None:
    spaced = "[^long note] and `[^in code]`"
    page = f"# Pond\n\nIt lies *north*.[^1] Deep.{spaced}\n\n[^long note]: Rod.\n\n[^1]: Book.\n\nCC0\n"
    told = "[^long note] is no footnote, for its label has a space; write [^long-note]"
    with pytest.raises(PageError) as caught:
        _imported(page)
    assert (caught.value.line, caught.value.loses) == (3, True)
    assert told in str(caught.value)

    kept = _imported(page.replace("[^1] Deep", "[^1] Wet.[^1] Deep"))
    assert kept.report.markers_lost == 1
    assert any(told in message for _, message in kept.report.remarks())


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _"])
def test_a_licence_below_a_rule_is_the_notice(rule: str) -> None:
    imported = import_page(f"# Well\n\nIt is old.\n\n{rule}\nCC BY 4.0\n", ImportOptions(), name="well.md")
    assert imported.article.license.notice == "CC BY 4.0"
    assert imported.markdown.endswith("\n\nIt is old.\n")
