"""The vectors of a question: that of the whole, and those of the pieces of its words with their weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.data.frequencies import frequencies
from bot.search.encoder import Encoded
from bot.search.encoder.transformer import Floats
from bot.search.meaning.passage_vectors import Bytes, as_bytes

LANGUAGE = "en"
"""The language that the encoder was trained on: articles in others are searched by their words alone."""

NOTHING = np.float32(1e-9)
"""Added up, the weights of a question without words: nothing is divided by it."""


@dataclass(frozen=True, slots=True, eq=False)
class QuestionVectors:
    """`vector` has length 1; `tokens` has a row of bytes for each piece of a word.

    `weights` says what each piece counts: the rarer its word, the more; all together 1. `words` holds the
    word of each piece, in small letters.
    """

    vector: Floats
    tokens: Bytes
    weights: Floats
    words: Sequence[str]

    @classmethod
    def of(cls, encoded: Encoded) -> QuestionVectors:
        """Those of a question that was encoded."""
        return cls(encoded.vector, as_bytes(encoded.tokens), weights_of(encoded.words), encoded.words)


def weights_of(words: Sequence[str]) -> Floats:
    """What each piece of a question counts, by the word that it is of: the rarer that, the more."""
    information, pieces = frequencies(LANGUAGE), Counter(words)
    weights = np.array([information.of(word) / pieces[word] for word in words], dtype=np.float32)
    weights /= np.maximum(weights.sum(), NOTHING)
    return weights
