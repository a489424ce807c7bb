"""The cross-encoder: question and sentence read together, with the encoder's weights and small additions."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.encoder import MOST_TOKENS, Encoder
from bot.search.encoder.cross_encoder import FILE, CrossEncoder, Pair, encode_pair
from bot.search.encoder.tensors import open_tensors, tensors_as_bytes
from bot.search.encoder.transformer import LAYERS, PARTS, Transformer
from bot.search.meaning import Meaning
from bot.search.meaning.encoders import Encoders
from bot.search.training.close_reader import FILE_SHA256, TARGET, between
from bot.search.training.encoder import TARGET as ENCODER
from bot.search.training.encoder import sha256

ANSWERED = [
    (
        "who founded the brewery",
        "Aldwell Brewery: It was founded by Martha Quill in 1871.",
        "The brewery burned down in 1912.",
    ),
    (
        "why was the lighthouse moved",
        "Penn Light: It was moved inland in 1931 because the cliff below it was crumbling.",
        "It was moved inland in 1931 on rails that the navy had lent.",
    ),
    (
        "how many people work there",
        "Orrin Mill: The mill employs 240 people, most of them from the village.",
        "The mill stands by the river, a mile above the village.",
    ),
]
"""A question, a sentence that answers, and one about the same that doesn't."""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The encoder that comes with the program."""
    return Encoder()


@pytest.fixture(scope="module")
def cross_encoder(encoder: Encoder) -> CrossEncoder:
    """The cross-encoder that comes with the program."""
    return encoder.cross_encoder()


@pytest.mark.parametrize(("question", "answer", "other"), ANSWERED)
def test_a_sentence_that_answers_is_told_from_one_about_the_same(
    cross_encoder: CrossEncoder, question: str, answer: str, other: str
) -> None:
    title = answer.split(":")[0]
    answers, does_not = cross_encoder.read([Pair(question, answer), Pair(question, f"{title}: {other}")])
    assert answers > does_not


def test_a_pair_is_read_the_same_alone_and_among_others(cross_encoder: CrossEncoder) -> None:
    pairs = [Pair(question, answer) for question, answer, _ in ANSWERED]
    assert cross_encoder.read(pairs) == [cross_encoder.read([pair])[0] for pair in pairs]


def test_without_additions_the_network_is_the_encoder_s() -> None:
    tensors = open_tensors(ENCODER / "model.safetensors")
    network = Transformer(tensors)
    nothing = {name: tensor for name, tensor in tensors.items() if ".norm." in name}
    nothing["second"] = np.zeros(384, dtype=np.float16)
    for name in (f"{number}.{part}" for number in range(LAYERS) for part in PARTS):
        outputs, inputs = tensors[name].shape
        nothing |= {f"{name}.down": np.ones((16, inputs), dtype=np.float16)}
        nothing |= {f"{name}.up": np.zeros((outputs, 16), dtype=np.float16)}
    numbers, lengths = np.array([[101, 2040, 2003, 102]]), np.array([4])
    in_second = np.array([[0, 0, 1, 1]], dtype=np.float32)
    assert np.allclose(network(numbers, lengths), network.adapted(nothing)(numbers, lengths, in_second))


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=400), st.text(max_size=800))
def test_any_pair_has_tokens_of_both_and_no_more_than_are_read(
    encoder: Encoder, question: str, sentence: str
) -> None:
    numbers, first = encode_pair(encoder.tokenizer, Pair(question, sentence))
    assert 2 <= first < len(numbers) <= MOST_TOKENS


def test_its_file_is_the_one_that_was_made() -> None:
    assert sha256((TARGET / FILE).read_bytes()) == FILE_SHA256


@pytest.mark.parametrize("content", [None, b"", tensors_as_bytes({"head": np.zeros(2, np.float16)}, {})])
def test_without_its_file_nothing_is_read_and_that_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    content: bytes | None,
) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    shipped = Encoder.cross_encoder
    monkeypatch.setattr(Encoder, "cross_encoder", lambda self: shipped(self, tmp_path))
    encoders = Encoders()
    with caplog.at_level(logging.WARNING):
        assert encoders.read([Pair("who", "T: They.")]) is None
        assert encoders.read([Pair("who", "T: They.")]) is None
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        "The cross-encoder can't be read"
    ]


def test_pairs_are_listed_until_they_are_read_where_nobody_waits() -> None:
    known, pair = Meaning(waits=False), Pair("who founded it", "Aldwell Brewery: Martha Quill did.")
    assert known.of_pair(pair) is None
    unread = known.take_unread()
    assert unread == (pair,)
    known.read(unread)
    assert known.of_pair(pair) == Meaning().of_pair(pair)
    assert known.take_unread() == ()


def test_what_is_shipped_lies_between_what_was_learned_before_and_after() -> None:
    before, after = {"head": np.zeros(3, dtype=np.float16)}, {"head": np.ones(3, dtype=np.float16)}
    mean = between(before, after, 0.45)["head"]
    assert mean.dtype == np.float16
    assert np.allclose(mean, 0.45, atol=1e-3)
