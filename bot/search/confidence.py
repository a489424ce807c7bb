"""How sure it is that a passage answers: what of the question it covers, and what it lacks.

A word that the article lacks weighs by its information in the language at large, for the article itself can't
tell how rare it is; a name that it lacks weighs most.
"""

from __future__ import annotations

import math

import numpy as np

from bot.search.evidence import PASSAGE_SIGNALS, Evidence
from bot.search.matching import Matching
from bot.search.postings import Floats

SIGNALS = (
    "words", "same words", "words in one sentence", "same words in one sentence",
    "words in two sentences", "information", "information in one sentence", "rare word", "words held",
    "names held", "beyond the title", "title", "topical word", "topical words", "words in the article",
    "nearness", "phrases", "frequency", "answer type", "introduction", "nothing missing", "much unknown",
    "phrase missing", "missing word", "missing information", "missing words", "missing name",
    "name missing in the article", "word missing in the article", "missing half", "title alone", "no content",
)  # fmt: skip
"""The columns of `confidence_signals`."""

SHAPES = 3
"""Each signal weighs by itself, by its square and by its root: the first nats tell more than the last."""

MUCH = 30.0
"""Nats: three rare words. Signals of information are given in this unit."""

OFTEN = 4.0
"""The logarithm of the 54 sentences in which an article names what it is about."""

KNOWN = 0.45
"""A word of which an article holds less is as good as unknown."""

RARE = 12.0
"""Nats: a word that one in 160,000 words is, or a rarer one."""

FRAMING = 0.5
"""A word that counts less than this share of its information only frames the question."""

_COLUMN = {name: place for place, name in enumerate(PASSAGE_SIGNALS)}


def confidence_signals(matching: Matching, evidence: Evidence, passage: int) -> Floats:
    """The signals for the passage with this number, in the order of SIGNALS."""
    text, question, weights = matching.text, matching.question, matching.weights
    first = int(text.first_sentences[passage])
    last = int(text.first_sentences[passage + 1]) if passage + 1 < text.passage_count else text.sentence_count
    held_in_sentences, exact_in_sentences = matching.held[:, first:last], matching.exact[:, first:last]
    held = np.maximum(held_in_sentences.max(axis=1), matching.in_sections[:, passage])
    exact = exact_in_sentences.max(axis=1)
    best = int(np.argmax(weights @ held_in_sentences))
    held_there, exact_there = held_in_sentences[:, best], exact_in_sentences[:, best]
    information, names = question.information, question.names
    total = information.sum()
    in_title = np.array([float(term.word.stem in text.title) for term in question.terms])
    known = np.maximum(matching.sure, matching.held.max(axis=1))
    often = np.log1p((matching.exact > 0).sum(axis=1)) / OFTEN
    missing = information * (1 - held)
    telling = question.worths >= FRAMING * information
    unknown = (known < KNOWN)[telling]
    unknown_share = unknown.mean() if len(unknown) else 0.0
    alone = unknown.any() and (held[telling] >= KNOWN).sum() == 1
    much_unknown = 1.0 if alone or unknown_share >= 1 / 2 else 0.5 if unknown_share >= 1 / 3 else 0.0
    of_passage = evidence.passages[passage]
    beyond = information * exact * (1 - in_title)
    return np.array(
        [
            weights @ held,
            weights @ exact,
            weights @ held_there,
            weights @ exact_there,
            of_passage[_COLUMN["two sentences"]],
            _much(float(information @ exact)),
            _much(float(information @ exact_there)),
            _much((information * exact).max()),
            math.log1p(exact.sum()),
            _much(float((information * names) @ exact)),
            _much(beyond.sum()),
            _much((information * exact * in_title).sum()),
            _much((information * exact * often).max()),
            _much(float(information * exact @ often)),
            float(information @ known / total),
            of_passage[_COLUMN["nearness"]],
            of_passage[_COLUMN["phrases"]],
            of_passage[_COLUMN["frequency"]],
            of_passage[_COLUMN["kind"]],
            float(passage == 0 and question.has_content and bool(in_title.all())),
            float(exact[telling].min(initial=1.0) == 1.0 and (information * exact).max() >= RARE),
            much_unknown,
            float(bool(question.phrases) and not of_passage[_COLUMN["quotation"]]),
            _much(missing.max()),
            _much(missing.sum()),
            math.log1p((1 - held).sum()),
            _much((missing * names).max()),
            _much((information * names * (1 - matching.sure)).max()),
            _much((information * (1 - known)).max()),
            max(0.0, float(information @ (1 - held) / total) - 0.5),
            float(beyond.sum() == 0),
            float(not question.has_content),
        ]
    )


def _much(information: float) -> float:
    return float(information) / MUCH


def shaped(signals: Floats) -> Floats:
    """The signals, their squares and their roots: a table of SHAPES columns, or more of them side by side."""
    return np.stack([signals, signals**2, np.sqrt(np.maximum(signals, 0.0))], axis=-1)
