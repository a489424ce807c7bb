"""Engines that rank made-up passages: each built from the same words, each asked for its ten best."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import tantivy
from rank_bm25 import BM25Okapi

from bot.search.index.bm25 import BM25

BEST = 10
"""Passages that each engine is asked for."""

Texts = Sequence[Sequence[str]]
Ask = Callable[[list[str]], object]
Engine = Callable[[Texts], Ask]
"""Passages' words → what finds the best of them for a question's words."""


def footnote(texts: Texts) -> Ask:
    """Footnote's index of postings."""
    index = BM25(texts)
    return lambda query: index.best(query, BEST)


def rank_bm25(texts: Texts) -> Ask:
    """rank_bm25 by itself."""
    index = BM25Okapi(texts)
    return lambda query: np.argsort(index.get_scores(query))[::-1][:BEST]


def bm25s_numpy(texts: Texts) -> Ask:
    """bm25s as it comes."""
    return _bm25s(texts, "numpy")


def bm25s_numba(texts: Texts) -> Ask:
    """bm25s compiled by numba, one question at a time as a bot gets them."""
    return _bm25s(texts, "numba")


def _bm25s(texts: Texts, backend: str) -> Ask:
    index = bm25s.BM25(backend=backend)
    index.index(texts, show_progress=False)
    return lambda query: index.retrieve([query], k=min(BEST, len(texts)), show_progress=False)


def tantivy_in_memory(texts: Texts) -> Ask:
    """tantivy in memory, its words split at spaces."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="whitespace")
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for text in texts:
        writer.add_document(tantivy.Document(text=[" ".join(text)]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    return lambda query: searcher.search(index.parse_query(" ".join(query), ["text"]), BEST).hits


def sqlite_fts5(texts: Texts) -> Ask:
    """SQLite's FTS5 in memory with its bm25()."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'ascii')")
    database.executemany("INSERT INTO texts (text) VALUES (?)", ((" ".join(text),) for text in texts))
    search = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
    return lambda query: database.execute(search, (" OR ".join(query), BEST)).fetchall()


ENGINES: dict[str, Engine] = {
    "Footnote": footnote,
    "rank_bm25": rank_bm25,
    "bm25s numpy": bm25s_numpy,
    "bm25s numba": bm25s_numba,
    "tantivy": tantivy_in_memory,
    "SQLite FTS5": sqlite_fts5,
}
