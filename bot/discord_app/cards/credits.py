"""Attribution as Markdown: title, authors, licence and notice, linked. It is never cut inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answering import Attribution, attribution_line
from bot.answering.crediting import further_notice
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


PLAIN_ROOM = 600
"""Characters that they may take of a message of ordinary Markdown, which has half as many as a card."""


@lru_cache(maxsize=1024)
def credit(attribution: Attribution, words: Words = ENGLISH, room: int = ROOM) -> str:
    """The attribution in one line of small text, at most `room` long.

    Where it would be longer, parts are left out as a whole: first links, then authors after the third, then
    the notice, for which the line refers to `/source`.
    """
    shown = map(small, _forms(attribution, words))
    fitting = next((line for line in shown if length(line) <= room), None)
    return fitting or small(_shortest(attribution, words, room - 3))


def _shortest(attribution: Attribution, words: Words, room: int) -> str:
    """The title, cut, and the licence, which is never left out; where it is that long, by `/source`."""
    license = attribution.license
    named = " / ".join(escape(one_line(choice.name)) for choice in license.choices)
    if length(named) > room // 2:
        named = words(wording.NOTICE_ELSEWHERE).format(command="/source")
    return f"{cut(one_line(attribution.title), room - length(named) - 3)} · {named}"


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
            yield _line(each, authors, further_notice(each.license), words)
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
    attributions: Iterable[Attribution], articles: Iterable[str], words: Words, room: int = ROOM
) -> tuple[str, ...]:
    """The lines for these articles, in the order of `attributions`."""
    wanted = set(articles)
    return tuple(
        credit(attribution, words, room) for attribution in attributions if attribution.article in wanted
    )


def to_copy(attribution: Attribution, room: int) -> str:
    """The attribution as plain text to copy, with all authors where they fit into `room` characters."""
    line = attribution_line(attribution)
    if length(line) <= room:
        return line
    source = replace(attribution.source, authors=first_authors(attribution.source.authors))
    return attribution_line(replace(attribution, source=source))
