"""All that autocomplete offers of one library, made where nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering import Answerer
from bot.discord_app.offers.article_choices import ArticleChoices
from bot.discord_app.offers.footnote_choices import FootnoteChoices
from bot.discord_app.offers.topics import Topics
from bot.library import Article, Library


@dataclass(frozen=True, slots=True)
class Offers:
    """What autocomplete offers of a library's topics, articles and footnotes."""

    topics: Topics
    articles: ArticleChoices
    footnotes: FootnoteChoices


def make_offers(
    library: Library,
    answerer: Answerer,
    clock: Callable[[], float],
    topics_of: Callable[[Article], Sequence[str]] | None = None,
    previous: Offers | None = None,
) -> Offers:
    """The offers of `library`. It takes time that grows with the library: never on the event loop.

    `clock` and `topics_of`: see Topics. `previous` are those of a library that had some of the same articles.
    """
    return Offers(
        Topics(library, answerer, clock, topics_of, previous.topics if previous else None),
        ArticleChoices(library),
        FootnoteChoices(library, previous.footnotes if previous else None),
    )
