"""Articles → numbers: each word's stem and folded form, what else it stands for, what it is a sign of."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from bot.library import Article, Passage, Span
from bot.search.index.arrays import as_they_come, different
from bot.search.index.collection import Collection
from bot.search.index.tables import Numbers, tables_of
from bot.search.ranking.signs import Sign, sign_of, signs_of
from bot.search.text.tokenizer import Token, Tokenizer

_STOP = int(Sign.STOP)

Alias = tuple[Sequence[str], Sequence[str]]
"""The article's words, folded, and the stems of the reader's words for them."""


def collect(articles: Sequence[Article], terms: Tokenizer) -> Collection:
    """The articles, all in the language of `terms` and with passages, as a collection."""
    numbering = _Numbering(terms)
    for article in articles:
        numbering.add(article)
    stems, surfaces = tuple(numbering.stems), tuple(numbering.surfaces)
    tables = tables_of(numbering.numbers(), stems, surfaces, terms.language)
    return Collection(articles, terms, stems, surfaces, tables)


class _Numbering:
    """The numbers of the articles that were added so far."""

    def __init__(self, terms: Tokenizer) -> None:
        self._terms = terms
        self.stems = as_they_come()
        self.surfaces = as_they_come()
        self._known: dict[str, tuple[int, int, int, int]] = {}
        self._stem_of_word, self._surface_of_word = array("i"), array("i")
        self._signs = array("H")
        self._first_words, self._first_sentences, self._first_passages = array("q"), array("q"), array("q")
        self._extra_words, self._extra_stems = array("i"), array("i")
        self._sections, self._section_stems, self._section_numbers = array("i"), array("i"), array("i")
        self._section_count = 0

    def add(self, article: Article) -> None:
        """Number the words of an article."""
        terms = self._terms
        aliases = [
            ([word.surface for word in terms.tokens(articles)], [word.stem for word in terms.tokens(readers)])
            for readers, articles in article.aliases.items()
        ]
        self._first_passages.append(len(self._first_sentences))
        section: str | None = ""
        for passage in article.passages:
            if passage.section != section:
                section = passage.section
                self._begin_section(terms.content_stems(section or ""))
            self._sections.append(self._section_count)
            self._first_sentences.append(len(self._first_words))
            for sentence in passage.sentences:
                self._first_words.append(len(self._stem_of_word))
                self._add_sentence(_words_of(passage, sentence, terms), aliases)
        self._begin_section(())

    def _begin_section(self, stems: Iterable[str]) -> None:
        self._section_count += 1
        for stem in stems:
            self._section_stems.append(self.stems[stem])
            self._section_numbers.append(self._section_count)

    def _add_sentence(self, words: Sequence[Token], aliases: Sequence[Alias]) -> None:
        first = len(self._stem_of_word)
        known = self._known
        for place, word in enumerate(words):
            numbers = known.get(word.raw)
            if numbers is None:
                numbers = known[word.raw] = self._learnt(word)
            surface, stem, plain, sign = numbers
            self._surface_of_word.append(surface)
            self._stem_of_word.append(stem)
            self._signs.append(sign | _STOP if word.is_stop else sign)
            if plain != stem:
                self._extra(first + place, plain)
            if word.is_joined and place:
                joined = self._terms.language.stem(words[place - 1].surface + word.surface)
                self._extra(first + place - 1, self.stems[joined])
        # Where the article's word stands, the reader's word for it stands too.
        surfaces = [word.surface for word in words] if aliases else ()
        for wanted, readers in aliases:
            for place in _places_of(wanted, surfaces):
                for offset, reader in enumerate(readers):
                    self._extra(first + place + min(offset, len(wanted) - 1), self.stems[reader])

    def _learnt(self, word: Token) -> tuple[int, int, int, int]:
        """The numbers of a word: its folded form, its stem, its stem without accents; and its signs."""
        sign = sign_of(word.raw, word.surface, self._terms.language)
        return self.surfaces[word.surface], self.stems[word.stem], self.stems[word.plain], sign

    def _extra(self, word: int, stem: int) -> None:
        self._extra_words.append(word)
        self._extra_stems.append(stem)

    def numbers(self) -> Numbers:
        """The numbers of all that was added."""
        signs = np.array(self._signs, dtype=np.uint16)
        stem_of_word = np.array(self._stem_of_word, dtype=np.int32)
        surface_of_word = np.array(self._surface_of_word, dtype=np.int32)
        first_words = np.array([*self._first_words, len(signs)], dtype=np.int64)
        extra_words = np.array(self._extra_words, dtype=np.int32)
        extra_stems = np.array(self._extra_stems, dtype=np.int32)
        extras = different(extra_words.astype(np.int64) * max(1, len(self.stems)) + extra_stems)
        extra_words = (extras // max(1, len(self.stems))).astype(np.int32)
        extra_stems = (extras % max(1, len(self.stems))).astype(np.int32)
        is_new = stem_of_word[extra_words] != extra_stems
        stem_of_surface = np.zeros(len(self.surfaces), dtype=np.int32)
        stem_of_surface[surface_of_word] = stem_of_word
        return Numbers(
            stem_of_word=stem_of_word,
            surface_of_word=surface_of_word,
            content_so_far=np.cumsum(signs & Sign.STOP == 0, dtype=np.int32),
            first_words=first_words,
            first_sentences=np.array([*self._first_sentences, len(first_words) - 1], dtype=np.int64),
            first_passages=np.array([*self._first_passages, len(self._first_sentences)], dtype=np.int64),
            extra_stems=extra_stems[is_new],
            extra_words=extra_words[is_new],
            sections=np.array(self._sections, dtype=np.int32),
            section_stems=np.array(self._section_stems, dtype=np.int32),
            section_numbers=np.array(self._section_numbers, dtype=np.int32),
            signs=signs_of(signs, first_words),
            stem_of_surface=stem_of_surface,
        )


def _words_of(passage: Passage, sentence: Span, terms: Tokenizer) -> list[Token]:
    """The words of a sentence without its footnote markers: a marker's number is no word of the text."""
    text = sentence.of(passage.text)
    for marker in passage.markers_in(sentence):
        begin, end = marker.span.start - sentence.start, marker.span.end - sentence.start
        text = text[:begin] + " " * (end - begin) + text[end:]
    return terms.tokens(text)


def _places_of(wanted: Sequence[str], surfaces: Sequence[str]) -> Iterator[int]:
    if wanted:
        for place in range(len(surfaces) - len(wanted) + 1):
            if surfaces[place : place + len(wanted)] == wanted:
                yield place
