"""Public lexical engines on the same passages, each the way its own documentation uses it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import Stemmer
import tantivy
from rank_bm25 import BM25Okapi

from bot.library.sentences import sentence_spans
from bot.search.text.tokenizer import Tokenizer

Scores = Sequence[float]
Scorer = Callable[[str], Scores]
"""A question → a score for each text."""

_WORDS = re.compile(r"\w+")


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph, as Footnote cuts them: what the peers' passages are cut into as well."""
    return [span.of(text) for span in sentence_spans(text, (), "en")]


def naive_rank_bm25(texts: Sequence[str]) -> Scorer:
    """rank_bm25 as its README uses it, with small letters."""
    index = BM25Okapi([text.lower().split() for text in texts])
    return lambda question: list(index.get_scores(question.lower().split()))


def rank_bm25_with_terms(texts: Sequence[str]) -> Scorer:
    """rank_bm25 on Footnote's terms."""
    tokenizer = Tokenizer("en")
    index = BM25Okapi([tokenizer.content_stems(text) for text in texts])
    return lambda question: list(index.get_scores(tokenizer.content_stems(question)))


def bm25s_stemmed(texts: Sequence[str]) -> Scorer:
    """bm25s with a stemmer and its longer list of stop words."""
    stemmer = Stemmer.Stemmer("english")
    index = bm25s.BM25()
    index.index(
        bm25s.tokenize(list(texts), stopwords="en_plus", stemmer=stemmer, show_progress=False),
        show_progress=False,
    )

    def score(question: str) -> Scores:
        tokens = bm25s.tokenize(
            [question], stopwords="en_plus", stemmer=stemmer, show_progress=False, return_ids=False
        )[0]
        known = [token for token in tokens if token in index.vocab_dict]
        return list(index.get_scores(known)) if known else [0.0] * len(texts)

    return score


def tantivy_stemmed(texts: Sequence[str]) -> Scorer:
    """tantivy with its English stemmer."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_integer_field("place", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=15_000_000, num_threads=1)
    for place, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=[text], place=[place]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def score(question: str) -> Scores:
        scores = np.zeros(len(texts))
        words = " ".join(_WORDS.findall(question))
        if words.strip():
            query = index.parse_query(words.lower(), ["text"])
            for value, address in searcher.search(query, len(texts)).hits:
                scores[searcher.doc(address)["place"][0]] = value
        return list(scores)

    return score


def sqlite_porter(texts: Sequence[str]) -> Scorer:
    """SQLite's FTS5 with its Porter stemmer and its bm25(), any word of the question."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
    database.executemany(
        "INSERT INTO texts (rowid, text) VALUES (?, ?)",
        [(place + 1, text) for place, text in enumerate(texts)],
    )

    def score(question: str) -> Scores:
        scores = [0.0] * len(texts)
        query = " OR ".join(f'"{word}"' for word in _WORDS.findall(question))
        if query:
            rows = database.execute("SELECT rowid, bm25(texts) FROM texts WHERE texts MATCH ?", (query,))
            for rowid, value in rows:
                scores[rowid - 1] = -value
        return scores

    return score


PEERS: dict[str, Callable[[Sequence[str]], Scorer]] = {
    "rank_bm25, naive": naive_rank_bm25,
    "rank_bm25, our terms": rank_bm25_with_terms,
    "bm25s": bm25s_stemmed,
    "tantivy": tantivy_stemmed,
    "SQLite FTS5": sqlite_porter,
}
