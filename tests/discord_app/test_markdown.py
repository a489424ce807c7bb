"""Whatever stands in an article or a question is shown as text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.discord_app.markup.escaping import code_block, escape, link, question_shown, quote, tidy
from bot.library import Span
from tests.discord_app import discord_markdown
from tests.discord_app.generated import addresses, lines, texts

AWKWARD = [
    "# not a heading",
    "-# not small",
    "- no list\n- at all\n1. nor here\n2) nor here",
    "> no quote\n>>> nor here",
    "[a](https://b.example) [4] [4](c)",
    "<@1> <@&2> <#3> <:x:4> <a:x:4> <t:5:R> </ask:6> <id:guide> @everyone @here",
    ":smile: ::smile:: 12:30:45",
    "*a* **b** ***c*** _d_ __e__ ~~f~~ ||g|| `h` ``i`` ```j```",
    "ends in a backslash\\",
    "¯\\_(ツ)_/¯",
    "&amp; &#42; a & b",
    "A heading\n===\nand a line\n---",
    "see https://a.example/b_c, and http://d.example/(e).",
]


def without_indents(text: str) -> str:
    """As shown: the spaces at the start of a line are kept as spaces that don't break."""
    return text.replace("\u00a0", " ").replace("\t", "    ")


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("links", [True, False])
def test_awkward_text_is_shown_as_it_is(text: str, links: bool) -> None:
    assert discord_markdown.words(escape(text, links=links)) == text


@given(texts, st.booleans())
def test_any_text_is_shown_as_it_is(text: str, links: bool) -> None:
    assert without_indents(discord_markdown.words(escape(text, links=links))) == without_indents(tidy(text))
    assert all(not each.styles for each in discord_markdown.shown(escape(text, links=links)))


@given(texts)
def test_a_quotation_shows_its_words(text: str) -> None:
    seen = discord_markdown.shown(quote(escape(text)))
    assert without_indents("".join(each.character for each in seen)) == without_indents(tidy(text))
    assert all(each.styles <= {"quote"} for each in seen)


@given(st.data(), texts)
@example(None, "*a\\")
def test_bold_is_exactly_the_run(data: st.DataObject | None, text: str) -> None:
    ends = (0, len(text)) if data is None else sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    run = Span(*ends)
    markdown = quote(escape(text, bold=run))
    assert without_indents(discord_markdown.words(markdown)) == without_indents(tidy(text))
    bold = "".join(discord_markdown.styled(markdown, "bold").split())
    assert without_indents(bold) == "".join(tidy(run.of(text)).split())


def test_an_ordinary_markdown_parser_shows_the_words_too() -> None:
    """A second opinion, from a parser that somebody else wrote."""
    for text in AWKWARD:
        html = MarkdownIt("commonmark", {"html": False}).parseInline(escape(text, links=False))
        seen = "".join(
            "\n" if token.type in ("softbreak", "hardbreak") else token.content
            for token in html[0].children or []
        )
        assert seen == text


def test_addresses_in_articles_can_be_clicked_and_those_in_questions_cannot() -> None:
    text = "See https://a.example/b_(c), then (http://d.example/x)."
    found = {each.link for each in discord_markdown.shown(escape(text))}
    assert found == {None, "https://a.example/b_(c)", "http://d.example/x"}
    assert {each.link for each in discord_markdown.shown(question_shown(text))} == {None}


@given(texts)
def test_a_question_can_do_nothing(question: str) -> None:
    markdown = question_shown(question)
    assert "\n" not in markdown
    assert not {"\u202e", "\u200b", "\x00"} & set(markdown)
    assert all(
        not each.styles and each.link is None for each in discord_markdown.shown(f"**{markdown}**"[2:-2])
    )
    assert discord_markdown.REPLACED not in discord_markdown.words(markdown)


@given(lines.filter(bool), addresses)
def test_a_link_shows_its_text_and_leads_to_its_address(text: str, url: str) -> None:
    seen = discord_markdown.shown(link(text, url))
    shown = "".join(each.character for each in seen)
    assert shown.startswith(" ".join(tidy(text).split()))
    assert {each.link for each in seen if each.link} <= {url, url.replace("(", "%28").replace(")", "%29")}


@given(texts)
def test_a_code_block_cannot_be_left(text: str) -> None:
    assert code_block(text)[3:-3].count("```") == 0


@pytest.mark.parametrize(
    ("markdown", "words", "styles"),
    [
        ("**a *b* c**", "a b c", {"bold", "italic"}),
        ("# a", "a", {"heading"}),
        ("-# a", "a", {"small"}),
        ("> - **a**", "a", {"quote", "list", "bold"}),
        ("||a|| ~~b~~ __c__ _d_", "a b c d", {"spoiler", "struck", "underlined", "italic"}),
        ("hi <@12> :wave:", "hi \ufffc \ufffc", set()),
        ("[a](https://b.example)", "a", set()),
        ("\\*a\\*", "*a*", set()),
    ],
)
def test_the_model_of_discord_that_these_tests_rest_on_knows_its_syntax(
    markdown: str, words: str, styles: set[str]
) -> None:
    assert discord_markdown.words(markdown) == words
    assert set().union(*(each.styles for each in discord_markdown.shown(markdown))) == styles
