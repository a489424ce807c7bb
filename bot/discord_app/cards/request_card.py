"""What was asked of footnotes, of the source, or of the licence → the blocks of a card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering import Answer, Attribution
from bot.answering import CitedFootnote as RequestedFootnote
from bot.discord_app.cards.arrangement import READABLE
from bot.discord_app.cards.buttons import Button, page_button, passages_button, source_button
from bot.discord_app.cards.credits import ROOM as CREDITS_ROOM
from bot.discord_app.cards.credits import credit, first_authors, licenses
from bot.discord_app.cards.excerpts import quoted, sentence
from bot.discord_app.cards.footnote_lines import CitedFootnote, cite_command, footnote_line, footnotes_block
from bot.discord_app.cards.layout import RULE, Block, spaced
from bot.discord_app.custom_ids import Place, footnote_key
from bot.discord_app.markup.cutting import cut
from bot.discord_app.markup.discord_limits import length
from bot.discord_app.markup.escaping import escape, link, one_line, small
from bot.discord_app.words import wording
from bot.discord_app.words.languages import Words

MOST_IN_FULL = 3
"""Footnotes shown with the sentences that carry them; of more, each has a line."""

FOOTNOTE_ROOM = 700
"""Characters of each of the footnotes that are shown with their sentences."""

SENTENCES, SENTENCE_ROOM = 2, 350
"""Sentences shown that carry a footnote, and characters of each."""

LONGEST_FACTS = 800
"""Characters of what is known of an article's source and licence."""


def requested_blocks(
    answer: Answer, room: int, *, several: bool, words: Words, credits_room: int = CREDITS_ROOM
) -> list[Block]:
    """What was asked for, in at most `room` characters, and the attribution of every word shown.

    `several`: the bot knows more than one article. `credits_room`: characters for the attributions.
    """
    if answer.about == "footnotes":
        return _footnotes(answer, room, several=several, words=words, credits_room=credits_room)
    return _facts_of_all(answer, room, words, credits_room)


def requested_buttons(answer: Answer, words: Words) -> list[Button]:
    """The buttons to the sentences in their context, to all footnotes, to the credit ready to copy."""
    if answer.about != "footnotes":
        buttons = [page_button(words(wording.GIVE_CREDIT), Place("source"), 0, verb="open", primary=True)]
        link_ = source_button(answer.attributions[0].source.url, words) if answer.attributions else None
        return [*buttons, link_] if link_ else buttons
    buttons = []
    carrying = [
        (each.passage, each.span) for cited in answer.cited[:MOST_IN_FULL] for each in cited.sentences
    ]
    if carrying and len(answer.cited) <= MOST_IN_FULL:
        buttons.append(passages_button("context", carrying, words(wording.IN_CONTEXT), primary=True))
    if len(answer.cited) == 1:
        (cited,) = answer.cited
        place = Place("footnote", cited.article, footnote_key(cited.footnote.number))
        buttons.append(page_button(words(wording.CITE_BUTTON), place, 0, verb="open"))
    buttons.append(page_button(words(wording.ALL_FOOTNOTES), Place("citations"), 0, verb="open"))
    return buttons


def _footnotes(answer: Answer, room: int, *, several: bool, words: Words, credits_room: int) -> list[Block]:
    attributions, cited = _credited(answer, words, credits_room)
    credits = "\n".join(credit(each, words, credits_room) for each in attributions)
    titles = {each.article: each.title for each in attributions} if several else {}
    texts: list[str] = []
    left = min(room - length(credits), max(READABLE - length(credits), 900)) - 200
    if len(cited) <= (MOST_IN_FULL if credits_room == CREDITS_ROOM else 1):
        share = left // max(len(cited), 1)
        texts += (_in_full(each, titles, share, several=several, words=words) for each in cited)
    else:
        lines = [
            CitedFootnote(
                each.article,
                titles.get(each.article),
                each.footnote,
                cite_command(each.article, each.footnote.number, several=several),
            )
            for each in cited
        ]
        texts.append(footnotes_block(lines, left, words))
    return [*spaced(texts), RULE, credits]


def _credited(answer: Answer, words: Words, room: int) -> tuple[list[Attribution], list[RequestedFootnote]]:
    """The attributions that fit onto a card, and the footnotes of their articles."""
    shown: list[Attribution] = []
    left = room
    for attribution in answer.attributions:
        left -= length(credit(attribution, words, room)) + 1
        if shown and left < 0:
            break
        shown.append(attribution)
    known = {each.article for each in shown}
    return shown, [each for each in answer.cited if each.article in known]


def _in_full(
    cited: RequestedFootnote, titles: dict[str, str], room: int, *, several: bool, words: Words
) -> str:
    """A footnote, and below it the sentences that carry it."""
    command = cite_command(cited.article, cited.footnote.number, several=several)
    most = min(FOOTNOTE_ROOM, room // 2)
    line = footnote_line(cited.footnote, command, most, links=False)
    linked = footnote_line(cited.footnote, command, most)
    title = titles.get(cited.article)
    lines = [small(f"**{cut(one_line(title), 80)}**")] if title else []
    lines.append(linked if length(linked) <= room * 2 // 3 else line)
    left = room - sum(length(each) + 1 for each in lines) - 60
    quotations = list(_quotations(cited, left, words))
    if not cited.sentences:
        lines.append(small(words(wording.NOT_CITED)))
    elif quotations:
        lines += [small(words(wording.CITED_IN)), *quotations]
    return "\n".join(lines)


def _quotations(cited: RequestedFootnote, room: int, words: Words) -> Iterator[str]:
    shown = 0
    for each in cited.sentences[:SENTENCES]:
        most = min(SENTENCE_ROOM, room)
        if most < 60:
            break
        quotation = quoted(each.passage, sentence(each.passage, each.span, most), each.span)
        room -= length(quotation) + 1
        shown += 1
        yield quotation
    if shown and len(cited.sentences) > shown:
        yield small(words(wording.CITED_MORE).format(count=len(cited.sentences) - shown))


def _facts_of_all(answer: Answer, room: int, words: Words, credits_room: int) -> list[Block]:
    """What is known of the source and the licence of each article, as many as there is room for."""
    texts: list[str] = []
    for attribution in answer.attributions:
        text = _facts(attribution, words, credits_room)
        room -= length(text) + 1
        if texts and (room < 200 or sum(map(length, texts)) + length(text) > READABLE):
            texts.append(
                small(words(wording.MORE_SOURCES).format(count=len(answer.attributions) - len(texts)))
            )
            break
        texts.append(text)
    return list(spaced(texts))


def _facts(attribution: Attribution, words: Words, credits_room: int) -> str:
    """Title, authors, licence with its notice and what it asks, source. The credit line where it is long."""
    source, license_ = attribution.source, attribution.license
    facts = [f"**{link(attribution.title, source.url)}**"]
    if source.authors:
        authors = ", ".join(first_authors(source.authors, words))
        facts.append(words(wording.BY).format(authors=escape(one_line(authors))))
    facts.append(words(wording.LICENSE).format(license=licenses(license_)))
    if license_.notice:
        facts.append(escape(one_line(license_.notice)))
    facts += _terms(attribution, words)
    facts.append(
        words(wording.SOURCE_LINK).format(source=escape(source.url))
        if source.url
        else words(wording.NO_SOURCE)
    )
    text = "\n".join(facts)
    return text if length(text) <= LONGEST_FACTS else credit(attribution, words, credits_room)


def _terms(attribution: Attribution, words: Words) -> Iterator[str]:
    """What the licence asks of those who reuse the words, where its table says so."""
    license_ = attribution.license
    flags: Sequence[tuple[bool, str]] = (
        (license_.share_alike, wording.SHARE_ALIKE),
        (license_.non_commercial, wording.NON_COMMERCIAL),
        (license_.no_derivatives, wording.NO_DERIVATIVES),
    )
    yield from (f"• {words(text)}" for asked, text in flags if asked)
