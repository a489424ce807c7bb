"""A page with every construct: page → article → card → back, without a lost word."""

from __future__ import annotations

import re
from collections.abc import Iterator

import discord
import pytest

from bot.discord_app.cards.article_card import article_card
from bot.library import Article, Library, Passage
from bot.sources.importing import ImportOptions, import_page
from tests.discord_app.discord_markdown import words as shown_by_discord
from tests.discord_app.reading_cards import texts

SAVED = """
<!DOCTYPE html><html lang="en"><head><title>Weir of Aldmoor - River Wiki</title>
<link rel="canonical" href="https://river.example/wiki/Weir"></head><body><article><h1>Weir of Aldmoor</h1>
<p>The <i>weir</i> of <b>Aldmoor</b> holds 10<sup>6</sup> litres of H<sub>2</sub>O.<sup><a
href="#n1">[1]</a></sup>
It is * not_a_list *, costs $5, and <del>stands</del> fell.<sup>
<a href="#n2">[2]</a>, <a href="#n3">[3]</a></sup></p>
<h2>Uses<sup><a href="#n3">[3]</a></sup></h2><p>Three hold:</p>
<ul><li>eels<sup><a href="#n1">[1]</a></sup><ol><li>smoked</li><li>fresh</li></ol></li><li>rye</li></ul>
<blockquote><p>Nobody drowns here.</p></blockquote>
<dl><dt>Sluice</dt><dd>a gate in the weir<sup><a href="#n2">[2]</a></sup></dd></dl>
<h3>Tolls</h3><table><caption>Tolls by year</caption><tr><th>Year</th><th>Toll</th><th>Note</th></tr>
<tr><td>1611</td><td>two|pence</td><td rowspan="2">for carts<sup><a href="#n1">[1]</a></sup></td></tr>
<tr><td>1640</td><td>none</td></tr></table>
<pre>  |~~|  weir
  |__|</pre><p>See <a href="https://eel.example/a_(b)">the eel list</a> or 7<br>lines below.</p>
<h2>References</h2><ol><li id="n1"><a href="https://roll.example/7">Court roll</a>, f. 7.</li>
<li id="n2">Fishers' list.<sup><a href="#n3">[3]</a></sup></li>
<li id="n3">Map of 1640:<p>Its second sheet.</p></li></ol>
</article><footer>Text is available under <a rel="license"
href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>.</footer></body></html>"""

COPIED = """
Weir of Aldmoor
From River Wiki, the free encyclopedia
The weir of Aldmoor holds 10⁶ litres of H₂O.[1] It is * not_a_list *, costs $5, and fell.[2][3]

Uses[edit]
Three hold:

eels[1]
rye

Tolls[edit]
Year	Toll	Note
1611	two|pence	for carts[1]
1640	none

See <the eel list>, `code` or ~~7~~ [sic] lines below:[A 1]
# not a heading

Notes[edit]
One is lost.

References[edit]
^ Court roll, f. 7.
^ Fishers' list.
^ Map of 1640.

Text is available under the Creative Commons Attribution-ShareAlike License 4.0.
"""

OF_PAGE = {
    "saved": "weir Aldmoor 10⁶ litres H₂O * not_a_list *, $5 ~~stands~~ fell Three hold eels smoked fresh "
    "rye Nobody drowns Sluice gate Tolls 1611 two|pence carts 1640 none |~~| |__| eel list lines below",
    "copied": "weir Aldmoor 10⁶ litres H₂O * not_a_list *, $5 fell Three hold eels rye 1611 two|pence carts "
    "1640 none <the eel list> `code` ~~7~~ [sic] lines below # not a heading",
}
"""What a reader of the page sees, in part, in reading order."""


@pytest.fixture(params=["saved", "copied"])
def imported(request: pytest.FixtureRequest) -> tuple[str, Article]:
    page = SAVED if request.param == "saved" else COPIED
    return request.param, import_page(page, ImportOptions()).article


def pages(library: Library, article: Article) -> Iterator[discord.ui.LayoutView]:
    """The article's cards, each passage on one of its own."""
    for passage in article.passages:
        card = article_card(library, article, passage)
        assert card is not None
        yield card


def _bare(text: str) -> str:
    return "".join(text.split())


def test_the_article_has_every_word_of_the_page(imported: tuple[str, Article]) -> None:
    name, article = imported
    text = _bare(article.text)
    position = 0
    for word in OF_PAGE[name].split():
        position = text.find(_bare(word), position)
        assert position >= 0, word


def test_every_passage_is_shown_word_for_word_on_a_card(imported: tuple[str, Article]) -> None:
    _, article = imported
    library = Library((article,))
    for passage, card in zip(article.passages, pages(library, article), strict=True):
        shown = _bare("\n".join(shown_by_discord(text) for text in texts(card)))
        assert _bare(_without_bullets(passage)) in _without_bullets_of(shown), passage.text
        for number in {marker.number for marker in passage.markers}:
            footnote = article.footnote(number)
            assert footnote is not None
            assert _bare(footnote.text) in shown


def _without_bullets(passage: Passage) -> str:
    return re.sub(r"(?m)^ *• ", "", passage.text)


def _without_bullets_of(shown: str) -> str:
    return shown.replace("•", "")


def test_every_footnote_is_cited_and_every_marker_leads_to_one(imported: tuple[str, Article]) -> None:
    _, article = imported
    cited = {marker.number for passage in article.passages for marker in passage.markers}
    cited |= {number for passage in article.passages for number in passage.heading_footnotes}
    cited |= {marker.number for footnote in article.footnotes for marker in footnote.markers}
    assert cited == {footnote.number for footnote in article.footnotes}
