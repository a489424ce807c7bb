"""A window on a corpus: the passages that are looked at closely, with all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bot.search.arrays import (
    Bools,
    Floats,
    Ints,
    Ints32,
    concatenated_ranges,
    owner_of_each,
    places_in,
    run_starts,
)
from bot.search.index.bm25 import K1
from bot.search.index.corpus import Corpus
from bot.search.index.signs import SignCounts


@dataclass(frozen=True, eq=False)
class Window:
    """Some passages of a corpus, in reading order.

    All tokens, sentences, passages and articles are numbered from 0 within the window, so that an array with
    an entry for each of them is as small as the window. `passages`, `sentences` and `articles` lead back:
    they hold the numbers in the corpus. `…_starts` are offsets without the end, as NumPy's `reduceat` takes
    them.
    """

    corpus: Corpus
    passages: Ints
    sentences: Ints
    articles: Ints
    article_of_passage: Ints
    article_of_sentence: Ints
    passage_of_sentence: Ints
    article_starts: Ints
    """The first passage of each article."""
    passage_starts: Ints
    """The first sentence of each passage."""
    article_sentence_counts: Ints
    """The sentences of each whole article, those outside the window included."""
    continues: Bools
    """Whether a sentence has one before it in its passage."""
    opens_article: Bools
    """Whether a sentence is the first of its article."""
    is_opening: Bools
    """Whether a passage is the first of its article."""
    earliness: Floats
    """How near the beginning of its passage a sentence stands: 1 the first, 1/2 the second, 1/3 the third."""
    sentence_norms: Floats
    passage_norms: Floats
    """BM25's length norms (bot.search.index.bm25)."""
    shortness: Floats
    """What BM25 gives a sentence for a word that occurs once in it: more the shorter the sentence is."""
    brevity: Floats
    """How short a passage is, in (0, 1]."""
    log_lengths: Floats
    """The natural logarithm of 1 and a sentence's words."""
    signs: SignCounts
    surfaces: Ints
    """The surface of each token."""
    content_so_far: Ints
    """How many content words (no stop words) there are up to and including each token."""
    stems: Ints
    """The stem of each token, and after them the further stems of some tokens."""
    token_of_stem: Ints
    sentence_of_stem: Ints
    """The token, and the sentence, that each of `stems` belongs to."""
    heading_stems: Ints32
    """The stems of the headings over the passages."""
    heading_passages: Ints
    """The passage below each of `heading_stems`."""

    @property
    def is_whole(self) -> bool:
        """Whether the window shows all passages of the corpus."""
        return len(self.passages) == len(self.corpus.passages)

    @property
    def passage_count(self) -> int:
        """The number of passages."""
        return len(self.passages)

    @property
    def sentence_count(self) -> int:
        """The number of sentences."""
        return len(self.passage_of_sentence)

    @property
    def token_count(self) -> int:
        """The number of tokens."""
        return len(self.surfaces)

    def sentences_with(self, surfaces: Iterable[str]) -> Bools:
        """Whether each sentence has one of these words, folded."""
        known = self.corpus.surfaces
        numbers = np.array([known[word] for word in surfaces if word in known], dtype=np.int64)
        has_word = np.zeros(self.sentence_count, dtype=bool)
        has_word[self.sentence_of_stem[(places_in(numbers, self.surfaces) >= 0).nonzero()[0]]] = True
        return has_word

    def near(self, sentence: int, reach: int) -> range:
        """A sentence and up to `reach` sentences before and after it in its passage."""
        place = int(self.passage_of_sentence[sentence])
        first = int(self.passage_starts[place])
        end = first + len(self.corpus.passages[int(self.passages[place])].sentences)
        return range(max(first, sentence - reach), min(end, sentence + reach + 1))

    def words_of(self, sentence: int) -> str:
        """What a sentence says."""
        place = int(self.passage_of_sentence[sentence])
        words = self.corpus.passages[int(self.passages[place])].words
        return words[sentence - int(self.passage_starts[place])]

    def place_of(self, passage: int) -> int:
        """The place in the window of a passage by its number in the corpus; -1 where it isn't shown."""
        places = np.flatnonzero(self.passages == passage)
        return int(places[0]) if len(places) else -1

    def best_in_passages(self, of_sentences: Floats) -> Floats:
        """The largest value among each passage's sentences (the last axis)."""
        best: Floats = np.maximum.reduceat(of_sentences, self.passage_starts, axis=-1)
        return best

    def each_best_in_passages(self, **of_sentences: Floats) -> dict[str, Floats]:
        """The same for several values, by name: one call of `reduceat` takes less time than many."""
        best = self.best_in_passages(np.array(list(of_sentences.values())))
        return dict(zip(of_sentences, best, strict=True))

    def total_in_passages(self, of_sentences: Floats) -> Floats:
        """The sum over each passage's sentences (the last axis)."""
        total: Floats = np.add.reduceat(of_sentences, self.passage_starts, axis=-1)
        return total


def open_window(corpus: Corpus, passages: Ints) -> Window:
    """A window that shows the passages with these numbers, which ascend."""
    tokens = corpus.tokens
    corpus_articles = corpus.article_of_passage[passages]
    article_starts = run_starts(corpus_articles)
    article_of_passage = owner_of_each(np.append(article_starts, len(passages)))

    # The passages needn't lie side by side in the corpus: for their sentences, tokens and further stems the
    # ranges of numbers are joined, and what was numbered in the corpus is renumbered from 0.
    sentence_starts, sentence_ends = tokens.passage_offsets[passages], tokens.passage_offsets[passages + 1]
    sentences = concatenated_ranges(sentence_starts, sentence_ends)
    sentence_counts = sentence_ends - sentence_starts
    passage_starts = np.cumsum(sentence_counts) - sentence_counts
    passage_of_sentence = np.repeat(np.arange(len(passages)), sentence_counts)
    place_in_passage = np.arange(len(sentences)) - passage_starts[passage_of_sentence]

    token_starts, token_ends = corpus.token_offsets[passages], corpus.token_offsets[passages + 1]
    token_numbers = concatenated_ranges(token_starts, token_ends)
    window_token_starts = np.cumsum(token_ends - token_starts) - (token_ends - token_starts)
    lengths = tokens.sentence_offsets[sentences + 1] - tokens.sentence_offsets[sentences]
    sentence_of_token = np.repeat(np.arange(len(sentences)), lengths)

    extra_starts, extra_ends = corpus.extra_offsets[passages], corpus.extra_offsets[passages + 1]
    extras = concatenated_ranges(extra_starts, extra_ends)
    extra_tokens = tokens.extra_tokens[extras] + np.repeat(
        window_token_starts - token_starts, extra_ends - extra_starts
    )

    words = tokens.word_of_token[token_numbers]
    sections = tokens.section_of_passage[passages]
    heading_starts, heading_ends = corpus.heading_offsets[sections], corpus.heading_offsets[sections + 1]

    is_opening = passages == tokens.article_offsets[corpus_articles]
    article_of_sentence = article_of_passage[passage_of_sentence]
    sentence_norms = corpus.sentence_norms(sentences, corpus_articles[passage_of_sentence])
    passage_norms = corpus.passage_norms[passages]
    signs = SignCounts.from_table(tokens.signs[sentences], lengths)
    return Window(
        corpus=corpus,
        passages=passages,
        sentences=sentences,
        articles=corpus_articles[article_starts],
        article_of_passage=article_of_passage,
        article_of_sentence=article_of_sentence,
        passage_of_sentence=passage_of_sentence,
        article_starts=article_starts,
        passage_starts=passage_starts,
        article_sentence_counts=corpus.sentence_counts[corpus_articles[article_starts]],
        continues=place_in_passage > 0,
        opens_article=is_opening[passage_of_sentence] & (place_in_passage == 0),
        is_opening=is_opening,
        earliness=1 / (1.0 + place_in_passage),
        sentence_norms=sentence_norms,
        passage_norms=passage_norms,
        shortness=(K1 + 1) / (1 + sentence_norms),
        brevity=1 / (1 + passage_norms),
        log_lengths=np.log1p(signs.lengths),
        signs=signs,
        # Both are indices in what follows, and NumPy converts indices of any other type each time.
        surfaces=tokens.surface_of_word[words].astype(np.int64),
        content_so_far=np.cumsum(~tokens.is_stop_word[words]),
        stems=np.concatenate([tokens.stem_of_word[words], tokens.extra_stems[extras]], dtype=np.int64),
        token_of_stem=np.concatenate([np.arange(len(token_numbers)), extra_tokens]),
        sentence_of_stem=np.concatenate([sentence_of_token, sentence_of_token[extra_tokens]]),
        heading_stems=tokens.heading_stems[concatenated_ranges(heading_starts, heading_ends)],
        heading_passages=np.repeat(np.arange(len(passages)), heading_ends - heading_starts),
    )
