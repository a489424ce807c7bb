"""Answer → card: the passages that answer, their footnotes, the attribution; or an honest no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from bot.answering import Answer, AnsweringPassage, Attribution, reply
from bot.discord_app import wording
from bot.discord_app.buttons import PageButton
from bot.discord_app.cards import limits
from bot.discord_app.cards.credits import ROOM as CREDITS_ROOM
from bot.discord_app.cards.credits import credit_for
from bot.discord_app.cards.excerpts import cut, excerpt, is_cut, quoted, whole
from bot.discord_app.cards.footnotes import Cited, cite_command, footnote_lines, footnotes_block
from bot.discord_app.cards.layout import RULE, Accent, card, spaced
from bot.discord_app.cards.limits import length
from bot.discord_app.cards.markdown import escape, one_line, question_shown, small
from bot.discord_app.cards.places import Place
from bot.library import Passage, Span

LONGEST_QUESTION = 250
"""Characters of the question that stand on the card."""

LONGEST_LABEL = 120
"""Characters of a section's name above its passage, and of an article's title."""

LATER_PASSAGE = 700
"""Characters of every passage after the best one: what it says at a glance. A button leads to the rest."""

SHORTEST_PASSAGE = 350
"""Characters. Where a passage would get fewer, the last one is left out instead."""


def question_line(question: str) -> str:
    """The question, as Discord doesn't show it beside the answer to a slash command."""
    return f"**{cut(question, LONGEST_QUESTION, render=question_shown)}**"


def answer_card(answer: Answer, titles: Sequence[str], *, show_question: bool) -> discord.ui.LayoutView:
    """The card for `answer`. `titles`: of all articles that the bot knows."""
    question = [question_line(answer.question)] if show_question and question_shown(answer.question) else []
    if not answer.answered:
        return _without_passage(answer, question, titles)
    several = len(titles) > 1
    shown, credits = _most_that_fits(answer, limits.TEXT - sum(map(length, question)), several=several)
    above, below = spaced([*question, *shown.quotes]), spaced([*shown.footnotes, "\n".join(credits)])
    return card([*above, RULE, *below], accent=Accent.ANSWER, buttons=shown.buttons)


def _without_passage(answer: Answer, question: list[str], titles: Sequence[str]) -> discord.ui.LayoutView:
    """An honest no, or a word of small talk, and what could be asked."""
    texts = [*question, escape(reply(answer, titles)), *suggestions(answer.suggestions)]
    return card(spaced(texts), accent=Accent.ANSWER if answer.small_talk else Accent.REFUSAL)


def _most_that_fits(answer: Answer, room: int, *, several: bool) -> tuple[_Arrangement, tuple[str, ...]]:
    """All passages with their credits, or as many of the best as there is room for: one at the least."""
    for count in range(len(answer.passages), 1, -1):
        passages = answer.passages[:count]
        credits = credit_for(answer.attributions, (each.passage.article for each in passages))
        taken = sum(length(line) + 1 for line in credits)
        if taken <= CREDITS_ROOM:
            shown = _arrange(passages, answer.attributions, room - taken, several=several)
            if shown.shortest >= SHORTEST_PASSAGE:
                return shown, credits
    passages = answer.passages[:1]
    credits = credit_for(answer.attributions, (each.passage.article for each in passages))
    taken = sum(length(line) + 1 for line in credits)
    return _arrange(passages, answer.attributions, room - taken, several=several), credits


def suggestions(questions: Sequence[str], lead: str = wording.YOU_COULD_ASK) -> list[str]:
    """The block that offers example questions, where there are any."""
    if not questions:
        return []
    return [
        "\n".join(
            [small(lead), *(f"- {cut(question, 300, render=question_shown)}" for question in questions)]
        )
    ]


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """What stands on a card between question and credits. `shortest`: the least room a cut passage got."""

    quotes: list[str]
    footnotes: list[str]
    buttons: list[PageButton]
    shortest: int


def _arrange(
    passages: Sequence[AnsweringPassage], attributions: Sequence[Attribution], room: int, *, several: bool
) -> _Arrangement:
    articles = {each.passage.article for each in passages}
    titles = {a.article: a.title for a in attributions if a.article in articles} if len(articles) > 1 else {}
    labels = [_label(each.passage, titles.get(each.passage.article)) for each in passages]
    wholes = [whole(each.passage) for each in passages]
    footnotes = "\n".join(footnote_lines(_cited(passages, wholes, titles, several=several)))
    room -= sum(length(label) + 1 for label in labels)
    sizes = [length(quoted(p.passage, run, p.highlight)) for p, run in zip(passages, wholes, strict=True)]
    sizes = [min(size, LATER_PASSAGE) if place else size for place, size in enumerate(sizes)]
    shares = _shares(sizes, room - min(length(footnotes), room * 2 // 5))
    runs = [excerpt(p.passage, p.highlight, share) for p, share in zip(passages, shares, strict=True)]
    quotes = [quoted(p.passage, run, p.highlight) for p, run in zip(passages, runs, strict=True)]
    room -= sum(map(length, quotes))
    below = footnotes_block(_cited(passages, runs, titles, several=several), room)
    return _Arrangement(
        quotes=[f"{label}\n{words}" if label else words for label, words in zip(labels, quotes, strict=True)],
        footnotes=[below] if below else [],
        buttons=whole_passage_buttons([(p.passage, run) for p, run in zip(passages, runs, strict=True)]),
        shortest=min((s for s, size in zip(shares, sizes, strict=True) if s < size), default=limits.TEXT),
    )


def _label(passage: Passage, title: str | None) -> str:
    parts = [f"**{cut(one_line(title), LONGEST_LABEL)}**"] if title else []
    if passage.section:
        parts.append(cut(one_line(passage.section), LONGEST_LABEL))
    return small(" › ".join(parts)) if parts else ""


def _cited(
    passages: Sequence[AnsweringPassage], runs: Sequence[Span], titles: Mapping[str, str], *, several: bool
) -> list[Cited]:
    """The footnotes whose markers stand in what is shown, in order, each once."""
    cited: dict[tuple[str, str], Cited] = {}
    for each, run in zip(passages, runs, strict=True):
        article = each.passage.article
        numbers = {marker.number for marker in each.passage.markers_in(run)}
        for footnote in each.footnotes:
            if footnote.number in numbers:
                command = cite_command(article, footnote.number, several=several)
                key = (article, footnote.number)
                cited.setdefault(key, Cited(article, titles.get(article), footnote, command))
    return list(cited.values())


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """`room` divided so that short passages get what they need and long ones share the rest equally."""
    shares = [0] * len(sizes)
    for done, index in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        shares[index] = min(sizes[index], room // (len(sizes) - done))
        room -= shares[index]
    return shares


def whole_passage_buttons(runs: Sequence[tuple[Passage, Span]]) -> list[PageButton]:
    """A way to the rest of each passage of which only a run is shown.

    Where there are several passages, the button names the section, or the passage's place on the card.
    """
    sections = [passage.section for passage, _ in runs]
    buttons = []
    for number, (passage, run) in enumerate(runs, start=1):
        if is_cut(passage, run):
            label = wording.WHOLE_PASSAGE
            if len(runs) > 1:
                named = passage.section if sections.count(passage.section) == 1 else None
                label = wording.WHOLE_PASSAGE_OF.format(which=one_line(named or str(number)))
            label = cut(label, limits.LABEL, render=str)
            buttons.append(
                PageButton(Place("passage", passage.article, passage.id), 0, verb="open", label=label)
            )
    return buttons
