"""Why a passage answers, or doesn't: for a curator who wonders."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answering import Answer, AnsweringPassage
from bot.terminal.printable import printable

WHOLE, PARTLY = 0.995, 0.005
"""How much of a word a passage holds: the word itself, another form or a relation of it, or nothing."""

MOST_SHARES = 8
"""Signals named in a line; what the others give is summed up."""


def render_explanation(answer: Answer, needed: float) -> RenderableType:
    """The reasons for each passage of the answer, or for the nearest ones of a refusal.

    `needed`: the confidence from which a passage answers.
    """
    passages = answer.passages or answer.nearest
    if not passages:
        return Text("Why: no passage shares a word with the question.", "dim")
    lines = [Text(f"Why (an answer needs a confidence of {needed:g}):", "bold")]
    for answering in passages:
        lines += _explained(answering)
    return Group(*lines)


def _explained(answering: AnsweringPassage) -> list[Text]:
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
        Text(f"    score       {_shares(why.score)}", "dim"),
        Text(f"    confidence  {_shares(why.confidence)} (0 is one half)", "dim"),
        place_in_text,
    ]


def _held(held: float) -> str:
    if held >= WHOLE:
        return "found"
    return f"partly found ({held:.0%})" if held >= PARTLY else "missing"


def _shares(shares: Sequence[tuple[str, float]]) -> str:
    """`sentence +3.10, words +2.20, 4 others -0.10 = +5.20`"""
    named, others = shares[:MOST_SHARES], shares[MOST_SHARES:]
    parts = [f"{signal} {share:+.2f}" for signal, share in named]
    if others:
        parts.append(f"{len(others)} others {sum(share for _, share in others):+.2f}")
    return f"{', '.join(parts)} = {sum(share for _, share in shares):+.2f}"
