"""The signals by which passages and sentences are ranked.

Each lies at 0 where nothing of the question stands and grows with what does. Their weighted sum ranks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.search.matching import Matching
from bot.search.postings import Floats
from bot.search.text import IndexedText

NEAR = 4
"""Words of content: so far apart two terms of the question still count as near each other."""

PASSAGE_SIGNALS = (
    "words", "frequency", "sentence", "nearness", "answer type", "two sentences",
    "same form", "brevity", "kind", "phrases", "all phrases", "opening", "quotation",
)  # fmt: skip
"""The columns of `Evidence.passages`."""

SENTENCE_SIGNALS = (
    "words", "frequency", "pairs", "phrases", "with sentence before", "with sentence after", "answer type",
    "length", "beginning", "opening", "quotation",
)  # fmt: skip
"""The columns of `Evidence.sentences`."""


@dataclass(frozen=True)
class Evidence:
    """The signals of every passage and every sentence (rows) for one question."""

    passages: Floats
    sentences: Floats
    types: Floats
    """How much each sentence looks like an answer of the kind asked for."""


def evidence_of(matching: Matching) -> Evidence:
    """The signals for what `matching` found."""
    text, weights, held = matching.text, matching.weights, matching.held
    quoted = _quotations(matching)
    types = text.signs.of_answer(matching.question, matching.counts)
    sentence_words = weights @ held
    sentence_frequency = weights @ text.sentence_bm25.saturated(matching.counts)
    before = _shifted(held, text)
    with_before = weights @ np.maximum(held, before)
    phrases = _phrases(matching)
    near = _nearness(matching)

    in_passages = np.maximum(_best(held, text), matching.in_sections)
    words = weights @ in_passages
    passage_counts = np.add.reduceat(matching.counts, text.first_sentences, axis=1)
    opening = np.zeros(text.passage_count)
    opening[0] = words[0] * _asks_for_title(matching)
    passages = np.stack(
        [
            words,
            weights @ text.passage_bm25.saturated(passage_counts),
            _best(sentence_frequency, text),
            _best(near, text),
            _best(sentence_words * types, text),
            _best(with_before, text),
            _best(_same_forms(matching), text),
            words / (1 + text.passage_bm25.length_norms),
            words * _best(types, text),
            _best(phrases, text),
            np.add.reduceat(phrases, text.first_sentences),
            opening,
            _best(quoted, text),
        ],
        axis=1,
    )
    after = np.zeros_like(held)
    after[:, :-1] = held[:, 1:] * text.follows_in_passage[1:]
    sentences = np.stack(
        [
            sentence_words,
            sentence_frequency,
            _cooccurrence(matching),
            phrases,
            with_before,
            weights @ np.maximum(held, after),
            types,
            np.log1p(text.signs.lengths),
            1 / (1.0 + text.sentence_place),
            sentence_words * (np.arange(text.sentence_count) == 0) * _asks_for_title(matching),
            quoted,
        ],
        axis=1,
    )
    return Evidence(passages, sentences, types)


def _asks_for_title(matching: Matching) -> bool:
    """Whether the question asks for nothing but the article's subject ("What is …?")."""
    return all(term.word.stem in matching.text.title for term in matching.question.terms)


def _best(of_sentences: Floats, text: IndexedText) -> Floats:
    """The best sentence of each passage."""
    best: Floats = np.maximum.reduceat(of_sentences, text.first_sentences, axis=-1)
    return best


def _shifted(held: Floats, text: IndexedText) -> Floats:
    """What the sentence before holds, within a passage."""
    before = np.zeros_like(held)
    before[:, 1:] = held[:, :-1] * text.follows_in_passage[1:]
    return before


def _cooccurrence(matching: Matching) -> Floats:
    """Pairs of terms in one sentence, each by its rarity, shorter sentences counting more."""
    text = matching.text
    there = (matching.exact > 0).astype(float)
    together = there @ there.T
    rarity = np.log(1 + (text.sentence_count - together + 0.5) / (together + 0.5))
    np.fill_diagonal(rarity, 0.0)
    total = rarity.sum()
    if total == 0:
        return np.zeros(text.sentence_count)
    bm25 = text.sentence_bm25
    pairs: Floats = (there * (rarity @ there)).sum(axis=0) / total * (bm25.k1 + 1) / (1 + bm25.length_norms)
    return pairs


def _nearness(matching: Matching) -> Floats:
    """Terms that follow one another in the question and stand near each other in a sentence."""
    text, order = matching.text, matching.question.order
    near = np.zeros(text.sentence_count)
    size = len(matching.weights)
    close = np.zeros((size, size))
    for place, one in enumerate(order):
        for other in order[place + 1 : place + NEAR]:
            if one != other:
                close[one, other] = 1.0
                close[other, one] = max(close[other, one], 0.5)
    if len(matching.positions) < 2 or not close.any():
        return near
    positions, rows = matching.positions, matching.rows
    sentences = text.sentence_of[positions]
    gaps = np.diff(text.content_position[positions])
    ones, others = rows[:-1], rows[1:]
    valid = (close[ones, others] > 0) & (sentences[1:] == sentences[:-1]) & (gaps <= NEAR)
    keys = np.unique((sentences[:-1][valid] * size + ones[valid]) * size + others[valid])
    ones, others = keys // size % size, keys % size
    worth = (matching.weights[ones] + matching.weights[others]) * close[ones, others]
    return np.bincount(keys // (size * size), weights=worth, minlength=text.sentence_count)


def _phrases(matching: Matching) -> Floats:
    """Pairs of words that stand side by side in the question and in a sentence, stop words included."""
    text = matching.text
    shares = np.zeros(text.sentence_count)
    total = 0.0
    for word, following in pairwise(matching.question.words):
        sentences = np.unique(text.sentence_of[text.pairs.of(f"{word.stem} {following.stem}")])
        count = len(sentences)
        rarity = math.log(1 + (text.sentence_count - count + 0.5) / (count + 0.5))
        shares[sentences] += rarity
        total += rarity
    return shares / total if total else shares


def _same_forms(matching: Matching) -> Floats:
    """The terms that stand in a sentence in the very form in which they are asked."""
    text = matching.text
    shares = np.zeros(text.sentence_count)
    for term, weight in zip(matching.question.terms, matching.weights, strict=True):
        shares[np.unique(text.sentence_of[text.surface_postings.of(term.word.surface)])] += weight
    return shares


def _quotations(matching: Matching) -> Floats:
    """1 for each sentence in which a quoted phrase of the question begins."""
    text = matching.text
    found = np.zeros(text.sentence_count)
    for phrase in matching.question.phrases:
        for position in text.surface_postings.of(phrase[0]).tolist():
            if text.surfaces[position : position + len(phrase)] == list(phrase):
                found[text.sentence_of[position]] = 1.0
    return found
