"""The *Source* button's address leads to the highlighted sentence, within Discord's 512 characters."""

from __future__ import annotations

import re
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import AnsweringPassage
from bot.discord_app.cards.source_links import sentence_url
from bot.library import Source, parse_article

URL = "https://wiki.example/w/index.php?title=Tower&oldid=7"
WIKI = Source(url=URL, page="3")


def _answering(body: str, sentence: int = 0) -> AnsweringPassage:
    head = "---\ntitle: Tower\nlicense: CC0\n---\n\n"
    article, problems = parse_article(f"{head}{body}\n", article="tower", path="x.md")
    assert article is not None, problems
    passage = article.passages[0]
    return AnsweringPassage(passage, 1.0, passage.sentences[sentence], ())


def test_a_sentence_is_named_by_words_between_its_markers() -> None:
    answering = _answering(
        "## The first years\n\nThe tower, old-fashioned, stood[^1] on a rock.[^1]\n\n[^1]: Reed."
    )
    assert sentence_url(WIKI, answering) == (
        f"{URL}#The_first_years:~:text=The%20tower%2C%20old%2Dfashioned%2C%20stood,on%20a%20rock."
    )


def test_a_page_of_no_wiki_gets_no_anchor() -> None:
    answering = _answering("## Years\n\nThe tower stood on a rock.")
    assert sentence_url(Source(url=URL), answering) == f"{URL}#:~:text=The%20tower%20stood%20on%20a%20rock."
    assert sentence_url(Source(), answering) is None


def test_where_the_fragment_needs_more_the_section_stands_alone() -> None:
    answering = _answering("## 歷史\n\n" + "東京都市" * 40 + "。")
    assert sentence_url(WIKI, answering) == f"{URL}#%E6%AD%B7%E5%8F%B2"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abcé ,-&#%東.؟", min_size=1, max_size=900), st.integers(40, 520))
def test_an_address_never_exceeds_discords_limit(text: str, length: int) -> None:
    # "%%" begins a comment, as Obsidian has them.
    plain = re.sub("%+", "%", text).replace("#", "\\#").replace("&", "and")
    body = "x" + " ".join(plain.split())
    url = URL + "x" * (length - len(URL))
    address = sentence_url(Source(url=url, page="3"), _answering(body))
    assert address is not None
    assert address == url or len(address) <= 512
    assert address.isascii()
    start, found, directive = address.partition(":~:text=")
    if found:
        for part in directive.split(","):
            assert unquote(part) in body.replace("\\#", "#"), start
