"""Corrects the spelling of a question's words before any of them is weighed.

A mistyped word is none of the language: weighed as it stands it would be the rarest word of the question, or
an empty word would become one of content. What is typed is compared with what could have been meant, the
words of the articles and the common words of the language, and the likeliest of them is taken: the noisy
channel of Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy Channel Model, 1990.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.search.index.corpus import Corpus
from bot.search.languages.profile import Language, language_of
from bot.search.remembering import remembering
from bot.search.text.spelling import LONG_WORD, SHORTEST_MISSPELLED, SpellingCorrector, signatures_of
from bot.search.text.splitting import SIGNS
from bot.search.text.tokenizer import Token

SLIP = 5.0
"""Nats that a slip costs."""

OTHER_LETTER, LETTER_MORE_OR_LESS, OTHER_BEGINNING = 1.0, 0.5, 2.0
"""What is added for a letter that replaces another, or is left out or typed twice (two letters change places
most easily), and for a slip in the first letter, where they are rare."""

IN_ARTICLES = 8.0
"""Nats: the information of a word that the articles have, where it isn't a commoner one of the language."""

RAREST_MEANT = 12.0
"""Nats: a word that the articles lack and that is rarer in the language isn't taken for what was meant."""

MUCH_COMMONER = 5.0
"""Nats: a short word of the language is still mistyped where an empty word with the same letters is so much
commoner: "fo" for "of"."""

LONGEST_ACRONYM = 5
"""Letters: no longer word in capitals is an acronym, which is left as it is."""

CACHED_WORDS = 5_000

_SIGNS = frozenset(f".{SIGNS}")


@dataclass(frozen=True)
class _Meant:
    """A word that could have been meant; `cost` in nats, less is likelier."""

    cost: float
    surface: str
    stem: str


class _LanguageWords:
    """The common words of a language, for looking up what is near a word; made when one is first unknown."""

    def __init__(self, language: Language) -> None:
        self._words = list(language.frequencies.information)
        self._spelling = SpellingCorrector(self._words, signatures_of(self._words, ()))
        self._stems = {language.stem(word) for word in self._words} if language.stemmer else set()

    def near(self, word: str) -> Iterator[tuple[str, int]]:
        """The words that are a slip away from `word`."""
        for number, distance in self._spelling.near(word, 1):
            yield self._words[number], distance

    def have_stem(self, stem: str) -> bool:
        """Whether `stem` is that of a common word: what has it is another form and no slip."""
        return stem in self._stems


@cache
def _words_of(code: str) -> _LanguageWords:
    return _LanguageWords(language_of(code))


class Corrector:
    """Corrects questions to the articles of one language."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._language = corpus.tokenizer.language
        self._cached = remembering(self._meant, CACHED_WORDS)

    def correct(self, words: Sequence[Token]) -> list[Token]:
        """`words`, each that is mistyped replaced by what was most likely meant; its place stays the same.

        Where the articles and the language lack most of the words, the question is in another language, and
        only words of the articles are taken.
        """
        language = self._language
        # Words of one or two characters, and syllables, are near too many others.
        if language.is_segmented or language.keeps_accents or not language.frequencies.information:
            return list(words)
        suspects = [place for place, word in enumerate(words) if self._is_suspect(word)]
        if not suspects:
            return list(words)
        known = language.frequencies.information
        unknown_count = sum(words[place].surface not in known for place in suspects)
        knows_language = 2 * unknown_count <= len(words) + 1
        in_capitals = len(words) > 1 and all(word.raw.isupper() for word in words)
        corrected = list(words)
        for place in suspects:
            word = words[place]
            is_name = place > 0 and word.raw[:1].isupper() and not in_capitals
            is_acronym = len(word.raw) <= LONGEST_ACRONYM and word.raw.isupper() and not in_capitals
            if is_acronym and len(words) > 1:
                continue
            meant = self._cached(word.surface, not is_name and knows_language, knows_language)
            if meant is not None:
                corrected[place] = self._token(word, meant)
        return corrected

    def _is_suspect(self, word: Token) -> bool:
        """Whether the articles and the language lack a word, or it is a rare short one."""
        surface, corpus, language = word.surface, self._corpus, self._language
        if word.is_stop or surface in language.stop_words or len(surface) < 2:
            return False
        if not _SIGNS.isdisjoint(surface) or any(letter.isdigit() for letter in word.stem):
            return False
        if word.stem in corpus.stems or word.plain in corpus.stems:
            return False
        return surface not in language.frequencies.information or len(surface) < SHORTEST_MISSPELLED

    def _meant(self, surface: str, may_be_empty: bool, knows_language: bool) -> _Meant | None:
        """What was meant by a word; None where it is most likely right, or nothing is near.

        `may_be_empty`: an empty word may have been meant. `knows_language`: so may any word of the language.
        """
        found = list(self._near_in_corpus(surface))
        if may_be_empty:
            found += self._near_stop_words(surface)
        is_known = surface in self._language.frequencies.information
        if knows_language and not is_known and len(surface) >= SHORTEST_MISSPELLED:
            words = _words_of(self._language.code)
            if words.have_stem(self._language.stem(surface)):
                return None
            found += [
                self._of_language(surface, word, slips)
                for word, slips in words.near(surface)
                if self._language.frequencies.of(word) <= RAREST_MEANT
            ]
        return min(found, key=lambda meant: (meant.cost, meant.surface), default=None)

    def _near_in_corpus(self, surface: str) -> Iterator[_Meant]:
        corpus = self._corpus
        if len(surface) < SHORTEST_MISSPELLED:
            if surface not in self._language.frequencies.information:
                # Too many words are near a short one: only letters that changed places are tried.
                numbers = (corpus.surfaces.get(each) for each in _transposed(surface))
                near = [(number, 1) for number in numbers if number is not None]
            else:
                near = []
        else:
            near = corpus.spelling.near(surface, 1 if len(surface) < LONG_WORD else 2)
        for number, slips in near:
            word = corpus.spelling.words[number]
            stem = corpus.stem_of_surface(number)
            prior = min(IN_ARTICLES, self._language.frequencies.of(word))
            yield _Meant(prior + _slip_cost(surface, word, slips), word, stem)

    def _near_stop_words(self, surface: str) -> Iterator[_Meant]:
        language = self._language
        if len(surface) >= SHORTEST_MISSPELLED - 1 and surface not in language.frequencies.information:
            from rapidfuzz import process
            from rapidfuzz.distance import OSA

            stop_words = sorted(word for word in language.stop_words if len(word) >= SHORTEST_MISSPELLED - 1)
            for word, slips, _ in process.extract(
                surface, stop_words, scorer=OSA.distance, score_cutoff=1, limit=None
            ):
                yield self._of_language(surface, word, int(slips))
            return
        information = language.frequencies.of(surface)
        for word in _transposed(surface):
            is_commoner = information - language.frequencies.of(word) >= MUCH_COMMONER
            if is_commoner and word in language.stop_words:
                yield self._of_language(surface, word, 1)

    def _of_language(self, surface: str, word: str, slips: int) -> _Meant:
        cost = self._language.frequencies.of(word) + _slip_cost(surface, word, slips)
        return _Meant(cost, word, "")

    def _token(self, word: Token, meant: _Meant) -> Token:
        """The token of what was meant, with the capitals of what was typed."""
        raw = meant.surface
        if word.raw.isupper() and len(word.raw) > 1:
            raw = raw.upper()
        elif word.raw[:1].isupper():
            raw = raw[:1].upper() + raw[1:]
        [token] = self._corpus.tokenizer.tokens(meant.surface)[:1]
        return token._replace(
            start=word.start, raw=raw, stem=meant.stem or token.stem, is_joined=word.is_joined
        )


def _transposed(word: str) -> Iterator[str]:
    """`word` with two neighbouring letters in each other's place."""
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _slip_cost(typed: str, meant: str, slips: int) -> float:
    """Nats: what `slips` that make `typed` of `meant` cost."""
    cost = SLIP * slips
    if len(typed) != len(meant):
        cost += LETTER_MORE_OR_LESS
    elif sorted(typed) != sorted(meant):
        cost += OTHER_LETTER
    if typed[0] != meant[0]:
        cost += OTHER_BEGINNING
    return cost
