"""What a page's own styles hide isn't imported; what somebody may see is."""

from __future__ import annotations

import pytest

from bot.sources.document import TextBlock
from bot.sources.html import read_html

PAGE = (
    "<html><head><style>{style}</style></head><body><main><h1>Mill</h1><p>The mill stands.</p>"
    '<p class="hide more" id="secret">Not to be seen.</p></main></body></html>'
)
SHOWN = ["The mill stands."]
ALL = ["The mill stands.", "Not to be seen."]


def _paragraphs(html: str) -> list[str]:
    return [block.words.text for block in read_html(html).blocks if isinstance(block, TextBlock)]


@pytest.mark.parametrize(
    "style",
    [
        ".hide{display:none}",
        "b, p.hide { color: red; visibility: hidden }",
        "#secret {display: none !important}",
        "/* a } */ q{content:'}'} .more.hide{DISPLAY:NONE}",
        "@media screen { .hide { display: none } }",
        "p{display:block} .hide{display:none}",
        ".hide{display:none} p{display:block}",
        ".hide{display:block} .hide{display:none}",
        ".hide{display:none} @media print {.hide{display:block}}",
        ".hide{display:none} .hide::after{display:block}",
    ],
)
def test_what_is_hidden_is_left_out_and_told(style: str) -> None:
    html = PAGE.replace("{style}", style)
    assert _paragraphs(html) == SHOWN
    assert any("hidden parts" in remark.message for remark in read_html(html).left_out)


@pytest.mark.parametrize(
    "style",
    [
        "@media print {.hide{display:none}}",
        "@media (max-width: 600px) {.hide{display:none}}",
        "@media print {p {color: red} .hide{display:none}} b{}",
        ".menu .hide{display:none}",
        ".hide:hover{display:none}",
        ".hid{display:none} #hide{display:none} div.hide{display:none}",
        ".hide{display:none} .hide{display:block}",
        ".hide{display:none} .hide.more{display:block}",
        ".hide{display:none} .open .hide{display:block}",
        ".hide{display:none} label:hover + .hide{display:block}",
        ".hide{display:none} @media (min-width: 600px) {.more{display:block !important}}",
        ".hide{display:none !important} #secret{display:block !important}",
        "body{display:none} html{visibility:hidden}",
        "/* .hide{display:none}",
        ".hide{--display:none; display-of:none",
    ],
)
def test_what_may_be_seen_is_kept(style: str) -> None:
    assert _paragraphs(PAGE.replace("{style}", style)) == ALL


def test_styles_for_paper_or_for_no_scripts_hide_nothing() -> None:
    html = PAGE.replace("<style>{style}", '<style media="print">.hide{display:none}')
    assert _paragraphs(html) == ALL
    html = PAGE.replace("<style>{style}</style>", "<noscript><style>.hide{display:none}</style></noscript>")
    assert _paragraphs(html) == ALL


@pytest.mark.parametrize(
    "style", ["/*" * 100_000, "{" * 200_000, "'" * 99_999, ".a" * 100_000 + "{display:none}"]
)
def test_hostile_styles_are_read_all_the_same(style: str) -> None:
    assert _paragraphs(PAGE.replace("{style}", style)) == ALL


def test_of_more_rules_than_a_page_has_none_counts() -> None:
    rules = "".join(f".c{number}{{display:none}}" for number in range(400))
    assert _paragraphs(PAGE.replace("{style}", f"{rules}.hide{{display:none}}")) == ALL
