"""The encoder: its tokens and vectors beside those of the published model, and texts that try to break it.

`reference.json` holds 193 sentences in fourteen scripts with the tokens that Hugging Face's `transformers`
5.24 gives them, `reference.npy` the first 128 numbers of each one's vector by PyTorch in 32 bits.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.search.encoder import MOST_TOKENS, TOKEN_WIDTH, WIDTH, Encoder
from bot.search.encoder.tensors import open_tensors, tensors_as_bytes
from bot.search.encoder.token_space import TokenSpace
from bot.search.encoder.transformer import Floats
from bot.search.encoder.wordpiece import WordPiece
from bot.search.training.encoder import FILES_SHA256, TARGET

HERE = Path(__file__).parent
REFERENCE: list[dict[str, Any]] = json.loads((HERE / "reference.json").read_text(encoding="utf-8"))
TEXTS = [each["text"] for each in REFERENCE]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The encoder that comes with the program."""
    return Encoder()


@pytest.fixture(scope="module")
def vectors(encoder: Encoder) -> Floats:
    """Every third reference sentence's vector, encoded in one call."""
    return encoder.encode(TEXTS[::3])


def test_tokens_are_those_of_the_published_tokenizer() -> None:
    tokenizer = WordPiece((TARGET / "vocab.txt").read_text(encoding="utf-8").splitlines())
    for each in REFERENCE:
        assert tokenizer.encode(each["text"], MOST_TOKENS) == each["tokens"], each["text"]


def test_vectors_point_where_those_of_the_published_weights_do(vectors: Floats) -> None:
    """The bytes cost little: 0.9995 on average when they were made, 0.9962 for the worst."""
    published = np.load(HERE / "reference.npy")[::3].astype(np.float32)
    ours = vectors[:, : published.shape[1]]
    lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(published, axis=1)
    cosines = (ours * published).sum(axis=1) / lengths
    assert cosines.mean() > 0.999
    assert cosines.min() > 0.99


def test_a_vector_has_length_1_and_is_the_same_alone_and_among_others(
    encoder: Encoder, vectors: Floats
) -> None:
    assert vectors.shape == (len(TEXTS[::3]), WIDTH)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for place in (0, 20, 40):
        assert np.allclose(encoder.encode([TEXTS[3 * place]])[0], vectors[place], atol=1e-4)


def test_what_means_the_same_is_nearer_than_what_shares_words(encoder: Encoder) -> None:
    asked, same, other = encoder.encode(
        [
            "Who was in charge of the army?",
            "He commanded the troops.",
            "The army museum charges an entrance fee.",
        ]
    )
    assert asked @ same > asked @ other


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" ", id="space"),
        pytest.param("\u200b\ufeff\u2060", id="zero width"),
        pytest.param("\ud800", id="surrogate"),
        pytest.param("a\udfffb", id="surrogate inside"),
        pytest.param("\x00\x01", id="control"),
        pytest.param("x" * 20_000, id="one long word"),
        pytest.param("a " * 20_000, id="many words"),
        pytest.param("\u0301" * 9, id="accents alone"),
    ],
)
def test_any_text_has_a_vector(encoder: Encoder, text: str) -> None:
    [vector] = encoder.encode([text])
    assert np.isfinite(vector).all()
    assert np.isclose(np.linalg.norm(vector), 1, atol=1e-5)


def test_no_text_has_no_vector(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)
    assert encoder.encode_tokens([]) == []


def test_each_piece_of_a_word_has_a_vector_and_a_mark_has_none(encoder: Encoder) -> None:
    [encoded] = encoder.encode_tokens(["Who led the Mensheviks, then?"])
    assert encoded.words == ["who", "led", "the", *["mensheviks"] * (len(encoded.words) - 4), "then"]
    assert encoded.tokens.shape == (len(encoded.words), TOKEN_WIDTH)
    [without] = encoder.encode_tokens(["… ?!"])
    assert without.tokens.shape == (0, TOKEN_WIDTH)


def test_a_word_is_nearest_to_one_that_means_the_same(encoder: Encoder) -> None:
    question, answer = encoder.encode_tokens(["the army", "Trotsky ate an apple while his troops slept."])
    lengths = np.linalg.norm(question.tokens, axis=1)[:, None] * np.linalg.norm(answer.tokens, axis=1)
    cosines = question.tokens @ answer.tokens.T / lengths
    assert answer.words[int(cosines[question.words.index("army")].argmax())] == "troops"


def test_fewer_numbers_keep_which_tokens_are_alike(encoder: Encoder) -> None:
    whole = Encoder(token_space=TokenSpace(np.zeros(WIDTH, np.float32), np.eye(WIDTH, dtype=np.float32)))
    tokens = [
        np.concatenate([each.tokens for each in read.encode_tokens(TEXTS[:40])]) for read in (encoder, whole)
    ]
    narrow, wide = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in tokens)
    assert np.corrcoef((narrow @ narrow.T).ravel(), (wide @ wide.T).ravel())[0, 1] > 0.9


def test_a_question_is_nearer_to_what_answers_it_than_its_words_are(encoder: Encoder) -> None:
    asked = "what did his dad do for a living"
    answers, other = encoder.encode(["His father was a tanner.", "He lived in the capital."])
    as_text, as_question = encoder.encode([asked])[0], encoder.encode_questions([asked])[0].vector
    assert as_question @ answers - as_question @ other > as_text @ answers - as_text @ other


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_tokens_stand_between_beginning_and_end(text: str) -> None:
    numbers = _tokenizer().encode(text, 16)
    assert 2 <= len(numbers) <= 16
    assert numbers[0] == 101
    assert numbers[-1] == 102
    assert _tokenizer().encode(f" {text}\u200b", 16) == numbers


def test_tensors_come_back_as_they_were_written(tmp_path: Path) -> None:
    tensors: dict[str, NDArray[Any]] = {
        "a": np.arange(6, dtype=np.int8).reshape(2, 3),
        "b": np.ones(3, dtype=np.float32),
    }
    (tmp_path / "t").write_bytes(tensors_as_bytes(tensors, {"of": "a test"}))
    for name, tensor in open_tensors(tmp_path / "t").items():
        assert np.array_equal(tensor, tensors[name])


@pytest.mark.parametrize("content", [b"12345678", b"\xff" * 64, b"\x40" + bytes(7) + b"{}"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(ValueError, match="t is no file of tensors"):
        open_tensors(tmp_path / "t")


def test_its_files_are_those_that_were_made() -> None:
    found = {name: hashlib.sha256((TARGET / name).read_bytes()).hexdigest() for name in FILES_SHA256}
    assert found == FILES_SHA256


def test_nothing_is_read_before_something_is_encoded() -> None:
    code = (
        "import sys; opened = []; sys.addaudithook(lambda e, a: e == 'open' and opened.append(str(a[0])))\n"
        "import bot.cli; from bot.search import Index, Meaning\n"
        "meaning = Meaning(); Index((), meaning=meaning)\n"
        "files = lambda: sum('data/encoder' in each for each in opened)\n"
        "before = files(); meaning.of_question('x'); print(before, files())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["0", "4"]


def _tokenizer() -> WordPiece:
    vocabulary = ["[UNK]", *(f"[unused{number}]" for number in range(1, 101)), "[CLS]", "[SEP]"]
    return WordPiece([*vocabulary, *map(chr, range(97, 123)), *("##" + chr(n) for n in range(97, 123))])
