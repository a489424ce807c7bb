"""What became of quotations → card: where each stands, what differs, and the attribution of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import discord

from bot.answering.quotation_verdicts import Check, Place, Verdict
from bot.discord_app.cards.buttons import passages_button
from bot.discord_app.cards.credits import ROOM as CREDITS_ROOM
from bot.discord_app.cards.credits import credit
from bot.discord_app.cards.excerpts import quoted, sentence
from bot.discord_app.cards.footnote_lines import footnote_line
from bot.discord_app.cards.layout import RULE, Accent, Block, card, spaced
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import TEXT, length
from bot.discord_app.markup.escaping import is_linkable, one_line, question_shown, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import ENGLISH, Words

VERDICTS = {
    Verdict.FOUND: wording.QUOTATION_FOUND,
    Verdict.NEARLY: wording.QUOTATION_NEARLY,
    Verdict.STITCHED: wording.QUOTATION_STITCHED,
    Verdict.ELSEWHERE: wording.QUOTATION_ELSEWHERE,
    Verdict.NOT_FOUND: wording.QUOTATION_NOT_FOUND,
}
"""What is said of each verdict, before the quotation."""

LONGEST_QUOTATION = 160
"""Characters repeated of a quotation."""

SENTENCE_ROOM = 500
"""Characters of the sentence in which a quotation stands."""

MOST_PLACES, MOST_DIFFERENCES, MOST_FOOTNOTES = 3, 6, 3
"""Places, differences and footnotes shown of a quotation."""

LONGEST_DIFFERENCE, LONGEST_FOOTNOTE, LONGEST_LABEL = 80, 200, 80
"""Characters of each side of a difference, of a footnote's line, of a title and of a section's name."""

LONGEST_ADDRESS = 400
"""Characters of the address of a sentence."""

CHECKS_ROOM = 2800
"""Characters of all quotations on a card; the last line counts those that don't fit."""


def quotation_card(checks: Sequence[Check], words: Words = ENGLISH) -> discord.ui.LayoutView:
    """The card for the verdicts on the quotations of a text."""
    texts: list[str] = []
    credits: dict[str, str] = {}
    places: list[Place] = []
    for check in checks:
        text = "\n".join(_lines(check, words))
        of_check = {
            place.attribution.article: credit(place.attribution, words)
            for place in check.places[:MOST_PLACES]
        }
        room = min(CHECKS_ROOM, TEXT - 200 - _size([*credits.values(), *of_check.values()]))
        if texts and (_size([*texts, text]) > room or _size({**credits, **of_check}.values()) > CREDITS_ROOM):
            rest = len(checks) - len(texts)
            texts.append(small(words(wording.MORE_QUOTATIONS).format(count=rest)))
            break
        if _size([text]) > room:
            text = _head(check, words)
            texts.append(text)
            continue
        texts.append(text)
        credits |= of_check
        places += check.places[:MOST_PLACES]
    sentences = [(place.passage, place.sentences) for place in places if place.footnote is None]
    buttons = [passages_button("context", sentences, words(wording.IN_CONTEXT))] if sentences else []
    below: list[Block] = [RULE, "\n".join(credits.values())] if credits else []
    return card([*spaced(texts), *below], accent=Accent.READING, buttons=buttons)


def _size(texts: Iterable[str]) -> int:
    return sum(length(text) + 1 for text in texts)


def _head(check: Check, words: Words) -> str:
    """The verdict and the beginning of the quotation, which is somebody's own text."""
    shown = cut(one_line(check.quotation), LONGEST_QUOTATION, render=question_shown)
    return f"**{words(VERDICTS[check.verdict])}** {words(wording.QUOTED).format(text=shown)}"


def _lines(check: Check, words: Words) -> Iterator[str]:
    yield _head(check, words)
    for difference in check.differences[:MOST_DIFFERENCES]:
        values = {
            name: cut(one_line(text), LONGEST_DIFFERENCE, render=question_shown)
            for name, text in (("quoted", difference.quoted), ("written", difference.written))
        }
        if not difference.written:
            text = wording.DIFFERENCE_ADDED
        elif not difference.quoted:
            text = wording.DIFFERENCE_LEFT_OUT
        else:
            text = wording.DIFFERENCE
        yield f"• {words(text).format(**values)}"
    if len(check.differences) > MOST_DIFFERENCES:
        yield f"• {words(wording.MORE_DIFFERENCES).format(count=len(check.differences) - MOST_DIFFERENCES)}"
    for place in check.places[:MOST_PLACES]:
        yield from _place(place, words)


def _place(place: Place, words: Words) -> Iterator[str]:
    """Where the words stand: title and section, linked to the very words, the sentence, its footnotes."""
    title = f"**{cut(one_line(place.attribution.title), LONGEST_LABEL)}**"
    part = place.passage.section
    if place.footnote:
        part = f"{words(wording.CITATIONS_TITLE)} › [{place.footnote.number}]"
    section = f" › {cut(one_line(part), LONGEST_LABEL)}" if part else ""
    address = place.address
    way = ""
    if address and len(address) <= LONGEST_ADDRESS and is_linkable(address):
        target = address.replace("(", "%28").replace(")", "%29")
        way = f" · [{words(wording.TO_SENTENCE)}]({target})"
    yield small(f"{title}{section}{way}")
    yield quoted(place.passage, sentence(place.passage, place.sentences, SENTENCE_ROOM), place.span)
    for footnote in place.footnotes[:MOST_FOOTNOTES]:
        yield small(
            footnote_line(footnote, f"/cite {one_line(footnote.number)}", LONGEST_FOOTNOTE, links=False)
        )
