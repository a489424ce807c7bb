"""An imported article is written whole or not at all, and never over another one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bot.library import load_library
from bot.sources.errors import PageError
from bot.sources.files import read_file, recognize
from bot.sources.importing import ImportOptions, import_page
from bot.sources.keeping import keep_article

IMPORTED = import_page("Text.\n\nCC BY 4.0", ImportOptions(title="A page"))


def test_the_article_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    file = keep_article(IMPORTED, tmp_path / "new/articles")

    assert file == tmp_path / "new/articles/a-page.md"
    assert load_library(file.parent).articles == (IMPORTED.article,)
    assert [path.name for path in file.parent.iterdir()] == ["a-page.md"]


def test_an_article_is_replaced_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "a-page.md"
    file.write_text("mine", encoding="utf-8")

    with pytest.raises(PageError, match=r"a-page\.md is there already; --force replaces it"):
        keep_article(IMPORTED, tmp_path)
    assert file.read_text(encoding="utf-8") == "mine"
    assert keep_article(IMPORTED, tmp_path, replace=True) == file
    assert file.read_text(encoding="utf-8") == IMPORTED.markdown


def test_a_refusal_says_what_of_ones_own_would_be_lost(tmp_path: Path) -> None:
    file = keep_article(IMPORTED, tmp_path)
    with pytest.raises(PageError, match=r"--force replaces it$"):
        keep_article(IMPORTED, tmp_path)
    file.write_text(IMPORTED.markdown.replace("language:", "questions: [Why so]\nlanguage:"), "utf-8")
    with pytest.raises(PageError, match=r"--force replaces it, and loses what was edited"):
        keep_article(IMPORTED, tmp_path)


def test_an_article_with_this_id_elsewhere_is_not_doubled(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/A page.md").write_text("mine", encoding="utf-8")

    with pytest.raises(PageError, match="give another --title, or rename that file"):
        keep_article(IMPORTED, tmp_path, replace=True)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PageError, match=r"can't be written \(.*\); make .* writable"):
        keep_article(IMPORTED, tmp_path / "file")


def test_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="can't be read"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(PageError, match="is not UTF-8") as caught:
        recognize(b"one\ntwo\n\xff")
    assert caught.value.line == 3
    assert recognize(b"\xef\xbb\xbfone").text == "one"


def test_a_full_disk_leaves_the_article_that_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = keep_article(IMPORTED, tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PageError, match="No space left"):
        keep_article(IMPORTED, tmp_path, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_text(encoding="utf-8") == IMPORTED.markdown
