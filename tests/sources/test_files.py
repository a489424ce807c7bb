"""What a file is, its bytes say; what can't become an article without loss is refused in one line."""

from __future__ import annotations

import json

import pytest

from bot.sources.errors import PageError
from bot.sources.files import recognize
from bot.sources.importing import ImportOptions, import_page

PAGE = "<!DOCTYPE html><html><head><title>Mühle</title></head><body><p>Ä</p></body></html>"


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.encode("utf-32"),
        b"\xfe\xff" + PAGE.encode("utf-16-be"),
        PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').encode("cp1252"),
        PAGE.replace("<head>", "<head><meta content='text/html; charset=windows-1252'>").encode("cp1252"),
    ],
)
def test_a_page_in_any_encoding_that_it_names(data: bytes) -> None:
    file = recognize(data)
    assert file.kind == "html"
    assert "<title>Mühle</title>" in file.text


@pytest.mark.parametrize(
    "above", ["<br />\n<b>Warning</b>: x\n", "<script src='x'></script>\n", "<!-- x -->", "<!-- "]
)
def test_a_page_below_what_a_server_or_a_theme_puts_above_it(above: str) -> None:
    assert recognize((above + PAGE).encode()).kind == "html"


def test_a_page_that_was_saved_as_one_file() -> None:
    data = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>M=C3=BChle</p>\r\n--B--\r\n"
    )
    assert recognize(data).text.strip() == "<p>Mühle</p>"


@pytest.mark.parametrize("text", ["<p>x</p>", {"*": "<p>x</p>"}])
def test_an_answer_of_a_wikis_api(text: object) -> None:
    file = recognize(json.dumps({"parse": {"title": "Mill", "revid": 7, "text": text}}).encode())
    assert (file.kind, file.text, file.title, file.revision) == ("html", "<p>x</p>", "Mill", "7")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04rest", "is a ZIP file"),
        (b"\x1f\x8b\x08", "is compressed"),
        (b"{\\rtf1", "is RTF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b'{"a": 1}', "is JSON"),
        (b"[1, 2]", "is JSON"),
        (b"<?xml version='1.0'?><rss></rss>", "is XML"),
        (b"<mediawiki xmlns='http://www.mediawiki.org/xml/export-0.11/'></mediawiki>", "XML dump"),
        (b"'''Mill''' is a [[building]].<ref>Kolb</ref>", "is wikitext"),
        (b"== A ==\n{{Infobox}}\n[[Mill|mills]] and [[rye]]", "is wikitext"),
        (b"---\ntitle: T\nlicense: CC0\n---\n\nText.", "is an article file already"),
        ("x".encode("utf-16-le") * 3, "is UTF-16 text without the mark"),
        (b"\xff\xfex", "is not the UTF-16 text"),
        (b"one\ntwo\n\xff", "is not UTF-8 text; save the page as UTF-8"),
        (b"<html><meta charset=utf-7><p>\xff", "is not the utf-7 text that it says"),
        (b"<html><meta charset=nonsense><p>\xff", "is not the nonsense text that it says"),
    ],
)
def test_what_is_refused_says_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(PageError) as caught:
        recognize(data)
    assert told in str(caught.value)
    assert ";" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["He wrote [[sic]].", "{x} is a set.", "[1] Kolb.\n", "x < y and <z>", "1 == 1\n", "[note] text"]
)
def test_text_that_only_looks_like_something_else(text: str) -> None:
    assert recognize(text.encode()).kind == "text"


@pytest.mark.parametrize(
    "sign",
    [
        "Built in 1742.^[Kolb, Mills, p. 3] So.", "Built.^[See [Kolb](https://example.org/k), p. 3]",
        "Built.[^1] So.",
        "Built.[^note] So.", "[^1]: Kolb.", "Year | Rye\n--- | ---\n1742 | 3", "| Year |\n|:-----|\n| 1742 |",
        "Mills\n=====", "Today\n-----", "See [the mill](https://example.org/mill).",
    ],
)  # fmt: skip
def test_one_sure_sign_makes_a_text_markdown_but_not_a_page_with_markers(sign: str) -> None:
    text = f"A mill.\n\n{sign}\n\nIt stands."
    assert recognize(text.encode()).kind == "markdown"
    assert recognize(f"{text}[1]\n\n1. Kolb.".encode()).kind == "text"


@pytest.mark.parametrize(
    "text",
    [
        "Text.^[1] More.^[2]", "Text.^[note 1]", "Text.^[citation needed]", "Match a[^0-9]+ or x[^a].",
        "A line.\n---\nAnother.", "A\n\n-----\n\nB", "a | b | c\n1 | 2 | 3",
    ],
)  # fmt: skip
def test_what_text_browsers_and_people_write_is_no_sure_sign(text: str) -> None:
    assert recognize(text.encode()).kind == "text"


@pytest.mark.parametrize("name", ["mill.md", "Mill.MARKDOWN"])
def test_a_files_name_says_markdown_unless_a_copied_pages_markers_stand_in_it(name: str) -> None:
    assert recognize(b"The *mill*.", name).kind == "markdown"
    assert recognize(b"The *mill*.", "mill.txt").kind == "text"
    assert recognize(b"The *mill*.[1]\n\n1. Kolb.", name).kind == "text"


@pytest.mark.parametrize(
    "sign",
    [
        "**bold**", "*so*", "_so_", "`code`", "~~struck~~", "==mark==", "%%never%%", "[[Mill|a mill]]",
        "![mill](m.png)",
        "10<sup>30</sup>", "^[Kolb]", "<!-- hidden -->", "\n> quoted", "\n- [ ] rye",
    ],
)  # fmt: skip
def test_a_single_sign_that_is_kept_as_written_is_told_with_its_line(sign: str) -> None:
    page = f"One.\n\nTwo {sign}\n\nThree.\n\nUnder CC BY 4.0.\n"
    told = list(import_page(page, ImportOptions(title="A page")).report.remarks())
    line = 4 if sign.startswith("\n") else 3
    assert [at for at, message in told if "may be Markdown" in message] == [line]
    named = import_page(page, ImportOptions(title="A page"), name="page.md")
    assert named.report.kind == "markdown"
