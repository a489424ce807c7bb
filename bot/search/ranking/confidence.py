"""How sure it is that a passage answers: what of the question it covers, and what it lacks.

A word that the article lacks weighs by its information in the language at large, for the article itself can't
tell how rare it is; a name that it lacks weighs most.
"""

from __future__ import annotations

import numpy as np

from bot.search.index.arrays import Floats, Ints, run_begins
from bot.search.ranking.evidence import PASSAGE_SIGNALS, Evidence
from bot.search.ranking.matching import Matching

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

_OF_INFORMATION = frozenset(
    (
        "information", "information in one sentence", "rare word", "names held", "beyond the title", "title",
        "topical word", "topical words", "missing word", "missing information", "missing name",
        "name missing in the article", "word missing in the article",
    )
)  # fmt: skip
_UNITS = np.array([[1 / MUCH if name in _OF_INFORMATION else 1.0] for name in SIGNALS])
_UNITS[[SIGNALS.index("topical word"), SIGNALS.index("topical words")]] /= OFTEN
"""By what each signal is multiplied: those of information are given in MUCH."""

_TWO_SENTENCES, _NEARNESS, _PHRASES, _FREQUENCY, _KIND, _QUOTATION = map(
    PASSAGE_SIGNALS.index, ("two sentences", "nearness", "phrases", "frequency", "kind", "quotation")
)

LEAST = 1e-9
"""Nats: information below this is none, but for the way that a computer counts."""


def confidence_signals(matching: Matching, evidence: Evidence, passages: Ints) -> Floats:
    """The signals (columns, in the order of SIGNALS) for the passages with these numbers in the excerpt."""
    question, excerpt = matching.question, matching.excerpt
    articles = excerpt.article_of_passage[passages]
    parts = _parts(matching, evidence, passages, articles)
    held, exact, _, _, known, _ = parts
    lacking = 1 - parts
    shares, nats, titles, topical, names = _sums(matching, evidence, articles, parts)
    rarest, topical_most, most_missing, name_missing, name_unsure, most_unknown = _most(
        matching, articles, exact, lacking
    )
    total = question.information.sum()
    beyond = np.maximum(0.0, nats[1] - titles[1])
    missing = total - nats[0]
    telling = question.worths >= FRAMING * question.information
    has_all = np.minimum.reduce(exact[telling], axis=0, initial=1.0) == 1.0
    asks_for_title = np.minimum.reduce(evidence.titles, axis=0)[articles] > 0
    of_passages = evidence.passages[passages].T
    signals = np.array(
        [
            *shares[:4],
            of_passages[_TWO_SENTENCES],
            nats[1],
            nats[3],
            rarest,
            np.log1p(np.add.reduce(exact, axis=0)),
            names[1],
            beyond,
            titles[1],
            topical_most,
            topical[1],
            nats[4] / total,
            of_passages[_NEARNESS],
            of_passages[_PHRASES],
            of_passages[_FREQUENCY],
            of_passages[_KIND],
            excerpt.is_opening[passages] & asks_for_title & question.has_content,
            has_all & (rarest >= RARE),
            _much_unknown(known[telling], held[telling]),
            (of_passages[_QUOTATION] == 0) & bool(question.phrases),
            most_missing,
            missing,
            np.log1p(np.add.reduce(lacking[0], axis=0)),
            name_missing,
            name_unsure,
            most_unknown,
            np.maximum(0.0, missing / total - 0.5),
            beyond < LEAST,
            np.zeros(len(passages)) + (not question.has_content),
        ]
    )
    signals *= _UNITS
    return signals.T


def _parts(matching: Matching, evidence: Evidence, passages: Ints, articles: Ints) -> Floats:
    """What of each term (rows) the passages (columns) hold: in any form, and as it is; the same for that
    sentence of each that holds most; then what their articles know, and what they surely have.
    """
    excerpt = matching.excerpt
    best = _best_sentences(matching, evidence)[passages]
    held_in_articles = np.maximum.reduceat(evidence.held, excerpt.first_passages, axis=1)
    exact = np.maximum.reduceat(matching.exact, excerpt.first_sentences, axis=1)
    return np.array(
        [
            np.maximum(evidence.held, matching.in_sections)[:, passages],
            exact[:, passages],
            matching.held[:, best],
            matching.exact[:, best],
            np.maximum(matching.sure, held_in_articles)[:, articles],
            matching.sure[:, articles],
        ]
    )


def _sums(matching: Matching, evidence: Evidence, articles: Ints, parts: Floats) -> Floats:
    """What the terms come to in each of `parts`: by their worth, and in nats all of them, those of the title,
    those that the article is about, and names.
    """
    information = matching.question.information[:, np.newaxis]
    often = information * np.log1p(matching.frequencies)
    kinds = np.empty((5, *often.shape))
    kinds[0], kinds[1], kinds[2], kinds[3] = (
        matching.weights,
        information,
        information * evidence.titles,
        often,
    )
    kinds[4] = information * matching.question.names[:, np.newaxis]
    of_passages = kinds[:, :, articles].transpose(2, 0, 1) @ parts.transpose(2, 1, 0)
    sums: Floats = of_passages.transpose(1, 2, 0)
    return sums


def _most(matching: Matching, articles: Ints, exact: Floats, lacking: Floats) -> Floats:
    """The most that one term gives, in nats: of those that stand in a passage, by how often they stand in its
    article, of those that it lacks, of names that it lacks, that its article hasn't surely, doesn't know.
    """
    information = matching.question.information[:, np.newaxis]
    names = information * matching.question.names[:, np.newaxis]
    often = information * np.log1p(matching.frequencies)[:, articles]
    of_terms = (
        information * exact,
        often * exact,
        information * lacking[0],
        names * lacking[0],
        names * lacking[5],
        information * lacking[4],
    )
    most: Floats = np.maximum.reduce(np.array(of_terms), axis=1)
    return most


def _best_sentences(matching: Matching, evidence: Evidence) -> Ints:
    """The sentence of each passage that holds most of the question, of equals the first."""
    excerpt = matching.excerpt
    most = np.maximum.reduceat(evidence.words, excerpt.first_sentences)
    best = (evidence.words == most[excerpt.passage_of_sentence]).nonzero()[0]
    firsts: Ints = best[run_begins(excerpt.passage_of_sentence[best])]
    return firsts


def _much_unknown(known: Floats, held: Floats) -> Floats:
    """1 where an article knows one word and no other or not even half of them, one half for one in three.

    `known` in the article, and `held` in the passage, of the words that tell something (rows).
    """
    unknown = known < KNOWN
    count = np.add.reduce(unknown, axis=0)
    much: Floats = 0.5 * (count * 3 >= len(unknown))
    much[(count * 2 >= len(unknown)) | (np.add.reduce(held >= KNOWN, axis=0) == 1)] = 1.0
    much[count == 0] = 0.0
    return much


def shaped(signals: Floats) -> Floats:
    """The signals, their squares and their roots: a table of SHAPES columns, or more of them side by side."""
    return np.stack([signals, signals**2, np.sqrt(np.maximum(signals, 0.0))], axis=-1)
