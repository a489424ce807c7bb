"""Reads articles word by word: articles → the token table."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from bot.library import Article
from bot.search.arrays import Ints, Ints32, new_vocabulary, unique
from bot.search.index.signs import Sign, SignTable, sign_table
from bot.search.index.token_table import TokenTable
from bot.search.text.splitting import END, LONGEST_WORD, pieces, plain_pieces, plain_pieces_of
from bot.search.text.tokenizer import JOINING, Tokenizer

_STOP, _CAPITAL = Sign.STOP.value, Sign.CAPITAL.value


class _Alias(NamedTuple):
    """The article's words, folded, and the stems of the reader's words for them."""

    surfaces: Sequence[str]
    reader_stems: Sequence[str]


_END = 0
"""Stands behind the spellings of a sentence."""

_NOTHING = 1
"""The number of the spellings of which nothing is left ("'s")."""


class _Spellings(dict[str, int]):
    """Numbers the words of texts by how they are written, each analysed once.

    `numbers` holds four of each: word, stem, plain stem, signs. `surfaces` holds its surface.
    """

    def __init__(self, builder: TokenTableBuilder, tokenizer: Tokenizer) -> None:
        super().__init__({END: _END})
        self._builder, self._tokenizer = builder, tokenizer
        self._signs = SignTable(tokenizer.language)
        self.numbers = array("i", (0, 0, 0, 0) * 2)
        self.surfaces = ["", ""]
        self.words: defaultdict[tuple[int, int, bool], int] = defaultdict()
        self.words.default_factory = self.words.__len__
        self.as_names: dict[int, int] = {}
        """The numbers of capitalised stop words that are merely common: what each is where it is a name."""

    def __missing__(self, raw: str) -> int:
        if raw.istitle() and len(raw) > 1 and raw.isascii() and raw.isalpha():
            number = self._capitalised(raw)
        else:
            number = self._analysed(raw)
        self[raw] = number
        return number

    def _capitalised(self, raw: str) -> int:
        """The number of a word that is, but for its sign, what it is without its capital."""
        lower = self[raw.lower()]
        word, stem, plain, signs = self.numbers[4 * lower : 4 * lower + 4]
        if lower == _NOTHING or signs & _STOP or not self._tokenizer.ignores_capitals:
            return self._analysed(raw)
        self.numbers.extend((word, stem, plain, signs | _CAPITAL))
        self.surfaces.append(self.surfaces[lower])
        return len(self.surfaces) - 1

    def _analysed(self, raw: str) -> int:
        read = raw[:LONGEST_WORD] if len(raw) > LONGEST_WORD else raw  # the tokenizer reads no more of it
        surface, stem, plain, is_stop = self._tokenizer.analyse(read)
        if not surface:
            return _NOTHING
        signs = self._signs.of(read, surface)
        number = self._add(surface, stem, plain, signs | _STOP if is_stop else signs)
        if is_stop and self._tokenizer.language.common_stop_words and raw[0].isupper():
            self.as_names[number] = self._add(surface, stem, plain, signs)
        return number

    def _add(self, surface: str, stem: str, plain: str, signs: int) -> int:
        builder = self._builder
        own, accentless = builder.stems[stem], builder.stems[plain]
        word = self.words[builder.surfaces[surface], own, bool(signs & _STOP)]
        self.numbers.extend((word, own, accentless, signs))
        self.surfaces.append(surface)
        return len(self.surfaces) - 1


class TokenTableBuilder:
    """Collects the tokens of articles, article by article, in compact arrays."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.language = tokenizer.language
        self.stems = new_vocabulary()
        self.surfaces = new_vocabulary()
        self._spellings = _Spellings(self, tokenizer)
        # With _END behind each sentence; what `extra_tokens` names is a place in it.
        self._read = array("i")
        self._sentence_count = 0
        self._passage_starts, self._article_starts = array("q"), array("q")
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
        for below, sentences in article.sentences():
            if below != section:
                section = below
                self._start_section(section or "")
            self._section_of_passage.append(self._section_count)
            self._passage_starts.append(self._sentence_count)
            self._sentence_count += len(sentences)
            self._add_sentences(sentences, aliases)
        # The next article must not continue this one's last section.
        self._start_section("")

    def _start_section(self, heading: str) -> None:
        self._section_count += 1
        for stem in self._content_stems(heading):
            self._heading_stems.append(stem)
            self._heading_sections.append(self._section_count)

    def _content_stems(self, text: str) -> list[int]:
        """The numbers of the stems of a text's words that aren't stop words."""
        words = plain_pieces(text)
        if words is None:
            return [self.stems[stem] for stem in self._tokenizer.content_stems(text)]
        found = [number for number in map(self._spellings.__getitem__, words) if number != _NOTHING]
        as_names, numbers = self._spellings.as_names, self._spellings.numbers
        found[1:] = [as_names.get(number, number) for number in found[1:]]
        return [numbers[4 * number + 1] for number in found if not numbers[4 * number + 3] & _STOP]

    def _add_sentences(self, sentences: Sequence[str], aliases: Sequence[_Alias]) -> None:
        # No line of Python is run for a token of ordinary sentences: their words are found, and what is known
        # of their spellings is looked up, in C.
        words = None if aliases else plain_pieces_of(sentences)
        if words is not None:
            self._read.extend(map(self._spellings.__getitem__, words))
            return
        for sentence in sentences:
            self._add_sentence(sentence, aliases)
            self._read.append(_END)

    def _add_sentence(self, text: str, aliases: Sequence[_Alias]) -> None:
        words = plain_pieces(text)
        joined: Sequence[int] = ()
        if words is None:
            spellings, joined = self._read_closely(text)
        else:
            spellings = [n for n in map(self._spellings.__getitem__, words) if n != _NOTHING]
        first = len(self._read)
        self._read.extend(spellings)
        surface_of = self._spellings.surfaces
        for place in joined:
            compound = surface_of[spellings[place - 1]] + surface_of[spellings[place]]
            self._add_extra(first + place - 1, self.stems[self.language.stem(compound)])
        # Wherever the article's words stand, the reader's words for them count as standing there too.
        surfaces = [surface_of[number] for number in spellings] if aliases else ()
        for alias in aliases:
            for place in _places_of(alias.surfaces, surfaces):
                for offset, stem_text in enumerate(alias.reader_stems):
                    token = first + place + min(offset, len(alias.surfaces) - 1)
                    self._add_extra(token, self.stems[stem_text])

    def _read_closely(self, text: str) -> tuple[list[int], list[int]]:
        """The spellings of a sentence, and the places of those that are joined to the one before."""
        spellings: list[int] = []
        joined: list[int] = []
        end = 0
        for start, raw in pieces(text, self._tokenizer.segmenter):
            number = self._spellings[raw]
            if number != _NOTHING:
                if spellings and end == start - 1 and text[end] in JOINING:
                    joined.append(len(spellings))
                spellings.append(number)
                end = start + len(raw)
        return spellings, joined

    def _add_extra(self, token: int, stem: int) -> None:
        self._extra_tokens.append(token)
        self._extra_stems.append(stem)

    def _name_common_words(self, spelling_of_token: Ints32, sentence_offsets: Ints) -> None:
        """Let merely common words be names where they have a capital that isn't their sentence's."""
        as_names = self._spellings.as_names
        if as_names:
            named = np.arange(len(self._spellings.surfaces), dtype=np.int32)
            named[list(as_names)] = list(as_names.values())
            firsts = sentence_offsets[:-1][np.diff(sentence_offsets) > 0]
            kept = spelling_of_token[firsts]
            spelling_of_token[:] = named[spelling_of_token]
            spelling_of_token[firsts] = kept

    def token_table(self) -> TokenTable:
        """The table of all that was added."""
        spellings = np.array(self._spellings.numbers, dtype=np.int32).reshape(-1, 4)
        read = np.frombuffer(self._read, dtype=np.int32)
        is_token = read > _NOTHING
        spelling_of_token = read[is_token]
        token_of_place = np.cumsum(is_token, dtype=np.int32) - np.int32(1)
        sentence_offsets = np.zeros(self._sentence_count + 1, dtype=np.int64)
        sentence_offsets[1:] = token_of_place[read == _END] + 1
        self._name_common_words(spelling_of_token, sentence_offsets)
        signs = spellings[:, 3].astype(np.uint16)[spelling_of_token]
        word_of_token = spellings[:, 0][spelling_of_token]
        words = np.array([*self._spellings.words], dtype=np.int32).reshape(-1, 3)
        # The stem without accents, where it is another.
        has_plain = np.flatnonzero((spellings[:, 1] != spellings[:, 2])[spelling_of_token])
        plain_stems = spellings[:, 2][spelling_of_token[has_plain]]
        extra_tokens = np.concatenate(
            [token_of_place[np.array(self._extra_tokens, dtype=np.int64)], has_plain]
        )
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
            passage_offsets=np.array([*self._passage_starts, self._sentence_count], dtype=np.int64),
            article_offsets=np.array([*self._article_starts, len(self._passage_starts)], dtype=np.int64),
            extra_stems=extra_stems[is_new],
            extra_tokens=extra_tokens[is_new],
            section_of_passage=np.array(self._section_of_passage, dtype=np.int32),
            heading_stems=np.array(self._heading_stems, dtype=np.int32),
            heading_sections=np.array(self._heading_sections, dtype=np.int32),
            signs=sign_table(signs, sentence_offsets),
        )


def _places_of(phrase: Sequence[str], surfaces: Sequence[str]) -> Iterator[int]:
    """The places in `surfaces` at which `phrase` begins."""
    if phrase:
        for place in range(len(surfaces) - len(phrase) + 1):
            if surfaces[place : place + len(phrase)] == phrase:
                yield place
