"""Builds a corpus: articles → the token table."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from bot.library import Article, Passage, Span
from bot.search.arrays import new_vocabulary, unique
from bot.search.index.corpus import Corpus
from bot.search.index.signs import Sign, count_signs, signs_of_word
from bot.search.index.token_table import TokenTable, build_tables
from bot.search.text.tokenizer import Token, Tokenizer

_STOP = int(Sign.STOP)


class _Alias(NamedTuple):
    """The article's words, folded, and the stems of the reader's words for them."""

    surfaces: Sequence[str]
    reader_stems: Sequence[str]


def build_corpus(articles: Sequence[Article], tokenizer: Tokenizer) -> Corpus:
    """A corpus of articles that have passages and are all in the language of `tokenizer`."""
    builder = _Builder(tokenizer)
    for article in articles:
        builder.add(article)
    stems, surfaces = tuple(builder.stems), tuple(builder.surfaces)
    tables = build_tables(builder.token_table(), stems, surfaces, tokenizer.language)
    return Corpus(articles, tokenizer, stems, surfaces, tables)


class _Builder:
    """Collects the tokens of articles, article by article, in compact arrays."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.stems = new_vocabulary()
        self.surfaces = new_vocabulary()
        # Most tokens are words that were read before: their numbers are found by how they are written.
        self._known: dict[str, tuple[int, int, int, int]] = {}
        self._stem_of_token, self._surface_of_token = array("i"), array("i")
        self._signs = array("H")
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
                self._sentence_starts.append(len(self._stem_of_token))
                self._add_sentence(_words_of(passage, sentence, tokenizer), aliases)
        # The next article must not continue this one's last section.
        self._start_section(())

    def _start_section(self, heading_stems: Iterable[str]) -> None:
        self._section_count += 1
        for stem in heading_stems:
            self._heading_stems.append(self.stems[stem])
            self._heading_sections.append(self._section_count)

    def _add_sentence(self, words: Sequence[Token], aliases: Sequence[_Alias]) -> None:
        first = len(self._stem_of_token)
        known = self._known
        for place, word in enumerate(words):
            numbers = known.get(word.raw)
            if numbers is None:
                numbers = known[word.raw] = self._numbers_of(word)
            surface, stem, plain, sign = numbers
            self._surface_of_token.append(surface)
            self._stem_of_token.append(stem)
            self._signs.append(sign | _STOP if word.is_stop else sign)
            if plain != stem:
                self._add_extra(first + place, plain)
            if word.is_joined and place:
                compound = self._tokenizer.language.stem(words[place - 1].surface + word.surface)
                self._add_extra(first + place - 1, self.stems[compound])
        # Wherever the article's words stand, the reader's words for them count as standing there too.
        surfaces = [word.surface for word in words] if aliases else ()
        for alias in aliases:
            for place in _places_of(alias.surfaces, surfaces):
                for offset, stem_text in enumerate(alias.reader_stems):
                    token = first + place + min(offset, len(alias.surfaces) - 1)
                    self._add_extra(token, self.stems[stem_text])

    def _numbers_of(self, word: Token) -> tuple[int, int, int, int]:
        """The numbers of a word's surface, its stem and its stem without accents, and the word's signs."""
        sign = signs_of_word(word.raw, word.surface, self._tokenizer.language)
        return self.surfaces[word.surface], self.stems[word.stem], self.stems[word.plain], sign

    def _add_extra(self, token: int, stem: int) -> None:
        self._extra_tokens.append(token)
        self._extra_stems.append(stem)

    def token_table(self) -> TokenTable:
        """The table of all that was added."""
        signs = np.array(self._signs, dtype=np.uint16)
        stem_of_token = np.array(self._stem_of_token, dtype=np.int32)
        surface_of_token = np.array(self._surface_of_token, dtype=np.int32)
        sentence_offsets = np.array([*self._sentence_starts, len(signs)], dtype=np.int64)
        extra_tokens = np.array(self._extra_tokens, dtype=np.int32)
        extra_stems = np.array(self._extra_stems, dtype=np.int32)
        # Two aliases may give a token the same stem, which must count once. Packed as (token, stem) the pairs
        # are sorted by token at the same time.
        stem_count = max(1, len(self.stems))
        extras = unique(extra_tokens.astype(np.int64) * stem_count + extra_stems)
        extra_tokens = (extras // stem_count).astype(np.int32)
        extra_stems = (extras % stem_count).astype(np.int32)
        is_new = stem_of_token[extra_tokens] != extra_stems
        # A surface that was read with several stems (accents) keeps the last of them.
        stem_of_surface = np.zeros(len(self.surfaces), dtype=np.int32)
        stem_of_surface[surface_of_token] = stem_of_token
        return TokenTable(
            stem_of_token=stem_of_token,
            surface_of_token=surface_of_token,
            content_so_far=np.cumsum(signs & Sign.STOP == 0, dtype=np.int32),
            sentence_offsets=sentence_offsets,
            passage_offsets=np.array([*self._passage_starts, len(sentence_offsets) - 1], dtype=np.int64),
            article_offsets=np.array([*self._article_starts, len(self._passage_starts)], dtype=np.int64),
            extra_stems=extra_stems[is_new],
            extra_tokens=extra_tokens[is_new],
            section_of_passage=np.array(self._section_of_passage, dtype=np.int32),
            heading_stems=np.array(self._heading_stems, dtype=np.int32),
            heading_sections=np.array(self._heading_sections, dtype=np.int32),
            signs=count_signs(signs, sentence_offsets).table(),
            stem_of_surface=stem_of_surface,
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
