"""How vectors are kept: what comes back, what is dropped, and what is made again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.search.meaning.passage_vectors import PassageVectors, as_bytes
from bot.search.meaning.vector_file import VectorFile, passage_key

KEYS = [passage_key(bytes(20), place) for place in range(4)]


def rows(seed: int, count: int = 3) -> PassageVectors:
    """Some vectors: of `count` sentences, of two tokens each."""
    random = np.random.default_rng(seed)
    sentences, tokens = random.normal(size=(count, 384)), random.normal(size=(2 * count, 128))
    return PassageVectors(
        as_bytes(sentences.astype(np.float32)),
        as_bytes(tokens.astype(np.float32)),
        np.full(count, 2, dtype=np.uint16),
    )


def filled(file: Path, keys: Sequence[bytes]) -> VectorFile:
    """A file with vectors for `keys`."""
    vectors = VectorFile(file)
    for seed, key in enumerate(keys):
        vectors.add(key, rows(seed))
    vectors.save(set(keys))
    return vectors


def test_bytes_keep_the_direction() -> None:
    vectors = np.random.default_rng(0).normal(size=(50, 384)).astype(np.float32)
    stored = as_bytes(vectors).astype(np.float32)
    cosines = (stored * vectors).sum(axis=1)
    cosines /= np.linalg.norm(stored, axis=1) * np.linalg.norm(vectors, axis=1)
    assert cosines.min() > 0.9999


def test_vectors_come_back_as_they_were_kept(tmp_path: Path) -> None:
    file = tmp_path / "data" / "v"
    filled(file, KEYS[:2])
    more = VectorFile(file)
    assert more.get(KEYS[2]) is None
    more.add(KEYS[2], rows(2))
    more.save(set(KEYS))
    again = VectorFile(file)
    assert len(again) == 3
    for seed, key in enumerate(KEYS[:3]):
        for vectors in (again.get(key), more.get(key)):
            assert vectors is not None
            assert np.array_equal(vectors.sentences, rows(seed).sentences)
            assert np.array_equal(vectors.tokens, rows(seed).tokens)
            assert vectors.counts.tolist() == [2, 2, 2]


def test_vectors_that_nothing_uses_any_longer_are_dropped(tmp_path: Path) -> None:
    vectors = filled(tmp_path / "v", KEYS[:3])
    vectors.add(KEYS[3], rows(3))
    vectors.save({KEYS[3]})
    assert len(VectorFile(tmp_path / "v")) == 1
    assert (tmp_path / "v").stat().st_size < 2_500


def test_a_damaged_record_is_made_again_and_no_other(tmp_path: Path) -> None:
    filled(tmp_path / "v", KEYS[:3])
    content = bytearray((tmp_path / "v").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "v").write_bytes(bytes(content) + b"half a rec")
    kept = VectorFile(tmp_path / "v")
    assert [key in kept for key in KEYS[:3]] == [True, False, True]


@pytest.mark.parametrize("content", [b"", b"something else\n", b"footnote vectors 2 0123456789abcdef\n\0"])
def test_a_file_of_another_encoder_or_of_something_else_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "v").write_bytes(content)
    assert len(VectorFile(tmp_path / "v")) == 0
    filled(tmp_path / "v", KEYS)
    assert len(VectorFile(tmp_path / "v")) == 4


def test_a_record_of_something_else_is_refused() -> None:
    record = rows(0).as_record()
    for damaged in (b"", record[:-1], record + b"x", b"\0\0"):
        with pytest.raises(ValueError, match="no vectors of a passage"):
            PassageVectors.from_record(memoryview(damaged))
