"""The cross-encoder in PyTorch, to train what is added to the encoder's network."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bot.search.encoder.tensors import Tensors
from bot.search.encoder.transformer import HEADS, LAYERS, WIDTH
from bot.search.training.pairs import TrainingPair

RANK = 16
"""The width of what is added to each matrix: 0.6 million numbers in all, 1.2 MB."""

EPOCHS = 2
RATE, WARM_UP, DECAY = 8e-4, 0.06, 0.01
"""The largest learning rate (AdamW), the share of steps in which it rises to that before it falls to nothing,
and the decay of the weights."""

BATCH = 32
PADDED_TO = 16
"""Texts are padded to a multiple of it, for each further length takes memory of its own."""

DROPPED = 0.1
"""The share of numbers that are left out in training, at random."""

Tokens = tuple[Sequence[int], int]
"""The tokens of a pair, and how many of them are the question's."""


class _Adapted(nn.Module):
    def __init__(self, tensors: Tensors, name: str) -> None:
        super().__init__()
        weight = _floats(tensors[name]) * _floats(tensors[f"{name}.scale"])[:, None]
        self.register_buffer("weight", weight)
        self.register_buffer("bias", _floats(tensors[f"{name}.bias"]))
        self.down = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, rows: Any) -> Any:
        added = functional.linear(functional.linear(rows, self.down), self.up)
        return functional.linear(rows, self.weight, self.bias) + added


class _Norm(nn.Module):
    def __init__(self, tensors: Tensors, name: str) -> None:
        super().__init__()
        self.scale = nn.Parameter(_floats(tensors[f"{name}.norm.scale"]))
        self.shift = nn.Parameter(_floats(tensors[f"{name}.norm.shift"]))

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


class Network(nn.Module):
    """As `bot.search.encoder.cross_encoder.CrossEncoder` computes it, for many pairs at once."""

    def __init__(self, tensors: Tensors) -> None:
        """`tensors` are the encoder's."""
        super().__init__()
        self.register_buffer(
            "words", _floats(tensors["words"]) * _floats(tensors["words.scale"])[:, None], persistent=False
        )
        self.register_buffer("places", _floats(tensors["places"]), persistent=False)
        self.second = nn.Parameter(torch.zeros(WIDTH))
        self.embeddings = _Norm(tensors, "embeddings")
        self.layers = nn.ModuleList(_Layer(tensors, number) for number in range(LAYERS))
        self.drop = nn.Dropout(DROPPED)
        self.head = nn.Linear(2 * WIDTH, 1)
        nn.init.normal_(self.head.weight, std=0.02)

    def forward(self, numbers: Any, in_second: Any, lengths: Any) -> Any:
        """The log-odds that each pair's sentence answers."""
        places = self.places[: numbers.shape[1]]
        tokens = self.embeddings(self.words[numbers] + places + in_second[:, :, None] * self.second)
        is_token = torch.arange(numbers.shape[1])[None] < lengths[:, None]
        hidden = torch.where(is_token, 0.0, -1e9)[:, None, None, :]
        for layer in self.layers:
            tokens = layer(tokens, hidden)
        parts = [(is_token & (in_second == part)).float()[:, :, None] for part in (0, 1)]
        means = [(tokens * part).sum(1) / part.sum(1) for part in parts]
        return self.head(self.drop(torch.cat(means, 1)))[:, 0]

    def adapters(self) -> dict[str, Any]:
        """What was trained, by the names that `CrossEncoder` has for it, in half precision."""
        named = {"second": self.second, "head": self.head.weight[0], "head.bias": self.head.bias}
        named |= _norm("embeddings", self.embeddings)
        for number, layer in enumerate(self.layers):
            for name in ("attend", "gather", "widen", "narrow"):
                adapted = getattr(layer, name)
                named |= {f"{number}.{name}.down": adapted.down, f"{number}.{name}.up": adapted.up}
            for name in ("after_attention", "after_widening"):
                named |= _norm(f"{number}.{name}", getattr(layer, name))
        return {name: each.detach().numpy().astype(np.float16) for name, each in named.items()}


def trained(
    tensors: Tensors,
    pairs: Sequence[TrainingPair],
    encode: Callable[[TrainingPair], Tokens],
    tell: Callable[[str], None],
    epochs: int = EPOCHS,
    seed: int = 1,
) -> Network:
    """The network, trained on these pairs. `tell` is told how far it is."""
    torch.manual_seed(seed)
    random = Random(seed)  # noqa: S311 - reproducible samples, no secrets
    network = Network(tensors)
    tokens = [encode(pair) for pair in pairs]
    biases = np.array([pair.bias for pair in pairs], dtype=np.float32)
    biases -= biases.mean()
    answers = np.array([float(pair.answers) for pair in pairs], dtype=np.float32)
    learned = [each for each in network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    steps = epochs * (len(pairs) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, steps))
    step = 0
    network.train()
    for _ in range(epochs):
        for batch in _batches([len(each[0]) for each in tokens], random):
            with torch.autocast("cpu", torch.bfloat16):
                log_odds = network(*_padded([tokens[each] for each in batch]))
            loss = functional.binary_cross_entropy_with_logits(
                log_odds.float() + torch.from_numpy(biases[batch]), torch.from_numpy(answers[batch])
            )
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                tell(f"{step} of {steps} steps, loss {loss.item():.3f}")
    network.eval()
    return network


def _share_of_rate(step: int, steps: int) -> float:
    rising = (step + 1) / (WARM_UP * steps)
    falling = (steps - step) / ((1 - WARM_UP) * steps)
    return min(rising, max(0.02, falling))


def _batches(lengths: Sequence[int], random: Random) -> list[list[int]]:
    """Numbers of texts of about one length together, in no order."""
    order = random.sample(range(len(lengths)), len(lengths))
    batches = []
    for start in range(0, len(order), 20 * BATCH):
        some = sorted(order[start : start + 20 * BATCH], key=lengths.__getitem__)
        whole = [some[first : first + BATCH] for first in range(0, len(some) - BATCH + 1, BATCH)]
        batches += random.sample(whole, len(whole))
    return batches


def _padded(texts: Sequence[Tokens]) -> tuple[Any, Any, Any]:
    longest = -(-max(len(numbers) for numbers, _ in texts) // PADDED_TO) * PADDED_TO
    numbers = torch.zeros(len(texts), longest, dtype=torch.long)
    in_second = torch.zeros(len(texts), longest)
    for row, (text, first) in enumerate(texts):
        numbers[row, : len(text)] = torch.tensor(text)
        in_second[row, first : len(text)] = 1
    return numbers, in_second, torch.tensor([len(text) for text, _ in texts])


def _norm(name: str, norm: Any) -> dict[str, Any]:
    return {f"{name}.norm.scale": norm.scale, f"{name}.norm.shift": norm.shift}


def _floats(tensor: Any) -> Any:
    return torch.from_numpy(np.array(tensor).astype(np.float32))
