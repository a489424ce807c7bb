"""A page pasted as plain text becomes an article, and every character survives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings

from bot.library import Article, load_library, parse_article
from bot.settings import SHIPPED_KNOWLEDGE
from bot.sources.errors import PageError
from bot.sources.importing import ImportedPage, ImportOptions, import_page
from bot.sources.markdown_signs import is_markdown
from tests.strategies import Page, pages

LICENSED = "\n\nContent is available under CC BY-SA 4.0."


def _read(imported: ImportedPage) -> Article:
    article, problems = parse_article(imported.markdown, article=imported.article.id, path="x.md")
    assert article is not None, problems
    return article


def _paragraphs(article: Article) -> list[str]:
    return [article.paragraph(n + 1) for n in range(article.passages[-1].paragraph)]


def _imported(page: str, **options: Any) -> Article:
    return _read(import_page(page, ImportOptions(title="A page", **options)))


def _license(article: Article) -> tuple[str, str | None, str | None]:
    return article.license.name, article.license.notice, article.license.url


def test_the_seed_comes_back_character_by_character(seed: str) -> None:
    body, listed = seed.split("\n\n\n")
    *references, notice = listed.split("\n")
    article = _read(import_page(seed, ImportOptions(title="Trotskyism")))

    assert _paragraphs(article) == body.split("\n\n")
    assert [f"  {f.number}. {f.text}" for f in article.footnotes] == references
    assert _license(article) == (
        "CC-BY-SA",
        notice,
        "https://creativecommons.org/share-your-work/cclicenses/",
    )
    assert [[m.number for m in p.markers] for p in article.passages] == [[], ["1", "2"], ["3"], ["4", "5"]]
    assert all(m.span.of(p.text) == f"[{m.number}]" for p in article.passages for m in p.markers)


def test_the_shipped_article_is_the_seed(seed: str) -> None:
    imported = import_page(seed, ImportOptions(title="Trotskyism")).article
    (shipped,) = load_library(SHIPPED_KNOWLEDGE).articles

    assert shipped.questions
    assert (shipped.id, shipped.title, shipped.language) == ("trotskyism", "Trotskyism", "en")
    assert shipped.passages == imported.passages
    assert shipped.footnotes == imported.footnotes
    assert (shipped.license, shipped.source) == (imported.license, imported.source)


@settings(derandomize=True)
@given(pages())
def test_whatever_is_pasted_survives_character_by_character(page: Page) -> None:
    # A caret before a marker is the marker's own: so text browsers write what is raised.
    assume(not any(f"^[{label}]" in page.text for label, _ in page.references))
    # A text with a sure sign of Markdown is read as Markdown.
    assume(not is_markdown(page.text))
    try:
        imported = import_page(page.text, ImportOptions(title="A page", without_footnotes=True))
    except PageError as error:
        if "[[" in page.text and "is wikitext" in str(error):
            return  # several “[[links]]” are wikitext, and said to be
        raise
    # Lines that look like a text browser's, or like headings, are told to be read so.
    assume(not any("taken for" in g.message or "joined" in g.message for g in imported.report.guesses))
    article = _read(imported)

    assert tuple(_paragraphs(article)) == page.paragraphs
    assert tuple((f.number, f.text) for f in article.footnotes) == page.references
    assert article.license.name == "CC BY-SA 4.0"


@pytest.mark.parametrize(
    "line",
    [
        "---", "===", "***", "___", "# not a heading", "- not a list", "+ nor this", "1. nor this", "1) nor",
        "> no quotation", "~~~", "```", "| a | b |", ": a", "<div>", "<!-- seen -->", "&copy; &#169;", "=x",
        "[a]: http://b", "[^9]: no footnote", "[a](b) ![c](d)", "*a* _b_ `c` <d@e.f>", "a\\", "\\*", "[1](x)",
        "[1]: x", "![1]", "[1][1]", "[1][x]", "\\[1]", "\tx", "a  b", "a\u00a0b", "٣. x", "$x$",
        "@here",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["First line.\n{}\nLast line.", "First line.\n{}", "{}\nLast line.", "{}"])
def test_what_markdown_takes_for_its_own_stays_words(line: str, form: str) -> None:
    article = _imported(f"CitedFootnote.[1]\n\n{form.format(line)}\n\nEnd.\n\n1. {line}{LICENSED}")

    assert article.paragraph(2) == form.format(line.strip())
    assert article.footnotes[0].text == line.strip()


@pytest.mark.parametrize("label", ["1", "12", "a", "note 1", "nb 12", "1999"])
@pytest.mark.parametrize("form", ["{}. {}", "{}) {}", "[{}] {}", "   {}.\t{}"])
def test_labels_and_forms_of_references(label: str, form: str) -> None:
    article = _imported(f"Said so.[{label}]\n\n{form.format(label, 'A source:')}{LICENSED}")

    assert [(f.number, f.text) for f in article.footnotes] == [(label, "A source:")]
    assert [m.number for m in article.passages[0].markers] == [label]


def test_a_reference_goes_on_over_lines() -> None:
    article = _imported(f"Said.[1] More.[2]\n\n1. A source,\n   its page\n2. Another{LICENSED}")

    assert [f.text for f in article.footnotes] == ["A source,\nits page", "Another"]


@pytest.mark.parametrize(
    "labels", ["*", "†", "* †", "* † ‡ § ¶ ‖", "* ** ***", "† ‡ †† ‡‡", "① ②", "ᵃ ᵇ", "¹ ²", "[*] [†]"]
)
@pytest.mark.parametrize("form", ["{} Note {}.", "{}Note {}."])
@pytest.mark.parametrize("title", ["", "Notes\n"])
def test_signs_lead_to_the_notes_that_begin_with_them(labels: str, form: str, title: str) -> None:
    signs = labels.split()
    text = " ".join(f"It ground rye.{sign}" for sign in signs)
    notes = "\n".join(form.format(sign, number) for number, sign in enumerate(signs))
    article = _imported(f"{text}\n\nIt stands.\n\n{title}{notes}{LICENSED}")

    assert _paragraphs(article)[-1] == "It stands."
    assert [f.text for f in article.footnotes] == [f"Note {number}." for number in range(len(signs))]
    markers = [(m.number, p.text[m.span.start - 1]) for p in article.passages for m in p.markers]
    assert markers == [(f.number, ".") for f in article.footnotes]


def test_notes_of_signs_and_numbered_references_stand_beside_each_other() -> None:
    article = _imported(f"Built.[1] So.†\n\n† Said by some.\n\nReferences\n1. Kolb.{LICENSED}")

    assert [m.number for m in article.passages[0].markers] == ["1", "†"]
    assert {f.number: f.text for f in article.footnotes} == {"†": "Said by some.", "1": "Kolb."}


@pytest.mark.parametrize("sign", ["*", "†", "‡", "§", "¹", "①", "(1)"])
def test_a_sign_behind_a_sentence_that_leads_nowhere_is_told(sign: str) -> None:
    page = f"One.\n\nBuilt in 1742.{sign} So.\n\nEnd.{LICENSED}"
    told = list(import_page(page, ImportOptions(title="A page", language="en")).report.remarks())

    assert told == [(3, f"warning: “{sign}” may be a marker, and leads to no note")]


@pytest.mark.parametrize(
    "text",
    [
        "Marx (* 5 May 1818; † 14 March 1883).\n\n* one\n* two", "Two* of them.\n\n* rye\n* wheat",
        "Rye.† Oats.*\n\n* a\n† b", "10 m² and x³.\n\n* a", "Under § 5.\n\n§ 5 says so.",
    ],
)  # fmt: skip
def test_signs_of_other_meanings_make_no_footnotes(text: str) -> None:
    assert _imported(f"{text}{LICENSED}").footnotes == ()


@pytest.mark.parametrize("number", ["1.", "4.", "17."])
def test_a_number_alone_that_counts_nothing_goes_on_with_the_reference(number: str) -> None:
    article = _imported(f"Said.[1] More.[2]\n\n1. A source\n2. Another\n{number}{LICENSED}")

    assert [f.text for f in article.footnotes] == ["A source", f"Another\n{number}"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("titles", [("Notes", "References"), ("== Notes ==", "== References =="), ("", "")])
def test_several_reference_lists_at_the_end(between: str, titles: tuple[str, str]) -> None:
    notes, references = (f"{title}{between}" if title else "" for title in titles)
    page = f"Said.[a][1]\n\n{notes}a. A note{between}{references}1. A source{LICENSED}"
    article = _imported(page)

    assert _paragraphs(article) == ["Said.[a][1]"]
    assert [(f.number, f.text) for f in article.footnotes] == [("a", "A note"), ("1", "A source")]


def test_a_numbered_list_in_the_text_is_no_reference() -> None:
    article = _imported(f"We count:[1]\n1. apples\n2. pears\n\n1. A source{LICENSED}")

    assert _paragraphs(article) == ["We count:[1]\n1. apples\n2. pears"]
    assert [f.text for f in article.footnotes] == ["A source"]


def test_numbers_and_bullets_before_lines_make_a_list_and_others_stay_words() -> None:
    page = (
        "Needed:\n1. rye[1]\n2. water\nSo it is.\n\n• one\n• two\n\n- a\n- b\n\n- alone\n\n1. first\n3. third"
    )
    imported = import_page(f"{page}\n\nReferences\n1. Kolb.{LICENSED}", ImportOptions(title="A page"))

    assert _paragraphs(imported.article) == [
        "Needed:\n1. rye[1]\n2. water",
        "So it is.",
        "• one\n• two\n• a\n• b",
        "- alone",
        "1. first\n3. third",
    ]
    assert "\n1. rye[^1]\n2. water\n" in imported.markdown
    assert [g.message for g in imported.report.guesses] == [
        "2 lines that begin with “-” are taken for the items of a list"
    ]


def test_numbered_lines_that_nothing_cites_are_text() -> None:
    article = _imported(f"Do this:\n\n1. Rise\n2. Eat{LICENSED}")

    assert _paragraphs(article) == ["Do this:\n1. Rise\n2. Eat"]
    assert article.footnotes == ()


def test_headings_become_nested_sections() -> None:
    page = "Lead.\n\n== A ==\na\n\n=== B ===\n\nb\n\n=== C[edit] ===\nc\n\n## D #\nd\n\n===== E =====\ne"
    article = _imported(f"{page}\n\n====\nf{LICENSED}")

    assert [(p.section, p.text) for p in article.passages] == [
        (None, "Lead."), ("A", "a"), ("A › B", "b"), ("A › C", "c"), ("D #", "d"), ("D # › E", "e"),
        ("D # › E", "====\nf"),
    ]  # fmt: skip


def test_short_lines_above_lists_are_headings() -> None:
    page = (
        "The mill is old. It was built in 1790.\n\nParts\n\n• Sails\n• Cap\n\n"
        "What it grinds\n\n1. Rye\n2. Oats\n\nIts end\n\nIt burned in 1811.\n\nText is under CC BY-SA 4.0.\n"
    )
    imported = import_page(page, ImportOptions(title="Mill"))
    passages = imported.article.passages
    assert list(dict.fromkeys(passage.section for passage in passages)) == [
        None, "Parts", "What it grinds", "Its end"
    ]  # fmt: skip
    told = "".join(message for _, message in imported.report.remarks())
    assert "“Parts” is taken for a heading: a short line of its own above a paragraph or a list" in told


def test_line_ends_byte_order_mark_and_control_characters_are_not_text() -> None:
    article = _imported(f"\ufeffOne[1]\r\nline\x07.\r\rTwo\x00.\r\n\r\n1. x{LICENSED}")

    assert _paragraphs(article) == ["One[1]\nline.", "Two."]


def test_a_marker_without_its_reference_is_kept_as_words_and_told() -> None:
    page = f"One.[1]\n\nTwo.[7]\n\n1. A source{LICENSED}"
    with pytest.raises(
        PageError, match=r"has 1 marker without a reference \(\[7\] has no reference\)"
    ) as refusal:
        import_page(page, ImportOptions(title="A page"))
    assert refusal.value.loses
    assert refusal.value.line == 3

    mostly_led = page.replace("One.[1]", "One.[1] Once more.[1]")
    for text, allowed in ((page, True), (mostly_led, False)):
        imported = import_page(text, ImportOptions(title="A page", without_footnotes=allowed))
        assert list(imported.report.remarks()) == [(3, "warning: [7] has no reference")]
        assert imported.report.markers_lost == 1
        assert _read(imported).passages[1].text == "Two.[7]"
        assert _read(imported).passages[1].markers == ()


@pytest.mark.parametrize(
    ("notice", "name", "url"),
    [
        ("Community content is available under CC-BY-SA unless otherwise noted.", "CC-BY-SA",
         "https://creativecommons.org/share-your-work/cclicenses/"),
        ("Text is under CC BY-SA 4.0.", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY-NC-ND 3.0", "CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("Released under CC0 1.0.", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Creative Commons Attribution-ShareAlike License", "Creative Commons Attribution-ShareAlike",
         "https://creativecommons.org/share-your-work/cclicenses/"),
        ("This work is in the public domain.", "public domain", None),
        ("Licensed under the GFDL.", "GFDL", "https://www.gnu.org/licenses/fdl.html"),
    ],
)  # fmt: skip
def test_the_licence_is_what_the_page_states(notice: str, name: str, url: str | None) -> None:
    assert _license(_imported(f"Text.\n\n{notice}")) == (name, notice, url)


def test_a_licence_that_is_given_keeps_the_notice_of_the_page() -> None:
    article = _imported(
        "Text.\n\nUnder the Licence Ouverte.", license_name="LO 2.0", license_url="https://example.org/lo"
    )

    assert _license(article) == ("LO 2.0", "Under the Licence Ouverte.", "https://example.org/lo")


@pytest.mark.parametrize(
    "last", ["He lost his licence in 1912.[1]", "The licence says a lot. " * 20 + "The end."]
)
def test_a_paragraph_about_licences_is_no_licence_line(last: str) -> None:
    article = _imported(f"Text.[1]\n\n{last}\n", license_name="CC0", without_footnotes=True)

    assert _paragraphs(article) == ["Text.[1]", last]
    assert article.license.notice is None


@pytest.mark.parametrize(
    ("page", "title", "line", "message"),
    [
        ("Text.", "T", 0, "--license"),
        ("", "T", 0, "no paragraph"),
        ("Content under CC BY 4.0.", "T", 0, "no paragraph"),
        (f"Text.{LICENSED}", "--", 0, "--title"),
        (f"Text.{LICENSED}", "T" * 201, 0, "title"),
        (f"Text.{LICENSED}", "two\nlines", 0, "title"),
        (f"Text.[1]\n\n1. One\n1. Two{LICENSED}", "T", 4, "renumber"),
    ],
)
def test_what_cannot_be_imported_is_told_with_its_place(
    page: str, title: str, line: int, message: str
) -> None:
    with pytest.raises(PageError, match=message) as caught:
        import_page(page, ImportOptions(title=title))
    assert caught.value.line == line
    assert "\n" not in str(caught.value)
