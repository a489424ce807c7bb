"""Builds a corpus: of articles, and of what is known of some of them already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.library import Article
from bot.library.records import fingerprint
from bot.search.index.corpus import Corpus
from bot.search.index.corpus_merging import merge
from bot.search.index.corpus_parts import CorpusParts, NamedArrays
from bot.search.index.numbering import Segment, renumbered
from bot.search.index.titles import TitleTable
from bot.search.index.token_table import build_tables
from bot.search.index.token_table_builder import TokenTableBuilder
from bot.search.index.vocabulary import Vocabulary
from bot.search.text.tokenizer import Tokenizer


def build_corpus(articles: Sequence[Article], tokenizer: Tokenizer) -> Corpus:
    """A corpus of articles that have passages and are all in the language of `tokenizer`."""
    return open_corpus(articles, tokenizer)


def open_corpus(
    articles: Sequence[Article], tokenizer: Tokenizer, known: CorpusParts | None = None
) -> Corpus:
    """A corpus of articles that have passages and are all in the language of `tokenizer`.

    What `known` has of these articles isn't read again. Whatever that is, the corpus is the same.
    """
    if known is None or known.fingerprints != fingerprints_of(articles):
        known = CorpusParts.of(dict(corpus_arrays(articles, tokenizer, known)), tokenizer.language)
    return Corpus(articles, tokenizer, known)


def corpus_arrays(
    articles: Sequence[Article], tokenizer: Tokenizer, known: CorpusParts | None = None
) -> NamedArrays:
    """The arrays of such a corpus, each made when it is asked for: all together are never held."""
    fingerprints = fingerprints_of(articles)
    if known is not None and known.fingerprints == fingerprints:
        return known.arrays()
    places = {} if known is None else {each: place for place, each in enumerate(known.fingerprints)}
    kept = [places[each] for each in fingerprints if each in places]
    if known is None or not kept or any(after <= before for before, after in pairwise(kept)):
        return _read(articles, tokenizer).arrays()
    fresh = [number for number, each in enumerate(fingerprints) if each not in places]
    sources = [known, *([_read([articles[number] for number in fresh], tokenizer)] if fresh else ())]
    numbers = {number: place for place, number in enumerate(fresh)}
    return merge(
        sources,
        [
            (1, numbers[number]) if number in numbers else (0, places[each])
            for number, each in enumerate(fingerprints)
        ],
    )


def fingerprints_of(articles: Iterable[Article]) -> list[bytes]:
    """The fingerprint of each article."""
    return list(map(fingerprint, articles))


def _read(articles: Sequence[Article], tokenizer: Tokenizer) -> CorpusParts:
    """The parts of a corpus of articles of which nothing is known."""
    builder = TokenTableBuilder(tokenizer)
    for article in articles:
        builder.add(article)
    read = renumbered(Segment(builder.token_table(), list(builder.stems), list(builder.surfaces)))
    del builder
    tables = build_tables(read.tokens, read.stems, read.surfaces, tokenizer.language)
    stems, surfaces = Vocabulary.of(read.stems), Vocabulary.of(read.surfaces)
    titles = TitleTable.of(articles, tokenizer)
    return CorpusParts(fingerprints_of(articles), stems, surfaces, titles, tables)
