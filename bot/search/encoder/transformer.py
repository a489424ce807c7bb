"""The encoder's network in NumPy: six layers of BERT, all-MiniLM-L6-v2's.

Vaswani et al., "Attention Is All You Need", 2017 (https://arxiv.org/abs/1706.03762), for the layers; Devlin
et al., "BERT", 2019 (https://arxiv.org/abs/1810.04805), for the embeddings; Wang et al., "MiniLM", 2020
(https://arxiv.org/abs/2002.10957), for the size; Reimers and Gurevych, "Sentence-BERT", 2019
(https://arxiv.org/abs/1908.10084), for the pooling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.encoder.tensors import Tensors

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = np.float32(1e-12)
"""Added to a variance before its root is divided by, as the model was trained."""

HIDDEN = np.float32(-1e9)
"""What is added to the attention that a padding would get."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A layer normalization (Ba et al., 2016): each row gets mean 0 and variance 1, then scale and shift."""

    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + EPSILON)
        normal: Floats = (centred / spread).astype(np.float32, copy=False)
        return normal * self.scale + self.shift


@dataclass(frozen=True, slots=True)
class Linear:
    """Rows times a matrix, plus a row. `weight` has inputs down, outputs across."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        return rows @ self.weight + self.bias


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention among the tokens of a text, then two linear maps for each token by itself.

    `attend` makes queries, keys and values at once.
    """

    attend: Linear
    gather: Linear
    after_attention: Norm
    widen: Linear
    narrow: Linear
    after_widening: Norm

    def __call__(self, tokens: Floats, hidden: Floats) -> Floats:
        texts, length, _ = tokens.shape
        # Each head sees a slice of every token: texts × heads × tokens × slice.
        queries, keys, values = (
            self.attend(tokens).reshape(texts, length, 3, HEADS, WIDTH // HEADS).transpose(2, 0, 3, 1, 4)
        )
        weights = _softmax(
            queries @ keys.transpose(0, 1, 3, 2) / np.float32((WIDTH // HEADS) ** 0.5) + hidden
        )
        seen = (weights @ values).transpose(0, 2, 1, 3).reshape(texts, length, WIDTH)
        tokens = self.after_attention(tokens + self.gather(seen))
        return self.after_widening(tokens + self.narrow(_gelu(self.widen(tokens))))


class Transformer:
    """The network with its weights. The words' rows stay in their file; the layers, 43 MB, are in memory."""

    def __init__(self, tensors: Tensors) -> None:
        self._words = tensors["words"]
        self._word_scales = tensors["words.scale"]
        # Each text is one segment, so that its row can be added to the places' once for all.
        self._places: Floats = tensors["places"].astype(np.float32)
        self._norm = _norm(tensors, "embeddings")
        self._layers = [
            Layer(
                _linear(tensors, f"{number}.attend"),
                _linear(tensors, f"{number}.gather"),
                _norm(tensors, f"{number}.after_attention"),
                _linear(tensors, f"{number}.widen"),
                _linear(tensors, f"{number}.narrow"),
                _norm(tensors, f"{number}.after_widening"),
            )
            for number in range(LAYERS)
        ]

    def __call__(self, numbers: Numbers, lengths: Numbers) -> Floats:
        """The vectors of these tokens, texts × tokens × 384; those of padding mean nothing."""
        words = self._words[numbers].astype(np.float32) * self._word_scales[numbers, None]
        tokens = self._norm(words + self._places[: numbers.shape[1]])
        is_padding = np.arange(numbers.shape[1]) >= lengths[:, None]
        hidden: Floats = np.where(is_padding, HIDDEN, 0)[:, None, None, :].astype(np.float32, copy=False)
        for layer in self._layers:
            tokens = layer(tokens, hidden)
        return tokens


def pooled(tokens: Floats, lengths: Numbers) -> Floats:
    """A vector a text, of length 1: the mean of its tokens' vectors."""
    counts = np.arange(tokens.shape[1]) < lengths[:, None]
    sums = (tokens * counts[:, :, None].astype(np.float32)).sum(axis=1)
    lengths_of_sums = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
    vectors: Floats = (sums / lengths_of_sums).astype(np.float32, copy=False)
    return vectors


def _linear(tensors: Tensors, name: str) -> Linear:
    """A linear map; its matrix is kept as bytes, with a scale for each of its outputs."""
    weight = tensors[name].astype(np.float32)
    if f"{name}.scale" in tensors:
        weight *= tensors[f"{name}.scale"][:, None]
    return Linear(np.ascontiguousarray(weight.T), tensors[f"{name}.bias"])


def _norm(tensors: Tensors, name: str) -> Norm:
    return Norm(tensors[f"{name}.norm.scale"], tensors[f"{name}.norm.shift"])


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32, copy=False)
    return shares


def _gelu(rows: Floats) -> Floats:
    """x · Φ(x) (Hendrycks and Gimpel, 2016); Φ by Abramowitz and Stegun 7.1.26, exact to 1.5e-7."""
    size = np.abs(rows) * np.float32(0.5**0.5)
    part = 1 / (1 + np.float32(0.3275911) * size)
    polynomial = np.full_like(rows, 1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        polynomial *= part
        polynomial += np.float32(coefficient)
    tail = polynomial * part * np.exp(-size * size) * np.float32(0.5)
    gated: Floats = (rows * np.where(rows < 0, tail, 1 - tail)).astype(np.float32, copy=False)
    return gated
