"""The signals by which passages and sentences are ranked.

Each lies at 0 where nothing of the question stands and grows with what does. Their weighted sum ranks.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.search.index.arrays import Floats, different
from bot.search.index.bm25 import idf_of, saturated
from bot.search.ranking.excerpt import Excerpt
from bot.search.ranking.matching import Matching
from bot.search.ranking.question import Question

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


@dataclass(frozen=True, eq=False)
class Evidence:
    """The signals of every passage and every sentence (rows) for one question.

    `words` holds the share of the question that stands in each sentence, `held` what each passage (column)
    holds of each term, `titles` 1 for each term in the title of an article (column).
    """

    passages: Floats
    sentences: Floats
    words: Floats
    held: Floats
    titles: Floats


def evidence_of(matching: Matching) -> Evidence:
    """The signals for what `matching` found."""
    excerpt, held = matching.excerpt, matching.held
    # What a sentence holds together with the one before, and with the one after.
    joined = np.zeros((2, *held.shape))
    joined[0, :, 1:] = held[:, :-1] * excerpt.follows[1:]
    joined[1, :, :-1] = held[:, 1:] * excerpt.follows[1:]
    np.maximum(joined, held, out=joined)
    frequent = saturated(matching.counts, excerpt.sentence_norms)
    words, frequency, with_before, with_after, same_forms = matching.in_sentences(
        np.array([held, frequent, joined[0], joined[1], _same_forms(matching)])
    )
    types = excerpt.signs.of_answer(matching.question, matching.counts)
    phrases, quoted = _phrases(matching), _quotations(matching)
    best = np.maximum.reduceat(
        np.array(
            [frequency, _nearness(matching), words * types, with_before, same_forms, types, phrases, quoted]
        ),
        excerpt.first_sentences,
        axis=1,
    )
    held_in_passages = np.maximum.reduceat(held, excerpt.first_sentences, axis=1)
    counts = np.add.reduceat(matching.counts, excerpt.first_sentences, axis=1)
    words_in_passages, frequency_in_passages = matching.in_passages(
        np.array(
            [np.maximum(held_in_passages, matching.in_sections), saturated(counts, excerpt.passage_norms)]
        )
    )
    titles = _in_title(matching.question, excerpt)
    # 1 for each article whose subject is all that the question asks for ("What is …?").
    asks_for_title = np.minimum.reduce(titles, axis=0)
    passages = np.array(
        [
            words_in_passages,
            frequency_in_passages,
            *best[:5],
            words_in_passages * excerpt.brevity,
            words_in_passages * best[5],
            best[6],
            np.add.reduceat(phrases, excerpt.first_sentences),
            words_in_passages * excerpt.is_opening * asks_for_title[excerpt.article_of_passage],
            best[7],
        ]
    ).T
    sentences = np.array(
        [
            words,
            frequency,
            _cooccurrence(matching),
            phrases,
            with_before,
            with_after,
            types,
            excerpt.log_lengths,
            excerpt.beginning,
            words * excerpt.opens * asks_for_title[excerpt.article_of_sentence],
            quoted,
        ]
    ).T
    return Evidence(passages, sentences, words, held_in_passages, titles)


def _in_title(question: Question, excerpt: Excerpt) -> Floats:
    """1 for each term (row) in the title of each article (column), else 0."""
    titles = [excerpt.collection.titles[number] for number in excerpt.articles.tolist()]
    return np.array([[float(term.word.stem in title) for title in titles] for term in question.terms])


def _cooccurrence(matching: Matching) -> Floats:
    """Pairs of terms in one sentence, each by its rarity, shorter sentences counting more."""
    excerpt = matching.excerpt
    there = (matching.exact > 0).astype(float)
    rarity = idf_of(there @ there.T, excerpt.sentence_count)
    np.fill_diagonal(rarity, 0.0)
    total = rarity.sum()
    if total == 0:
        return np.zeros(excerpt.sentence_count)
    pairs: Floats = np.add.reduce(there * (rarity @ there), axis=0) / total * excerpt.shortness
    return pairs


def _nearness(matching: Matching) -> Floats:
    """Terms that follow one another in the question and stand near each other in a sentence."""
    excerpt, order = matching.excerpt, matching.question.order
    size = len(matching.weights)
    closeness = [0.0] * (size * size)
    for place, one in enumerate(order):
        for other in order[place + 1 : place + NEAR]:
            if one != other:
                closeness[one * size + other] = 1.0
                closeness[other * size + one] = closeness[other * size + one] or 0.5
    if len(matching.places) < 2 or not any(closeness):
        return np.zeros(excerpt.sentence_count)
    close = np.array(closeness).reshape(size, size)
    places, rows = matching.places, matching.rows
    sentences = excerpt.sentences[places]
    so_far = excerpt.content_so_far[places]
    gaps = so_far[1:] - so_far[:-1]
    ones, others = rows[:-1], rows[1:]
    valid = (close[ones, others] > 0) & (sentences[1:] == sentences[:-1]) & (gaps <= NEAR)
    keys = different((sentences[:-1][valid] * size + ones[valid]) * size + others[valid])
    ones, others, sentences = keys // size % size, keys % size, keys // (size * size)
    articles = excerpt.article_of_sentence[sentences]
    worth = (matching.weights[ones, articles] + matching.weights[others, articles]) * close[ones, others]
    return np.bincount(sentences, weights=worth, minlength=excerpt.sentence_count).astype(float, copy=False)


def _phrases(matching: Matching) -> Floats:
    """Pairs of words that stand side by side in the question and in a sentence, stop words included."""
    excerpt = matching.excerpt
    known = excerpt.collection.stems
    # A stem that no text has gets a number that no word has.
    asked = [known.get(word.stem, len(known)) for word in matching.question.words]
    size = len(known) + 1
    counts = Counter(one * size + other for one, other in pairwise(asked))
    if not counts:
        return np.zeros(excerpt.sentence_count)
    pairs = np.array(sorted(counts))
    times = np.array([counts[pair] for pair in pairs.tolist()])
    is_asked = np.zeros(size, dtype=bool)
    is_asked[asked] = True
    words = excerpt.stems[: excerpt.word_count].astype(np.int64)
    here = is_asked[words]
    firsts = (here[:-1] & here[1:]).nonzero()[0]
    there = words[firsts] * size + words[firsts + 1]
    places = np.minimum(np.searchsorted(pairs, there), len(pairs) - 1)
    sentences = excerpt.sentences[firsts]
    found = (pairs[places] == there) & (sentences == excerpt.sentences[firsts + 1])
    keys = different(places[found] * excerpt.sentence_count + sentences[found])
    places, sentences = keys // excerpt.sentence_count, keys % excerpt.sentence_count
    # Each article has its own rarities, so that none changes another's ranking.
    articles, count = excerpt.article_of_sentence[sentences], len(excerpt.articles)
    frequencies = np.bincount(places * count + articles, minlength=len(pairs) * count).reshape(-1, count)
    sentence_counts = np.bincount(excerpt.article_of_sentence, minlength=count)
    rarity = idf_of(frequencies, sentence_counts) * times[:, np.newaxis]
    shares = np.bincount(sentences, weights=rarity[places, articles], minlength=excerpt.sentence_count)
    phrases: Floats = shares / rarity.sum(axis=0)[excerpt.article_of_sentence]
    return phrases


def _same_forms(matching: Matching) -> Floats:
    """1 for each term (row) that stands in a sentence (column) in the very form in which it is asked."""
    excerpt = matching.excerpt
    known = excerpt.collection.surfaces
    rows = [row for row, term in enumerate(matching.question.terms) if term.word.surface in known]
    row_of_surface = np.full(len(known), -1, dtype=np.int32)
    row_of_surface[[known[matching.question.terms[row].word.surface] for row in rows]] = rows
    of_words = row_of_surface[excerpt.surfaces]
    found = (of_words >= 0).nonzero()[0]
    there = np.zeros((len(matching.question.terms), excerpt.sentence_count))
    there[of_words[found], excerpt.sentences[found]] = 1.0
    return there


def _quotations(matching: Matching) -> Floats:
    """1 for each sentence in which a quoted phrase of the question begins."""
    excerpt = matching.excerpt
    quoted = np.zeros(excerpt.sentence_count)
    known = excerpt.collection.surfaces
    for phrase in matching.question.phrases:
        numbers = [known.get(surface, -1) for surface in phrase]
        begins = np.arange(max(0, excerpt.word_count - len(phrase) + 1))
        for offset, number in enumerate(numbers):
            begins = begins[excerpt.surfaces[begins + offset] == number]
        ends = excerpt.sentences[begins + len(phrase) - 1]
        inside = excerpt.passage_of_sentence[ends] == excerpt.passage_of_sentence[excerpt.sentences[begins]]
        quoted[excerpt.sentences[begins[inside]]] = 1.0
    return quoted
