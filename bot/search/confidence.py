"""How sure it is that a passage answers: what of the question it covers, and what it lacks.

A word that the article lacks weighs by its information in the language at large, for the article itself can't
tell how rare it is; a name that it lacks weighs most.
"""

from __future__ import annotations

import numpy as np

from bot.search.arrays import Floats, Ints
from bot.search.evidence import PASSAGE_SIGNALS, Evidence
from bot.search.matching import Matching

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

_OF_INFORMATION = [
    SIGNALS.index(name)
    for name in (
        "information", "information in one sentence", "rare word", "names held", "beyond the title", "title",
        "topical word", "topical words", "missing word", "missing information", "missing name",
        "name missing in the article", "word missing in the article",
    )
]  # fmt: skip
"""The signals that are given in MUCH."""

LEAST = 1e-9
"""Nats: information below this is none, but for the way that a computer counts."""


def confidence_signals(matching: Matching, evidence: Evidence, passages: Ints) -> Floats:
    """The signals (columns, in the order of SIGNALS) for the passages with these numbers in the excerpt."""
    question, excerpt = matching.question, matching.excerpt
    articles = excerpt.article_of_passage[passages]
    best = _best_sentences(matching, evidence)[passages]
    held = np.maximum(evidence.held[:, passages], matching.in_sections[:, passages])
    exact = np.maximum.reduceat(matching.exact, excerpt.first_sentences, axis=1)[:, passages]
    held_there, exact_there = matching.held[:, best], matching.exact[:, best]
    of_question = np.einsum(
        "tp,ktp->kp", matching.weights[:, articles], np.array([held, exact, held_there, exact_there])
    )
    information = question.information
    of_title = evidence.titles[:, articles]
    held_in_articles = np.maximum.reduceat(evidence.held, excerpt.first_passages, axis=1)
    sure = matching.sure[:, articles]
    known = np.maximum(sure, held_in_articles[:, articles])
    total, of_names = information.sum(), information * question.names
    column_of_information, column_of_names = information[:, np.newaxis], of_names[:, np.newaxis]
    lacks = 1 - held
    stands = column_of_information * exact
    topical = stands * np.log1p(matching.frequencies)[:, articles]
    title_part = np.add.reduce(stands * of_title, axis=0)
    missing, unknown = information @ lacks, 1 - known
    rarest, topical_most, most_missing, name_missing, name_unsure, most_unknown = np.maximum.reduce(
        np.array(
            [
                stands,
                topical,
                column_of_information * lacks,
                column_of_names * lacks,
                column_of_names * (1 - sure),
                column_of_information * unknown,
            ]
        ),
        axis=1,
    )
    all_stands = information @ exact
    beyond = np.maximum(0.0, all_stands - title_part)
    telling = question.worths >= FRAMING * information
    has_all = np.minimum.reduce(exact[telling], axis=0, initial=1.0) == 1.0
    asks_for_title = np.minimum.reduce(of_title, axis=0) > 0
    column = dict(zip(PASSAGE_SIGNALS, evidence.passages[passages].T, strict=True))
    signals = np.array(
        [
            *of_question,
            column["two sentences"],
            all_stands,
            information @ exact_there,
            rarest,
            np.log1p(np.add.reduce(exact, axis=0)),
            of_names @ exact,
            beyond,
            title_part,
            topical_most / OFTEN,
            np.add.reduce(topical, axis=0) / OFTEN,
            1 - information @ unknown / total,
            column["nearness"],
            column["phrases"],
            column["frequency"],
            column["kind"],
            excerpt.is_opening[passages] & asks_for_title & question.has_content,
            has_all & (rarest >= RARE),
            _much_unknown(known[telling], held[telling]),
            (column["quotation"] == 0) & bool(question.phrases),
            most_missing,
            missing,
            np.log1p(np.add.reduce(lacks, axis=0)),
            name_missing,
            name_unsure,
            most_unknown,
            np.maximum(0.0, missing / total - 0.5),
            beyond < LEAST,
            np.full(len(passages), float(not question.has_content)),
        ]
    )
    signals[_OF_INFORMATION] /= MUCH
    return signals.T


def _best_sentences(matching: Matching, evidence: Evidence) -> Ints:
    """The sentence of each passage that holds most of the question, of equals the first."""
    excerpt = matching.excerpt
    most = np.maximum.reduceat(evidence.words, excerpt.first_sentences)
    best = np.flatnonzero(evidence.words == most[excerpt.passage_of_sentence])
    passages = excerpt.passage_of_sentence[best]
    firsts: Ints = best[np.append(True, passages[1:] != passages[:-1])]
    return firsts


def _much_unknown(known: Floats, held: Floats) -> Floats:
    """1 where an article knows one word and no other or not even half of them, one half for one in three.

    `known` in the article, and `held` in the passage, of the words that tell something (rows).
    """
    unknown = known < KNOWN
    count = np.add.reduce(unknown, axis=0)
    alone = (count > 0) & (np.add.reduce(held >= KNOWN, axis=0) == 1)
    many, some = count * 2 >= len(unknown), count * 3 >= len(unknown)
    much: Floats = np.where(alone | many, 1.0, some * 0.5) * (count > 0)
    return much


def shaped(signals: Floats) -> Floats:
    """The signals, their squares and their roots: a table of SHAPES columns, or more of them side by side."""
    return np.stack([signals, signals**2, np.sqrt(np.maximum(signals, 0.0))], axis=-1)
