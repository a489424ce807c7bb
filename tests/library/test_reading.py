"""A folder of articles: what is read, and everything that can be wrong with it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import LibraryError, check_library, load_library

GOOD = "---\ntitle: T\nlicense: L\n---\n\nText.\n"


def _told(folder: Path) -> list[str]:
    """The problems of `folder`, told relative to it."""
    return [str(problem).replace(f"{folder}{os.sep}", "") for problem in check_library(folder)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


def test_articles_are_read_from_subfolders_and_ordered_by_id(folder: Path) -> None:
    (folder / "b").mkdir()
    for name in (
        "Zulu.md",
        "b/Alpha Beta.MD",
        "b/Ünder_score.md",
        "README.md",
        "LICENSE.md",
        ".hidden.md",
        "x.txt",
    ):
        (folder / name).write_text(GOOD, encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git/no.md").write_text("no article", encoding="utf-8")

    library = load_library(folder)
    assert [article.id for article in library.articles] == ["alpha-beta", "uender-score", "zulu"]
    assert library.article("zulu") is library.articles[2]
    assert library.article("none") is None


def test_a_byte_order_mark_and_windows_line_ends_are_no_text(folder: Path) -> None:
    (folder / "x.md").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (article,) = load_library(folder).articles
    assert (article.title, [passage.text for passage in article.passages]) == ("T", ["Text."])


def test_what_an_article_knows_of_itself(folder: Path) -> None:
    (folder / "a.md").write_text(
        "---\ntitle: T\nlicense: L\n---\n\nOne.[^2] Two.[^1]\n\nThree.[^1]\n\n[^1]: First\n\n[^2]: Second\n",
        encoding="utf-8",
    )
    (article,) = load_library(folder).articles
    one, three = article.passages
    assert [footnote.number for footnote in article.footnotes] == ["1", "2"]
    assert article.passages_citing("1") == (one, three)
    assert article.passages_citing("9") == ()
    assert article.passage(three.id) is three
    assert article.passage("none") is None
    assert article.footnote("9") is None
    assert (article.paragraph(2), article.paragraph(3)) == ("Three.[1]", "")
    assert one.markers_in(one.sentences[0]) == one.markers[:1]


BROKEN: dict[str, tuple[str | bytes, list[str]]] = {
    "bad YAML": ("---\ntitle: a: b\n---\n\nText.\n", ["x.md:2: error: bad YAML", "quotation marks"]),
    "no title": ("---\nlicense: L\n---\n\nText.\n", ["x.md:2: error: title is missing", "add “title:”"]),
    "no licence": ("---\ntitle: T\n---\n\nText.\n", ["x.md:2: error: license is missing", "add “license:”"]),
    "unknown field of a licence": (
        "---\ntitle: T\nlicense:\n  name: L\n  nmae: M\n---\n\nText.\n",
        ["x.md:5: error: “license.nmae” is no field", "there are"],
    ),
    "TOML": ('+++\ntitle = "T"\n+++\n\nText.\n', ["x.md:1: error: front matter is TOML", "“title: …”"]),
    "endless comment": (f"{GOOD}\n%% a\n\nb\n", ["x.md:8: error: “%%” begins a comment", "add “%%”"]),
    "wrong address": (
        "---\ntitle: T\nlicense:\n  name: L\n  url: example.org\n---\n\nText.\n",
        ["x.md:5: error: license.url must be an address that begins with"],
    ),
    "marker without footnote": (
        f"{GOOD}\nMore.\nSaid.[^7]\n",
        ["x.md:9: error: marker [^7] has no footnote", "add “[^7]: …”"],
    ),
    "footnote twice": (
        f"{GOOD}\nSaid.[^1]\n\n[^1]: One\n\n[^1]: Two\n",
        ["x.md:12: error: footnote [^1] stands twice, first in line 10", "renumber"],
    ),
    "empty footnote": (f"{GOOD}\nSaid.[^1]\n\n[^1]:\n", ["x.md:10: error: footnote [^1] is empty", "write"]),
    "label too long": (
        f"{GOOD}\n[^{'a' * 41}]: One\n",
        ["x.md:8: error: footnote [^aaa", "more than 40 characters", "shorten"],
    ),
    "empty article": ("---\ntitle: T\nlicense: L\n---\n", ["x.md:5: error: the article is empty", "write"]),
    "empty file": ("", ["x.md:1: error: front matter is missing", "x.md:1: error: the article is empty"]),
    "no front matter": ("# T\n\nText.\n", ["x.md:1: error: front matter is missing", "begin the file with"]),
    "open front matter": (
        "---\ntitle: T\nlicense: L\n\nText.\n",
        ["x.md:1: error: front matter has no end", "put “---”"],
    ),
    "not UTF-8": (GOOD.encode() + b"\nCaf\xe9.\n", ["x.md:8: error: is not UTF-8", "save the file as UTF-8"]),
    "UTF-16": (GOOD.encode("utf-16"), ["x.md:1: error: is not UTF-8"]),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_article_is_told_with_file_line_and_mend(folder: Path, kind: str) -> None:
    content, words = BROKEN[kind]
    (folder / "x.md").write_bytes(content if isinstance(content, bytes) else content.encode())

    told = _told(folder)
    assert all(any(word in line for line in told) for word in words), told
    with pytest.raises(LibraryError) as caught:
        load_library(folder)
    assert str(caught.value).replace(f"{folder}{os.sep}", "").split("\n") == [
        line for line in told if ": warning: " not in line
    ]


def test_all_problems_of_all_files_are_told_in_order(folder: Path) -> None:
    (folder / "b.md").write_text("---\ntitle: T\n---\n\nText.[^1]\n\n[^2]: Two\n", encoding="utf-8")
    (folder / "a.md").write_text("Text.[^1]", encoding="utf-8")
    assert [line.split(": ")[0] for line in _told(folder)] == [
        "a.md:1",
        "a.md:1",
        "b.md:2",
        "b.md:5",
        "b.md:7",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{GOOD}\n[^1]: One\n", "x.md:8: warning: footnote [^1] is cited nowhere"),
        (f"{GOOD}\n<video>\n", "x.md:8: warning: HTML"),
        (f"{GOOD}\nDeep.[^a b]\n", "x.md:8: warning: [^a b] is no footnote, for its label has a space"),
        (
            "---\ntitle: T\nlicense: L\ntags: [a]\ndate: 2024-01-31\n---\n\nText.\n",
            "x.md:4: warning: “tags”, “date” in the front matter mean nothing here and are ignored",
        ),
        (
            GOOD.replace("license: L", "license: CC BY-NC 4.0"),
            "x.md:3: warning: “CC BY-NC 4.0” allows no comm",
        ),
        (
            GOOD.replace("license: L", "license: [CC BY-ND, CC BY-NC-ND]"),
            "x.md:3: warning: “CC BY-ND” allows no c",
        ),
        (
            GOOD.replace(": L", ": {name: CC BY, url: 'https://creativecommons.org/licenses/by-sa/4.0/'}"),
            "x.md:3: warning: license.url is the address of CC BY-SA 4.0, but its name is “CC BY”",
        ),
    ],
)
def test_a_warning_keeps_nobody_from_reading(folder: Path, text: str, place: str) -> None:
    (folder / "x.md").write_text(text, encoding="utf-8")
    (told,) = _told(folder)
    assert told.startswith(place)
    assert len(load_library(folder).articles) == 1


def test_a_footnote_may_be_cited_by_a_heading_or_another_footnote(folder: Path) -> None:
    (folder / "x.md").write_text(f"{GOOD}\n## A[^1]\n\nb\n\n[^1]: One[^2]\n\n[^2]: Two\n", encoding="utf-8")
    assert _told(folder) == []


def test_two_articles_with_one_id(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "My page.md").write_text(GOOD, encoding="utf-8")
    (folder / "sub/my_page.md").write_text("No front matter.", encoding="utf-8")
    clash, other = _told(folder)
    assert clash.startswith("sub/my_page.md:1: error: front matter is missing")
    assert other.startswith("sub/my_page.md:1: error: has the same id as My page.md (my-page); rename")


def test_a_name_without_a_letter(folder: Path) -> None:
    (folder / "_-_.md").write_text(GOOD, encoding="utf-8")
    assert _told(folder) == ["_-_.md: error: has no letter in its name; rename it, such as “trotskyism.md”"]


def test_a_folder_without_an_article(folder: Path) -> None:
    (folder / "README.md").write_text("# Articles go here", encoding="utf-8")
    assert _told(folder) == [
        f"{folder}: error: holds no article; add one with “footnote import”, or name another folder"
    ]


@pytest.mark.parametrize("name", ["nothing-here", "file.md"])
def test_what_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.md").write_text(GOOD, encoding="utf-8")
    (told,) = _told(tmp_path / name)
    assert "error: can't be read (" in told
    assert "name a folder of articles" in told


def test_a_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "x.md").symlink_to("gone.md")
    (told,) = _told(folder)
    assert told == "x.md: error: can't be read (No such file or directory); make it readable"


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder of articles for a user who may not read everything, root's tests included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed").mkdir(mode=0)
        for article, mode in (("good.md", 0o644), ("x.md", 0)):
            (folder / article).write_text(GOOD, encoding="utf-8")
            (folder / article).chmod(mode)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(user)
            (folder / "closed").chmod(0o755)


def test_a_file_and_a_folder_without_permission(closed: Path) -> None:
    assert _told(closed) == [
        "closed: error: can't be read (Permission denied); name a folder of articles that is readable",
        "x.md: error: can't be read (Permission denied); make it readable",
    ]


def test_links_that_go_round_are_read_once(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub/x.md").write_text(GOOD, encoding="utf-8")
    for name in ("a", "b", "sub/c"):
        (folder / name).symlink_to(folder)
    assert [article.id for article in load_library(folder).articles] == ["x"]


def test_a_name_never_steers_the_terminal(folder: Path) -> None:
    (folder / os.fsdecode(b"\x1b[31m\xff\xe2\x80\xae.md")).write_text("x", encoding="utf-8")
    told = "".join(_told(folder))
    assert "\\x1b[31m\\udcff\\u202e.md:1: error: front matter is missing" in told
    assert told.isprintable()


def test_files_that_differed_before_ids_were_ascii_still_do(folder: Path) -> None:
    for name in ("москва.md", "moskva.md", "Café.md"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    ids = [article.id for article in load_library(folder).articles]
    assert {"moskva", "cafe"} < set(ids)
    assert len(ids) == 3


def test_pages_that_lie_among_the_articles_and_are_not_read_are_told(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / ".set-aside").mkdir()
    unread = ("b/Canal.html", "lock.markdown", "notes.txt")
    beside = ("lighthouse.md", "lighthouse.html", "README.txt", ".draft.txt", ".set-aside/x.txt", "map.png")
    for name in (*unread, *beside):
        (folder / name).write_text(GOOD, encoding="utf-8")

    assert _told(folder) == [
        "lock.markdown: warning: isn't read; rename it so that it ends in “.md”",
        "notes.txt: warning: isn't read; make an article of it with “footnote import”, or keep it elsewhere",
        f"b{os.sep}Canal.html: warning: isn't read; make an article of it with “footnote import”, or keep it"
        " elsewhere",
    ]


def test_the_same_article_under_two_names_is_told(folder: Path) -> None:
    (folder / "mill.md").write_text(GOOD, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "twin.md").write_text(GOOD.replace("title: ", "title: Another "), encoding="utf-8")
    (folder / "other.md").write_text(f"{GOOD}\nMore.\n", encoding="utf-8")
    told = [line for line in _told(folder) if "same" in line]
    twin = Path("sub") / "twin.md"
    assert told == [
        f"{twin}: warning: holds the same words as mill.md; delete one of the two, or both answer"
    ]
    load_library(folder)
