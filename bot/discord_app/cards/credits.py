"""Attribution as Markdown: title, authors, licence and notice, linked. It is never cut inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answering import Attribution, attribution_line
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape, link, one_line, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words
from bot.library import License

ROOM = 2600
"""Characters that a card's attributions may take. An article file's bounds keep almost all far below."""

MOST_NAMED = 3
"""Authors named on a card; where there are more, `/source` names them."""


@lru_cache(maxsize=1024)
def credit(attribution: Attribution, words: Words = ENGLISH) -> str:
    """The attribution in one line of small text, at most ROOM long.

    Where it would be longer, parts are left out as a whole: first links, then authors after the third, then
    the notice, for which the line refers to `/source`.
    """
    shown = map(small, _forms(attribution, words))
    return next((line for line in shown if length(line) <= ROOM), small(cut(attribution.title, ROOM - 3)))


def _forms(attribution: Attribution, words: Words) -> Iterator[str]:
    """The line with everything, and ever shorter lines."""
    unlinked = replace(
        attribution,
        source=replace(attribution.source, url=None),
        license=replace(
            attribution.license,
            url=None,
            alternatives=tuple(replace(other, url=None) for other in attribution.license.alternatives),
        ),
    )
    for each in (attribution, unlinked):
        for authors in (each.source.authors, first_authors(each.source.authors, words)):
            yield _line(each, authors, each.license.notice, words)
    elsewhere = words(wording.NOTICE_ELSEWHERE).format(command="/source")
    for each in (attribution, unlinked):
        yield _line(each, first_authors(each.source.authors, words), elsewhere, words)
        yield _line(each, (), elsewhere, words)


def _line(attribution: Attribution, authors: Sequence[str], notice: str | None, words: Words) -> str:
    title = link(attribution.title, attribution.source.url)
    if authors:
        title = f"{title} {words(wording.BY).format(authors=escape(one_line(', '.join(authors))))}"
    changes = [words(attribution.changes)] if attribution.changes else []
    parts = [title, licenses(attribution.license), *changes]
    return " · ".join(parts) + (f" {escape(one_line(notice))}" if notice else "")


def licenses(license: License) -> str:
    """The licence, linked; of several, from which a reader may choose, all of them."""
    return " / ".join(link(choice.name, choice.url) for choice in license.choices)


def first_authors(authors: Sequence[str], words: Words = ENGLISH) -> tuple[str, ...]:
    """The first MOST_NAMED authors, the last of them with the number of all others."""
    if len(authors) <= MOST_NAMED:
        return tuple(authors)
    *first, last = authors[:MOST_NAMED]
    return (*first, words(wording.OTHERS).format(authors=last, count=len(authors) - MOST_NAMED))


def credits_for(
    attributions: Iterable[Attribution], articles: Iterable[str], words: Words
) -> tuple[str, ...]:
    """The lines for these articles, in the order of `attributions`."""
    wanted = set(articles)
    return tuple(credit(attribution, words) for attribution in attributions if attribution.article in wanted)


def to_copy(attribution: Attribution, room: int) -> str:
    """The attribution as plain text to copy, with all authors where they fit into `room` characters."""
    line = attribution_line(attribution)
    if length(line) <= room:
        return line
    source = replace(attribution.source, authors=first_authors(attribution.source.authors))
    return attribution_line(replace(attribution, source=source))
