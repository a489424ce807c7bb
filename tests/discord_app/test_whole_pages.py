"""A page with every construct: page → article → card → back, without a lost word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

import discord
import pytest

from bot.discord_app.cards.article_card import article_card
from bot.library import Article, Library, Passage
from bot.sources.importing import ImportOptions, import_page
from tests.discord_app.discord_markdown import shown as shown_characters
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

MARKDOWN = """# Weir of Aldmoor

The *weir* of **Aldmoor** holds 10<sup>6</sup> litres of H<sub>2</sub>O.[^1]
It costs $5, and ~~stands~~ fell.[^2][^3]

## Uses[^3]

Three hold:

- eels[^1]
  1. smoked
  2. fresh
- rye
- [x] done

> Nobody drowns here.

Sluice
: a gate in the weir[^2]

### Tolls

| Year | Toll | Note |
|---|---|---|
| 1611 | two\\|pence | for carts[^1] |
| 1640 | none | for nobody |

```
  |~~|  weir
```

See [the eel list](https://eel.example/a_(b)) or ==seven==\\
lines below.

[^1]: [Court roll](https://roll.example/7), f. 7.

[^2]: Fishers' list.[^3]

[^3]: Map of 1640:

    Its second sheet.

Text is available under CC BY-SA 4.0.
"""

HEADS = {"Year", "Toll", "Note"}
"""Of the columns: each row is read with them, but for those above empty cells."""


class VisibleWords(HTMLParser):
    """The words of a page as its reader sees them, in order, without its title, markers and furniture."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0
        self.feed(page.partition("<article>")[2].partition("</article>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag == "h1" or ("href", "#n") in [(name, (value or "")[:2]) for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "h1" or (tag == "a" and self._hidden > 0)

    def handle_data(self, data: str) -> None:
        self.words += [] if self._hidden else data.split()


def words_of_page(name: str) -> list[str]:
    """Every word that a reader of the page sees: of headings, paragraphs, lists, tables and footnotes."""
    if name == "saved":
        # The title of the notes stands above them on the page; they are footnotes then.
        return [word for word in VisibleWords(SAVED).words if word != "References"]
    if name == "copied":
        lines = COPIED.strip().split("\n")[2:-2]  # without the title, the site's name, and the licence
        text = re.sub(r"\[(?:edit|\d|A 1)\]|(?m:^\^)", " ", "\n".join(lines))
        return text.replace("Notes", "").replace("References", "").split()
    text = MARKDOWN.partition("\n")[2].rpartition("\n\n")[0]
    text = re.sub(
        r"</?su[bp]>|\[\^\d\]:?|\]\(https?:\S+\)|```|(?m:^ *(?:[#>:-]|\d\.)+ )|\|(?:---\|)+", " ", text
    )
    return re.sub(
        r"[*|\\\[\]]|~~|==", " ", text.replace("[x]", "").replace("two\\|pence", "two pence")
    ).split()


PAGES = {"saved": SAVED, "copied": COPIED, "markdown": MARKDOWN}


@pytest.fixture(params=PAGES)
def imported(request: pytest.FixtureRequest) -> tuple[str, Article]:
    return request.param, import_page(PAGES[request.param], ImportOptions()).article


def pages(library: Library, article: Article) -> Iterator[discord.ui.LayoutView]:
    """The article's cards, each passage on one of its own."""
    for passage in article.passages:
        card = article_card(library, article, passage)
        assert card is not None
        yield card


def _bare(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> list[str]:
    """Runs of letters and digits, raised and lowered ones as they stand in HTML: what a reader reads."""
    plain = unicodedata.normalize("NFKC", text).replace("10 6", "106").replace("H 2 O", "H2O")
    return re.findall(r"[^\W_]+", plain)


def _lost(wanted: Counter[str], kept: list[str]) -> Counter[str]:
    return wanted - Counter(kept)


def test_the_article_has_every_word_of_the_page(imported: tuple[str, Article]) -> None:
    name, article = imported
    headings = " ".join({passage.section or "" for passage in article.passages})
    notes = " ".join(footnote.text for footnote in article.footnotes)
    wanted = _words(" ".join(words_of_page(name)))

    assert len(wanted) > 50
    assert not _lost(Counter(wanted), _words(f"{article.text} {headings} {notes}"))


def test_every_word_of_the_page_is_on_its_cards_in_order(imported: tuple[str, Article]) -> None:
    """Page → article → card → back: what Discord shows has the page's words, each paragraph's in order."""
    name, article = imported
    library = Library((article,))
    shown = ["\n".join(shown_by_discord(text) for text in texts(card)) for card in pages(library, article)]
    assert not _lost(Counter(_words(" ".join(words_of_page(name)))), _words(" ".join(shown)))

    for passage, card in zip(article.passages, shown, strict=True):
        bare = _without_bullets_of(_bare(card))
        assert _bare(_without_bullets(passage)) in bare, passage.text
        for number in {marker.number for marker in passage.markers}:
            footnote = article.footnote(number)
            assert footnote is not None
            assert _bare(footnote.text) in bare


@pytest.mark.parametrize("link", ["https://eel.example/a_%28b%29", "https://roll.example/7"])
@pytest.mark.parametrize("name", ["saved", "markdown"])
def test_every_link_of_the_page_is_one_on_its_cards(name: str, link: str) -> None:
    article = import_page(PAGES[name], ImportOptions()).article
    linked = {
        character.link
        for card in pages(Library((article,)), article)
        for text in texts(card)
        for character in shown_characters(text)
    }
    assert link in linked


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
