"""Why a passage answers, or doesn't: for a curator who wonders."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answering import Answer, AnsweringPassage
from bot.search import Contribution
from bot.terminal.printable import printable

WHOLE, PARTLY = 0.995, 0.005
"""How much of a word a passage holds: the word itself, another form or a relation of it, or nothing."""

NOT_TRUSTED = (
    "    not trusted its confidence is 0, whatever these add up to: it has the subject's name, and its"
    " article says nothing of what is asked beside that"
)
"""Said of a confidence of exactly 0, which no sum of log-odds gives: see `bot.search.ranking.ranker`."""

MAX_CONTRIBUTIONS = 6
"""Features that are named, each in a line of its own; what the others contribute is summed up."""


def render_explanation(answer: Answer, needed: float) -> RenderableType:
    """The reasons for each passage of the answer, or for the nearest ones of a refusal.

    `needed`: the confidence from which a passage answers.
    """
    passages = answer.passages or answer.nearest
    if not passages:
        return Text("Why: no passage shares a word with the question.", "dim")
    lines = [Text(f"Why (an answer needs a confidence of {needed:g}):", "bold")]
    for answering in passages:
        lines += _passage_lines(answering)
    return Group(*lines)


def _passage_lines(answering: AnsweringPassage) -> list[Text]:
    why, passage = answering.explanation, answering.passage
    place = f"{passage.article}, paragraph {passage.paragraph}"
    head = f"{place}: score {answering.score:.2f}, confidence {answering.confidence:.2f}"
    place_in_text = Text(
        f"    where       characters {answering.place.start} to {answering.place.end} of the article's text, "
        f"SHA-256 {answering.digest}",
        "dim",
    )
    if not why.terms:
        return [Text(f"  {head} (the opening, as an overview was asked for)"), place_in_text]
    terms = ", ".join(f"{term.word} {term.weight:.0%} {_held(term.held)}" for term in why.terms)
    return [
        Text(printable(f"  {head}")),
        Text(printable(f"    words       {terms}"), "dim"),
        Text(f"    score       {_total(why.score)}", "dim"),
        *_contribution_lines(why.score),
        Text(
            f"    confidence  {_total(why.confidence)} in log-odds: 0 is one half, above it is likelier",
            "dim",
        ),
        *_contribution_lines(why.confidence),
        *([Text(NOT_TRUSTED, "dim")] if answering.confidence == 0 else []),
        place_in_text,
    ]


def _held(held: float) -> str:
    if held >= WHOLE:
        return "found"
    return f"partly found ({held:.0%})" if held >= PARTLY else "missing"


def _total(contributions: Sequence[Contribution]) -> str:
    return f"{sum(each.value for each in contributions):+.2f}"


def _contribution_lines(contributions: Sequence[Contribution]) -> list[Text]:
    """`+2.20  words: how much of the question the passage holds, rare words counting more`"""
    named, others = contributions[:MAX_CONTRIBUTIONS], contributions[MAX_CONTRIBUTIONS:]
    lines = [f"{each.value:+8.2f}  {each.feature.name}: {each.feature.description}" for each in named]
    if others:
        lines.append(f"{sum(each.value for each in others):+8.2f}  {len(others)} others")
    return [Text(f"      {line}", "dim") for line in lines]
