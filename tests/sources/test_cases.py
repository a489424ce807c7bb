"""Pages of every kind come out with words, markers, footnotes and sections, or are refused in one line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.library import parse_article
from bot.sources.errors import PageError
from bot.sources.importing import ImportOptions, import_page

CASES = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}-{name}")
        for file in sorted(CASES.glob("*.toml"))
        for name, case in tomllib.loads(file.read_text("utf-8")).items()
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_page_comes_out_as_its_case_says(case: dict[str, Any]) -> None:
    options = ImportOptions(title=case.get("title", "Weaver's bridge"), license_name=case.get("license"))
    if "refused" in case:
        with pytest.raises(PageError) as caught:
            import_page(case["page"], options)
        assert case["refused"] in str(caught.value)
        assert "\n" not in str(caught.value)
        assert caught.value.loses == case.get("loses", False)
        return
    imported = import_page(case["page"], options)
    article, problems = parse_article(imported.markdown, article=imported.article.id, path="x.md")

    assert article == imported.article
    assert not [problem for problem in problems if not problem.warning]
    shown = [[p.section or "", p.text] for p in article.passages]
    assert shown == case["paragraphs"]
    assert {f.number: f.text for f in article.footnotes} == case["footnotes"]
    assert all(article.footnote(m.number) for p in article.passages for m in p.markers)
    assert imported.report.markers_lost == case.get("lost", 0)
    remarks = "\n".join(message for _, message in imported.report.remarks())
    for piece in case.get("told", ()):
        assert piece in remarks
    for footnote, url in case.get("links", {}).items():
        assert url in imported.markdown, footnote
    if "notice" in case:
        assert article.license.notice == case["notice"]
    for name, value in case.get("facts", {}).items():
        assert str(getattr(article, name, None) or getattr(article.source, name, None)) == value
