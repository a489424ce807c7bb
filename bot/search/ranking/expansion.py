"""Query expansion: the stems of a corpus that stand for the terms of a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.search.arrays import Floats, Ints, run_starts
from bot.search.folding import folded
from bot.search.index.corpus import Corpus
from bot.search.ranking.question import Question
from bot.search.remembering import remembering
from bot.search.text.characters import by_character, holding
from bot.search.text.compounds import SHORTEST_HEAD, compounds_among, heads_of, modified_by

INFLECTED_WEIGHT = 0.8
"""What another form of a word counts, multiplied by how similar the two are."""

SYNONYM_WEIGHT = 0.7
"""What a word counts that may stand for another one in an everyday question."""

COMPOUND_WEIGHT = 0.7
"""What a compound counts whose last part is the word."""

COMPOUND_OF_SYNONYM_WEIGHT = SYNONYM_WEIGHT * COMPOUND_WEIGHT
"""What a compound counts whose last part may stand for the word: "Dachbrand" where something burned."""

WHOLE_COMPOUND_WEIGHT = 0.9
"""What a compound counts of which both parts are asked for: who asks how long the "Brut" lasts is told by
"Brutdauer"."""

HEAD_WEIGHT = 0.5
"""What the last part of a word counts that is a compound itself: it may be that of another one."""

HOLDING_WEIGHT = 0.6
"""What a word counts that holds the word, or stands in it, where words are written without spaces."""

RELATED_WEIGHT = 0.44
"""What a related word counts, multiplied by how close the two are. It is a little less than what makes a word
known (KNOWN in bot.search.ranking.matches), for "Lenin's death" doesn't tell when Trotsky died."""

CACHED_TERMS = 2_000
"""Terms whose expansion is remembered."""

StemWeights = Sequence[tuple[int, float]]
"""Stems of the corpus, each with its weight in (0, 1]."""


@dataclass(frozen=True, eq=False)
class WeightedStems:
    """Stems of a corpus that stand for terms of the question, each with a weight in (0, 1].

    `rows` is the place of the term that each of `stems` stands for; it ascends.
    """

    rows: Ints
    stems: Ints
    weights: Floats

    @cached_property
    def row_starts(self) -> tuple[Ints, Ints]:
        """The distinct rows, and where the stems of each start."""
        starts = run_starts(self.rows)
        return self.rows[starts], starts

    @classmethod
    def of_terms(cls, of_terms: Sequence[StemWeights]) -> WeightedStems:
        """The stems of term after term."""
        rows = [row for row, pairs in enumerate(of_terms) for _ in pairs]
        stems = [stem for pairs in of_terms for stem, _ in pairs]
        weights = [weight for pairs in of_terms for _, weight in pairs]
        return cls(np.array(rows, np.int64), np.array(stems, np.int64), np.array(weights, np.float64))


@dataclass(frozen=True, eq=False)
class Expansion:
    """What a corpus has for the terms of a question.

    `exact`: the word itself, or with less weight what it may be a misspelling of. `inflected`: other forms of
    it. `related`: synonyms and words derived from it.
    """

    exact: WeightedStems
    inflected: WeightedStems
    related: WeightedStems

    @property
    def groups(self) -> tuple[WeightedStems, WeightedStems, WeightedStems]:
        """All three."""
        return self.exact, self.inflected, self.related


class Expander:
    """Expands questions for one corpus, and remembers the expansion of the terms that came last."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._cached = remembering(self._expand_term, CACHED_TERMS)

    @cached_property
    def _by_character(self) -> Mapping[str, Sequence[int]]:
        """The stems by their characters, where words are written without spaces."""
        is_segmented = self._corpus.tokenizer.language.is_segmented
        return by_character(self._corpus.stems.texts) if is_segmented else {}

    def expand(self, question: Question) -> Expansion:
        """The stems of the corpus that stand for the terms of `question`."""
        of_terms = [
            self._cached(term.word.stem, term.word.plain, term.word.surface, term.is_common)
            for term in question.terms
        ]
        exact: Sequence[StemWeights]
        exact, inflected, related = zip(*of_terms, strict=True) if of_terms else ((), (), ())
        if self._corpus.tokenizer.language.compound_links:
            exact = self._with_modified(question, exact)
        return Expansion(
            WeightedStems.of_terms(exact),
            WeightedStems.of_terms(inflected),
            WeightedStems.of_terms(related),
        )

    def _with_modified(self, question: Question, exact: Sequence[StemWeights]) -> Sequence[StemWeights]:
        """With the compounds that begin with a term, and end with what else is asked of it.

        "How long does the brooding take" is told by "Brutdauer", and who the chief of the police is by
        "Polizeichef".
        """
        language = self._corpus.tokenizer.language
        stems = [term.word.stem for term in question.terms]
        heads = [{stem, *language.synonyms.get(stem, ())} for stem in stems]
        measured = {
            folded(language.stem(word)) for each in question.measure.dimensions for word in each.nouns
        }
        found = [dict(pairs) for pairs in exact]
        for row, stem in enumerate(stems):
            beginning = self._corpus.inflections.with_all(stem)
            for other, of_other in [*enumerate(heads), (row, measured)]:
                if other == row and of_other is not measured:
                    continue
                for number in modified_by(stem, of_other, beginning, self._corpus.stems.texts, language):
                    for each in (row, other):
                        found[each][number] = max(found[each].get(number, 0.0), WHOLE_COMPOUND_WEIGHT)
        return [tuple(sorted(weights.items())) for weights in found]

    def _expand_term(
        self, stem: str, plain: str, surface: str, is_common: bool
    ) -> tuple[StemWeights, StemWeights, StemWeights]:
        others = dict.fromkeys(self._compounds_of_synonyms(stem), COMPOUND_OF_SYNONYM_WEIGHT)
        others |= dict.fromkeys(self._compounds_of(stem), COMPOUND_WEIGHT)
        others |= dict.fromkeys(self._synonyms_of(stem), SYNONYM_WEIGHT)
        exact = self._exact(stem, plain, surface, is_common, others)
        return exact, self._inflected(stem, others), self._related(stem)

    def _exact(
        self, stem: str, plain: str, surface: str, is_common: bool, others: Mapping[int, float]
    ) -> StemWeights:
        known = self._corpus.stems
        for each in (stem, plain):
            if each in known:
                return ((known[each], 1.0),)
        if others:
            return tuple(sorted(others.items()))
        # Only a word that the corpus lacks is taken for a misspelling.
        corrections: dict[int, float] = {}
        for number, certainty in self._corpus.spelling.corrections(surface, is_common=is_common):
            corrections.setdefault(int(self._corpus.tables.stem_of_surface[number]), certainty)
        return tuple(corrections.items())

    def _inflected(self, stem: str, others: Mapping[int, float]) -> StemWeights:
        own = self._corpus.stems.get(stem)
        numbers, similarities = self._corpus.inflections.find(stem)
        weights = {
            number: INFLECTED_WEIGHT * each for number, each in zip(numbers, similarities, strict=True)
        }
        for number, weight in others.items():
            weights[number] = max(weights.get(number, 0.0), weight)
        for number in holding(stem, self._corpus.stems.texts, self._by_character):
            weights[number] = max(weights.get(number, 0.0), HOLDING_WEIGHT)
        for number in self._heads_of(stem):
            weights[number] = max(weights.get(number, 0.0), HEAD_WEIGHT)
        return tuple((number, weight) for number, weight in sorted(weights.items()) if number != own)

    def _heads_of(self, stem: str) -> Sequence[int]:
        """The last parts of the stem, where it is a compound."""
        corpus, language = self._corpus, self._corpus.tokenizer.language
        heads = heads_of(stem, corpus.stems, language) if language.compound_links else ()
        return [corpus.stems[head] for head in heads]

    def _synonyms_of(self, stem: str) -> Sequence[int]:
        """The words of the corpus that may stand for the stem."""
        known = self._corpus.stems
        return [
            known[each] for each in self._corpus.tokenizer.language.synonyms.get(stem, ()) if each in known
        ]

    def _compounds_of_synonyms(self, stem: str) -> Sequence[int]:
        """The compounds whose last part may stand for the stem."""
        synonyms = self._corpus.tokenizer.language.synonyms.get(stem, ())
        return [number for each in synonyms for number in self._compounds_of(each)]

    def _compounds_of(self, stem: str) -> Sequence[int]:
        """The compounds that the stem is the last part of."""
        corpus, language = self._corpus, self._corpus.tokenizer.language
        if not language.compound_links or len(stem) < SHORTEST_HEAD:
            return ()
        holding = corpus.inflections.with_all(stem)
        return compounds_among(stem, holding, corpus.stems.texts, corpus.stems, language)

    def _related(self, stem: str) -> StemWeights:
        known = self._corpus.stems
        related = self._corpus.tokenizer.language.relations.of(stem)
        return tuple(
            (known[other], RELATED_WEIGHT * closeness)
            for other, closeness in related.items()
            if other in known
        )
