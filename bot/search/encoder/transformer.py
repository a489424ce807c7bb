"""The encoder's network in NumPy: six layers of BERT, all-MiniLM-L6-v2's.

Vaswani et al., "Attention Is All You Need", 2017 (https://arxiv.org/abs/1706.03762), for the layers; Devlin
et al., "BERT", 2019 (https://arxiv.org/abs/1810.04805), for the embeddings; Wang et al., "MiniLM", 2020
(https://arxiv.org/abs/2002.10957), for the size; Reimers and Gurevych, "Sentence-BERT", 2019
(https://arxiv.org/abs/1908.10084), for the pooling.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.encoder.tensors import Tensors

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

LAYERS, HEADS, WIDTH = 6, 12, 384
PARTS = ("attend", "gather", "widen", "narrow")
"""A layer's matrices."""

EPSILON = np.float32(1e-12)
"""Added to a variance before its root is divided by, as the model was trained."""

AT_ONCE = 32
"""Tokens whose widened vectors, 6 KB each, go through the activation at a time."""

ACROSS = 32
"""Outputs of a matrix that are computed at a time. A question has so few tokens that a product takes as long
as reading the matrix does; narrow pieces are read where they lie (OpenBLAS, with AVX-512), wide ones copied
first: half the time for a question, the same for many sentences."""

HIDDEN = np.float32(-1e9)
"""What is added to the attention that a padding would get."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A layer normalization (Ba et al., 2016): each row gets mean 0 and variance 1, then scale and shift."""

    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        normal: Floats = rows - _mean(rows)
        normal /= np.sqrt(_mean(normal * normal) + EPSILON)
        normal *= self.scale
        normal += self.shift
        return normal


@dataclass(frozen=True, slots=True)
class Linear:
    """Rows times a matrix, plus a row. `weight` is the matrix in pieces of ACROSS outputs, inputs down."""

    weight: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        pieces, width, across = self.weight.shape
        products: Floats = np.empty((*rows.shape[:-1], pieces * across), dtype=np.float32)
        # Each piece's products are written to their columns, nothing is copied.
        columns = products.reshape(-1, pieces, across).transpose(1, 0, 2)
        np.matmul(rows.reshape(-1, width), self.weight, out=columns)
        products += self.bias
        return products


@dataclass(frozen=True, slots=True)
class Adapted:
    """A linear map with a small addition (Hu et al., "LoRA", 2021, https://arxiv.org/abs/2106.09685).

    `down` takes each row to a few numbers, `up` those to as many as the map gives. The map itself is shared.
    """

    linear: Linear
    down: Floats
    up: Floats

    def __call__(self, rows: Floats) -> Floats:
        products = self.linear(rows)
        products += (rows @ self.down) @ self.up
        return products


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention among the tokens of a text, then two linear maps for each token by itself.

    `attend` makes queries, keys and values at once.
    """

    attend: Linear | Adapted
    gather: Linear | Adapted
    after_attention: Norm
    widen: Linear | Adapted
    narrow: Linear | Adapted
    after_widening: Norm

    def __call__(self, tokens: Floats, hidden: Floats) -> Floats:
        texts, length, _ = tokens.shape
        # Each head sees a slice of every token: texts × heads × tokens × slice.
        queries, keys, values = (
            self.attend(tokens).reshape(texts, length, 3, HEADS, WIDTH // HEADS).transpose(2, 0, 3, 1, 4)
        )
        scores: Floats = queries @ keys.transpose(0, 1, 3, 2)
        scores *= np.float32((WIDTH // HEADS) ** -0.5)
        scores += hidden
        seen = (_softmax(scores) @ values).transpose(0, 2, 1, 3).reshape(texts, length, WIDTH)
        tokens = self.after_attention(tokens + self.gather(seen))
        return self.after_widening(tokens + self.narrow(_gelu(self.widen(tokens))))


class Transformer:
    """The network with its weights. The words' rows stay in their file; the layers, 43 MB, are in memory."""

    def __init__(self, tensors: Tensors) -> None:
        self._words = tensors["words"]
        self._word_scales = tensors["words.scale"]
        # Each text is one segment, so that its row can be added to the places' once for all.
        self._places: Floats = tensors["places"].astype(np.float32)
        self._second: Floats = np.zeros(WIDTH, dtype=np.float32)
        self._norm = _norm(tensors, "embeddings")
        matrices = _matrices(tensors)
        self._maps: Mapping[str, Linear] = {
            name: Linear(matrix, tensors[f"{name}.bias"]) for name, matrix in matrices.items()
        }
        self._layers = _layers(self._maps, tensors)

    def adapted(self, adapters: Tensors) -> Transformer:
        """The network with `adapters` added to its maps, and their norms in place of its own.

        Where it reads texts of two parts, `second` is added to the tokens of the second one. The maps' memory
        is shared.
        """
        network = copy(self)
        if "second" in adapters:
            network._second = adapters["second"].astype(np.float32)
        network._norm = _norm(adapters, "embeddings")
        maps = {name: _adapted(name, linear, adapters) for name, linear in self._maps.items()}
        network._layers = _layers(maps, adapters)
        return network

    def __call__(self, numbers: Numbers, lengths: Numbers, in_second: Floats | None = None) -> Floats:
        """The vectors of these tokens, texts × tokens × 384; those of padding mean nothing.

        `in_second` is 1 for the tokens of a text's second part, and 0 for others; None: it has one part.
        """
        words = self._words[numbers].astype(np.float32) * self._word_scales[numbers, None]
        words += self._places[: numbers.shape[1]]
        if in_second is not None:
            words += in_second[:, :, None] * self._second
        tokens = self._norm(words)
        is_padding = np.arange(numbers.shape[1]) >= lengths[:, None]
        hidden: Floats = np.where(is_padding, HIDDEN, 0)[:, None, None, :].astype(np.float32, copy=False)
        for layer in self._layers:
            tokens = layer(tokens, hidden)
        return tokens


def _layers(maps: Mapping[str, Linear] | Mapping[str, Adapted], norms: Tensors) -> list[Layer]:
    return [
        Layer(
            maps[f"{number}.attend"],
            maps[f"{number}.gather"],
            _norm(norms, f"{number}.after_attention"),
            maps[f"{number}.widen"],
            maps[f"{number}.narrow"],
            _norm(norms, f"{number}.after_widening"),
        )
        for number in range(LAYERS)
    ]


def _adapted(name: str, linear: Linear, adapters: Tensors) -> Adapted:
    down, up = (adapters[f"{name}.{part}"].astype(np.float32) for part in ("down", "up"))
    return Adapted(linear, np.ascontiguousarray(down.T), np.ascontiguousarray(up.T))


def pooled(tokens: Floats, lengths: Numbers) -> Floats:
    """A vector a text, of length 1: the mean of its tokens' vectors."""
    counts = np.arange(tokens.shape[1]) < lengths[:, None]
    sums = (tokens * counts[:, :, None].astype(np.float32)).sum(axis=1)
    lengths_of_sums = np.sqrt((sums * sums).sum(axis=1, keepdims=True))
    vectors: Floats = (sums / lengths_of_sums).astype(np.float32, copy=False)
    return vectors


def _matrices(tensors: Tensors) -> Mapping[str, Floats]:
    """The layers' matrices, in pieces. They are kept as bytes, outputs down, with a scale for each output.

    All lie in one block, each written straight to its place: the system gives a large block on large pages,
    which is faster, and nothing that was made on the way leaves holes in the memory.
    """
    names = [f"{number}.{part}" for number in range(LAYERS) for part in PARTS]
    block = np.empty(sum(tensors[name].size for name in names), dtype=np.float32)
    matrices: dict[str, Floats] = {}
    start = 0
    for name in names:
        told = tensors[name]
        outputs, inputs = told.shape
        matrix = block[start : start + told.size].reshape(outputs // ACROSS, inputs, ACROSS)
        scale = tensors.get(f"{name}.scale", np.ones(outputs, dtype=np.float32))
        pieces = told.reshape(-1, ACROSS, inputs).transpose(0, 2, 1)
        np.multiply(pieces, scale.reshape(-1, 1, ACROSS), out=matrix)
        matrices[name] = matrix
        start += told.size
    return matrices


def _norm(tensors: Tensors, name: str) -> Norm:
    scale, shift = (tensors[f"{name}.norm.{part}"] for part in ("scale", "shift"))
    return Norm(scale.astype(np.float32, copy=False), shift.astype(np.float32, copy=False))


def _mean(rows: Floats) -> Floats:
    """The mean of each row; as NumPy's own, in half the time for the few rows of a question."""
    means: Floats = np.add.reduce(rows, axis=-1, keepdims=True)
    means /= np.float32(rows.shape[-1])
    return means


def _softmax(scores: Floats) -> Floats:
    """`scores`, replaced by their shares."""
    scores -= np.maximum.reduce(scores, axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= np.add.reduce(scores, axis=-1, keepdims=True)
    return scores


def _gelu(rows: Floats) -> Floats:
    """`rows`, replaced by x · Φ(x) (Hendrycks and Gimpel, 2016); a few at a time, for the processor's cache.

    For x < 0 that is -|x| · Φ(-|x|), for others x less |x| · Φ(-|x|): the tail is computed alone.
    """
    tokens = rows.reshape(-1, rows.shape[-1])
    for start in range(0, len(tokens), AT_ONCE):
        some = tokens[start : start + AT_ONCE]
        size = np.abs(some)
        tail = _tail(size)
        tail *= size
        np.maximum(some, 0, out=some)
        some -= tail
    return rows


def _tail(size: Floats) -> Floats:
    """Φ(-x) for x ≥ 0, by Abramowitz and Stegun 7.1.26, exact to 1.5e-7."""
    scaled: Floats = size * np.float32(0.5**0.5)
    part = scaled * np.float32(0.3275911)
    part += 1
    np.divide(1, part, out=part)
    tail: Floats = part * np.float32(1.061405429)
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(coefficient)
        tail *= part
    scaled *= scaled
    np.exp(np.negative(scaled, out=scaled), out=scaled)
    tail *= scaled
    tail *= np.float32(0.5)
    return tail
