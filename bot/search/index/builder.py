"""Builds a corpus: articles → the token table."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from bot.library import Article, Passage, Span
from bot.library.records import fingerprint
from bot.search.arrays import new_vocabulary, unique
from bot.search.index.corpus import Corpus
from bot.search.index.corpus_merging import Segment, merge, renumbered
from bot.search.index.signs import Sign, count_signs, signs_of_word
from bot.search.index.storage import StoredCorpus
from bot.search.index.token_table import TokenTable, build_tables
from bot.search.text.tokenizer import Token, Tokenizer

_STOP = int(Sign.STOP)


class _Alias(NamedTuple):
    """The article's words, folded, and the stems of the reader's words for them."""

    surfaces: Sequence[str]
    reader_stems: Sequence[str]


def build_corpus(articles: Sequence[Article], tokenizer: Tokenizer) -> Corpus:
    """A corpus of articles that have passages and are all in the language of `tokenizer`."""
    return open_corpus(articles, tokenizer)[0]


def open_corpus(
    articles: Sequence[Article],
    tokenizer: Tokenizer,
    stored: StoredCorpus | None = None,
    previous: Corpus | None = None,
) -> tuple[Corpus, bool]:
    """A corpus of articles that have passages and are all in the language of `tokenizer`.

    What `stored` or `previous` has of these articles isn't read again. Whichever that is, the corpus is the
    same. Also whether it is just what was stored.
    """
    fingerprints = [fingerprint(article) for article in articles]
    if stored is not None and list(stored.fingerprints) == fingerprints:
        tables = stored.whole_tables(tokenizer.language)
        corpus = Corpus(articles, tokenizer, stored.stems, stored.surfaces, tables, fingerprints)
        return corpus, stored.tables is not None
    segments: list[Segment] = []
    places: dict[bytes, tuple[int, int]] = {}
    for known in (previous, stored):
        if known is not None and not places:
            places = {each: (0, place) for place, each in enumerate(known.fingerprints)}
            segments = [Segment(known.tokens, list(known.stems), list(known.surfaces))]
    builder = _Builder(tokenizer)
    wanted, fresh = [], 0
    for article, each in zip(articles, fingerprints, strict=True):
        if each not in places:
            builder.add(article)
            places[each] = (len(segments), fresh)
            fresh += 1
        wanted.append(places[each])
    read = Segment(builder.token_table(), list(builder.stems), list(builder.surfaces))
    del builder
    merged = renumbered(read) if fresh == len(articles) else merge([*segments, read], wanted)
    tables = build_tables(merged.tokens, merged.stems, merged.surfaces, tokenizer.language)
    return Corpus(articles, tokenizer, merged.stems, merged.surfaces, tables, fingerprints), False


_SPELLING, _IS_JOINED = slice(1, 6), 6
"""Of a Token's fields: what all tokens share that are written and read alike; whether it is joined."""


class _Spellings(dict[tuple[Any, ...], int]):
    """Numbers the spellings of words; `numbers` holds four of each: word, stem, plain stem, signs."""

    def __init__(self, builder: _Builder) -> None:
        super().__init__()
        self._builder = builder
        self.numbers = array("i")
        self.words: defaultdict[tuple[int, int, bool], int] = defaultdict()
        self.words.default_factory = self.words.__len__

    def __missing__(self, spelling: tuple[Any, ...]) -> int:
        builder = self._builder
        raw, surface, stem, plain, is_stop = spelling
        sign = signs_of_word(raw, surface, builder.language)
        surface, stem, plain = builder.surfaces[surface], builder.stems[stem], builder.stems[plain]
        word = self.words[surface, stem, is_stop]
        self.numbers.extend((word, stem, plain, sign | _STOP if is_stop else sign))
        number = self[spelling] = len(self)
        return number


class _Builder:
    """Collects the tokens of articles, article by article, in compact arrays."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.language = tokenizer.language
        self.stems = new_vocabulary()
        self.surfaces = new_vocabulary()
        self._spellings = _Spellings(self)
        self._spelling_of_token = array("i")
        self._sentence_starts, self._passage_starts, self._article_starts = array("q"), array("q"), array("q")
        self._extra_tokens, self._extra_stems = array("i"), array("i")
        self._section_of_passage = array("i")
        self._heading_stems, self._heading_sections = array("i"), array("i")
        self._section_count = 0

    def add(self, article: Article) -> None:
        """Add the tokens of an article."""
        tokenizer = self._tokenizer
        aliases = [
            _Alias(
                [word.surface for word in tokenizer.tokens(article_words)],
                [word.stem for word in tokenizer.tokens(reader_words)],
            )
            for reader_words, article_words in article.aliases.items()
        ]
        self._article_starts.append(len(self._passage_starts))
        section: str | None = ""
        for passage in article.passages:
            if passage.section != section:
                section = passage.section
                self._start_section(tokenizer.content_stems(section or ""))
            self._section_of_passage.append(self._section_count)
            self._passage_starts.append(len(self._sentence_starts))
            for sentence in passage.sentences:
                self._sentence_starts.append(len(self._spelling_of_token))
                self._add_sentence(_words_of(passage, sentence, tokenizer), aliases)
        # The next article must not continue this one's last section.
        self._start_section(())

    def _start_section(self, heading_stems: Iterable[str]) -> None:
        self._section_count += 1
        for stem in heading_stems:
            self._heading_stems.append(self.stems[stem])
            self._heading_sections.append(self._section_count)

    def _add_sentence(self, words: Sequence[Token], aliases: Sequence[_Alias]) -> None:
        first = len(self._spelling_of_token)
        # Nearly all tokens are spelled as others before: what is known of a spelling is looked up in C.
        spellings: list[Any] = [word[_SPELLING] for word in words]
        self._spelling_of_token.extend(map(self._spellings.__getitem__, spellings))
        for place in [place for place, word in enumerate(words) if word[_IS_JOINED]]:
            if place:
                compound = self.language.stem(words[place - 1].surface + words[place].surface)
                self._add_extra(first + place - 1, self.stems[compound])
        # Wherever the article's words stand, the reader's words for them count as standing there too.
        surfaces = [word.surface for word in words] if aliases else ()
        for alias in aliases:
            for place in _places_of(alias.surfaces, surfaces):
                for offset, stem_text in enumerate(alias.reader_stems):
                    token = first + place + min(offset, len(alias.surfaces) - 1)
                    self._add_extra(token, self.stems[stem_text])

    def _add_extra(self, token: int, stem: int) -> None:
        self._extra_tokens.append(token)
        self._extra_stems.append(stem)

    def token_table(self) -> TokenTable:
        """The table of all that was added."""
        spellings = np.array(self._spellings.numbers, dtype=np.int32).reshape(-1, 4)
        spelling_of_token = np.array(self._spelling_of_token, dtype=np.int32)
        signs = spellings[:, 3].astype(np.uint16)[spelling_of_token]
        word_of_token = spellings[:, 0][spelling_of_token]
        words = np.array([*self._spellings.words], dtype=np.int32).reshape(-1, 3)
        sentence_offsets = np.array([*self._sentence_starts, len(signs)], dtype=np.int64)
        # The stem without accents, where it is another.
        has_plain = np.flatnonzero((spellings[:, 1] != spellings[:, 2])[spelling_of_token])
        plain_stems = spellings[:, 2][spelling_of_token[has_plain]]
        extra_tokens = np.concatenate([np.array(self._extra_tokens, dtype=np.int32), has_plain])
        extra_stems = np.concatenate([np.array(self._extra_stems, dtype=np.int32), plain_stems])
        # Two aliases may give a token the same stem, which must count once. Packed as (token, stem) the pairs
        # are sorted by token at the same time.
        stem_count = max(1, len(self.stems))
        extras = unique(extra_tokens.astype(np.int64) * stem_count + extra_stems)
        extra_tokens = (extras // stem_count).astype(np.int32)
        extra_stems = (extras % stem_count).astype(np.int32)
        is_new = words[word_of_token[extra_tokens], 1] != extra_stems
        return TokenTable(
            word_of_token=word_of_token,
            surface_of_word=words[:, 0].copy(),
            stem_of_word=words[:, 1].copy(),
            is_stop_word=words[:, 2].astype(bool),
            sentence_offsets=sentence_offsets,
            passage_offsets=np.array([*self._passage_starts, len(sentence_offsets) - 1], dtype=np.int64),
            article_offsets=np.array([*self._article_starts, len(self._passage_starts)], dtype=np.int64),
            extra_stems=extra_stems[is_new],
            extra_tokens=extra_tokens[is_new],
            section_of_passage=np.array(self._section_of_passage, dtype=np.int32),
            heading_stems=np.array(self._heading_stems, dtype=np.int32),
            heading_sections=np.array(self._heading_sections, dtype=np.int32),
            signs=count_signs(signs, sentence_offsets).table(),
        )


def _words_of(passage: Passage, sentence: Span, tokenizer: Tokenizer) -> list[Token]:
    """The words of a sentence without its footnote markers: a marker's number is no word of the text."""
    text = sentence.of(passage.text)
    for marker in passage.markers_in(sentence):
        start, end = marker.span.start - sentence.start, marker.span.end - sentence.start
        text = text[:start] + " " * (end - start) + text[end:]
    return tokenizer.tokens(text)


def _places_of(phrase: Sequence[str], surfaces: Sequence[str]) -> Iterator[int]:
    """The places in `surfaces` at which `phrase` begins."""
    if phrase:
        for place in range(len(surfaces) - len(phrase) + 1):
            if surfaces[place : place + len(phrase)] == phrase:
                yield place
