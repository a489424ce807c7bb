"""The encoder's network in PyTorch with small additions, which alone are trained."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bot.search.encoder.tensors import Tensors
from bot.search.encoder.transformer import HEADS, LAYERS, WIDTH

RANK = 16
"""The width of what is added to each matrix: 0.6 million numbers in all, 1.2 MB."""

WARM_UP, DECAY = 0.06, 0.01
"""The share of steps in which the learning rate rises to its largest before it falls to nothing, and the
decay of the weights (AdamW)."""

PADDED_TO = 16
"""Texts are padded to a multiple of it, for each further length takes memory of its own."""

DROPPED = 0.1
"""The share of numbers that are left out in training, at random."""

TOLD_EVERY = 50
"""Steps after which it is told how far the training is."""


class _Adapted(nn.Module):
    def __init__(self, tensors: Tensors, name: str) -> None:
        super().__init__()
        weight = floats(tensors[name]) * floats(tensors[f"{name}.scale"])[:, None]
        self.register_buffer("weight", weight)
        self.register_buffer("bias", floats(tensors[f"{name}.bias"]))
        self.down = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, rows: Any) -> Any:
        added = functional.linear(functional.linear(rows, self.down), self.up)
        return functional.linear(rows, self.weight, self.bias) + added


class _Norm(nn.Module):
    def __init__(self, tensors: Tensors, name: str) -> None:
        super().__init__()
        self.scale = nn.Parameter(floats(tensors[f"{name}.norm.scale"]))
        self.shift = nn.Parameter(floats(tensors[f"{name}.norm.shift"]))

    def forward(self, rows: Any) -> Any:
        return functional.layer_norm(rows, (WIDTH,), self.scale, self.shift, 1e-12)


class _Layer(nn.Module):
    def __init__(self, tensors: Tensors, number: int) -> None:
        super().__init__()
        self.attend = _Adapted(tensors, f"{number}.attend")
        self.gather = _Adapted(tensors, f"{number}.gather")
        self.after_attention = _Norm(tensors, f"{number}.after_attention")
        self.widen = _Adapted(tensors, f"{number}.widen")
        self.narrow = _Adapted(tensors, f"{number}.narrow")
        self.after_widening = _Norm(tensors, f"{number}.after_widening")
        self.drop = nn.Dropout(DROPPED)

    def forward(self, tokens: Any, hidden: Any) -> Any:
        texts, length, _ = tokens.shape
        heads = self.attend(tokens).view(texts, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        dropped = DROPPED if self.training else 0.0
        seen = functional.scaled_dot_product_attention(*heads, attn_mask=hidden, dropout_p=dropped)
        seen = self.gather(seen.transpose(1, 2).reshape(texts, length, WIDTH))
        tokens = self.after_attention(tokens + self.drop(seen))
        return self.after_widening(tokens + self.drop(self.narrow(functional.gelu(self.widen(tokens)))))


class AdaptedNetwork(nn.Module):
    """As `bot.search.encoder.transformer.Transformer.adapted` computes it."""

    def __init__(self, tensors: Tensors) -> None:
        """`tensors` are the encoder's."""
        super().__init__()
        self.register_buffer("words", floats(tensors["words"]) * floats(tensors["words.scale"])[:, None])
        self.register_buffer("places", floats(tensors["places"]))
        self.embeddings = _Norm(tensors, "embeddings")
        self.layers = nn.ModuleList(_Layer(tensors, number) for number in range(LAYERS))

    def tokens_of(self, numbers: Any, is_token: Any, added: Any = 0.0) -> Any:
        """The vectors of texts' tokens; `added` is added to those of the words."""
        tokens = self.embeddings(self.words[numbers] + self.places[: numbers.shape[1]] + added)
        hidden = torch.where(is_token, 0.0, -1e9)[:, None, None, :]
        for layer in self.layers:
            tokens = layer(tokens, hidden)
        return tokens

    def adapters(self) -> dict[str, Any]:
        """What was trained, by the names that `Transformer.adapted` has for it, in half precision."""
        return {name: as_halves(each) for name, each in self.named().items()}

    def take(self, adapters: Tensors) -> None:
        """Go on from what was trained before, as `adapters` gives it."""
        with torch.no_grad():
            for name, parameter in self.named().items():
                parameter.copy_(floats(adapters[name]))

    def named(self) -> dict[str, Any]:
        """What is trained, by the names that `Transformer.adapted` has for it."""
        named = _norm("embeddings", self.embeddings)
        for number, layer in enumerate(self.layers):
            for name in ("attend", "gather", "widen", "narrow"):
                adapted = getattr(layer, name)
                named |= {f"{number}.{name}.down": adapted.down, f"{number}.{name}.up": adapted.up}
            for name in ("after_attention", "after_widening"):
                named |= _norm(f"{number}.{name}", getattr(layer, name))
        return named


def follow(
    network: nn.Module, losses: Iterable[Any], steps: int, rate: float, tell: Callable[[str], None]
) -> None:
    """Train a network by as many losses, each of which is computed when the one before has been followed.

    `rate` is the largest learning rate; `tell` is told how far it is.
    """
    learned = [each for each in network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, steps))
    network.train()
    for step, loss in enumerate(losses, start=1):
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        schedule.step()
        if step % TOLD_EVERY == 0:
            tell(f"{step} of {steps} steps, loss {loss.item():.3f}")
    network.eval()


def padded(texts: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """The tokens of texts as a table, and which of its cells are tokens."""
    longest = -(-max(map(len, texts)) // PADDED_TO) * PADDED_TO
    numbers = torch.zeros(len(texts), longest, dtype=torch.long)
    for row, text in enumerate(texts):
        numbers[row, : len(text)] = torch.tensor(text)
    return numbers, torch.arange(longest)[None] < torch.tensor([len(text) for text in texts])[:, None]


def floats(tensor: Any) -> Any:
    """A tensor of the encoder's file as PyTorch has it."""
    return torch.from_numpy(np.array(tensor).astype(np.float32))


def as_halves(tensor: Any) -> Any:
    """A tensor as NumPy has it, in half precision."""
    return tensor.detach().numpy().astype(np.float16)


def _share_of_rate(step: int, steps: int) -> float:
    rising = (step + 1) / (WARM_UP * steps)
    falling = (steps - step) / ((1 - WARM_UP) * steps)
    return min(rising, max(0.02, falling))


def _norm(name: str, norm: Any) -> dict[str, Any]:
    return {f"{name}.norm.scale": norm.scale, f"{name}.norm.shift": norm.shift}
