"""How near each other the words of a question stand in sentences: a value for each sentence of a window."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from bot.search.arrays import Bools, Floats, unique
from bot.search.index.bm25 import lucene_idf
from bot.search.ranking.matches import Matches, title_discount

NEAR = 4
"""Content words: so far apart two terms of the question still count as near each other."""

REVERSED = 0.5
"""What two terms that are near each other count where they stand in the other order than in the question."""


def cooccurrence(matches: Matches) -> Floats:
    """Pairs of terms in one sentence, each pair by its rarity, shorter sentences counting more."""
    window = matches.window
    occurs = (matches.exact > 0).astype(float)
    # Terms by terms: in how many sentences the two occur together, and how rare that makes the pair.
    rarity = lucene_idf(occurs @ occurs.T, window.sentence_count)
    np.fill_diagonal(rarity, 0.0)
    total = rarity.sum()
    if total == 0:
        return np.zeros(window.sentence_count)
    # `rarity @ occurs` sums, for a term in a sentence, the rarity of its pairs with all others there. Each
    # pair is counted from both sides, in the sum as in the total.
    pairs: Floats = np.add.reduce(occurs * (rarity @ occurs), axis=0) / total * window.shortness
    return pairs


def nearness(matches: Matches) -> Floats:
    """The worth of terms that follow one another in the question and stand near each other in a sentence."""
    window = matches.window
    closeness = _closeness(matches)
    if len(matches.match_tokens) < 2 or not closeness.any():
        return np.zeros(window.sentence_count)
    # Each matching token and the next one, in reading order: a pair counts where both stand in one sentence
    # with at most NEAR content words from one to the other.
    sentences = window.sentence_of_stem[matches.match_tokens]
    content = window.content_so_far[matches.match_tokens]
    firsts, seconds = matches.match_rows[:-1], matches.match_rows[1:]
    is_near = (
        (closeness[firsts, seconds] > 0)
        & (sentences[1:] == sentences[:-1])
        & (content[1:] - content[:-1] <= NEAR)
    )
    # A pair counts once a sentence, however often it stands there: (sentence, first, second) is packed into
    # one integer, made unique, and unpacked.
    size = len(closeness)
    packed = unique((sentences[:-1][is_near] * size + firsts[is_near]) * size + seconds[is_near])
    firsts, seconds, sentences = packed // size % size, packed % size, packed // (size * size)
    articles = window.article_of_sentence[sentences]
    worth = (matches.weights[firsts, articles] + matches.weights[seconds, articles]) * closeness[
        firsts, seconds
    ]
    totals = np.bincount(sentences, weights=worth, minlength=window.sentence_count)
    return totals.astype(np.float64, copy=False)  # as they are: NumPy's older types don't say so


def _closeness(matches: Matches) -> Floats:
    """1 for each pair of terms (row, then column) of which the second follows soon after the first in the
    question, REVERSED for the two the other way round, else 0.
    """
    order, size = matches.question.order, len(matches.weights)
    # A list, for questions have few terms and writing single entries of an array takes longer.
    closeness = [0.0] * (size * size)
    for place, first in enumerate(order):
        for second in order[place + 1 : place + NEAR]:
            if first != second:
                closeness[first * size + second] = 1.0
                closeness[second * size + first] = closeness[second * size + first] or REVERSED
    return np.array(closeness).reshape(size, size)


def phrases(matches: Matches) -> Floats:
    """The share, by rarity, of the question's pairs of neighbouring words that stand side by side in a
    sentence, stop words included. A pair that has nothing but its article's title counts TITLE_WEIGHT.
    """
    window, stem_numbers = matches.window, matches.window.corpus.stems
    # A stem that no text has gets a number that no token has.
    size = len(stem_numbers) + 1
    stems = [stem_numbers.get(word.stem, size - 1) for word in matches.question.words]
    in_order = [first * size + second for first, second in pairwise(stems)]
    counts = Counter(in_order)
    if not counts:
        return np.zeros(window.sentence_count)
    pairs = np.array(sorted(counts))
    of_titles = _pairs_of_titles(matches)[[in_order.index(pair) for pair in pairs.tolist()]]
    times = np.array([counts[pair] for pair in pairs.tolist()])
    # Of all tokens only those are compared as pairs that are words of the question, as is the next one.
    is_in_question = np.zeros(size, dtype=bool)
    is_in_question[stems] = True
    tokens = window.stems[: window.token_count]
    is_candidate = is_in_question[tokens]
    firsts = (is_candidate[:-1] & is_candidate[1:]).nonzero()[0]
    found = tokens[firsts] * size + tokens[firsts + 1]
    places = np.minimum(np.searchsorted(pairs, found), len(pairs) - 1)
    sentences = window.sentence_of_stem[firsts]
    is_pair = (pairs[places] == found) & (sentences == window.sentence_of_stem[firsts + 1])
    # A pair counts once a sentence: (pair, sentence) packed into one integer, made unique, and unpacked.
    packed = unique(places[is_pair] * window.sentence_count + sentences[is_pair])
    places, sentences = packed // window.sentence_count, packed % window.sentence_count
    # Each article has its own rarities (pairs by articles), so that none changes another's ranking.
    articles, article_count = window.article_of_sentence[sentences], len(window.articles)
    frequencies = np.bincount(places * article_count + articles, minlength=len(pairs) * article_count)
    sentence_counts = np.bincount(window.article_of_sentence, minlength=article_count)
    rarity = lucene_idf(frequencies.reshape(-1, article_count), sentence_counts) * times[:, np.newaxis]
    rarity *= title_discount(of_titles)
    sums = np.bincount(sentences, weights=rarity[places, articles], minlength=window.sentence_count)
    shares: Floats = sums / rarity.sum(axis=0)[window.article_of_sentence]
    return shares


def _pairs_of_titles(matches: Matches) -> Bools:
    """Whether two neighbouring words (row) are but words of an article's title (column) and stop words."""
    words = matches.question.words
    rows = {term.word.stem: row for row, term in enumerate(matches.question.terms)}
    nowhere = np.zeros((1, matches.in_titles.shape[1]))
    in_titles = np.concatenate([matches.in_titles, nowhere])[[rows.get(word.stem, -1) for word in words]] > 0
    says_nothing = in_titles | np.array([word.is_stop for word in words])[:, np.newaxis]
    of_titles: Bools = (in_titles[:-1] | in_titles[1:]) & says_nothing[:-1] & says_nothing[1:]
    return of_titles


def quotations(matches: Matches) -> Floats:
    """1 for each sentence in which a quoted phrase of the question begins, else 0."""
    window, surface_numbers = matches.window, matches.window.corpus.surfaces
    quoted = np.zeros(window.sentence_count)
    for phrase in matches.question.phrases:
        # All places at which the phrase may begin, fewer with each of its words that is compared.
        starts = np.arange(max(0, window.token_count - len(phrase) + 1))
        for offset, surface in enumerate(phrase):
            starts = starts[window.surfaces[starts + offset] == surface_numbers.get(surface, -1)]
        first_sentences = window.sentence_of_stem[starts]
        last_sentences = window.sentence_of_stem[starts + len(phrase) - 1]
        # A phrase may go on in the next sentence, not in the next passage.
        passage_of = window.passage_of_sentence
        quoted[first_sentences[passage_of[first_sentences] == passage_of[last_sentences]]] = 1.0
    return quoted
