"""Files of tensors in the safetensors format, opened without being read.

https://github.com/huggingface/safetensors#format: eight bytes with the length of a JSON header, the header
with each tensor's type, shape and place, then the numbers.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Tensors = Mapping[str, NDArray[Any]]

_TYPES: Mapping[str, np.dtype[Any]] = {
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "I8": np.dtype("i1"),
    "I64": np.dtype("<i8"),
}
_NAMES = {dtype: name for name, dtype in _TYPES.items()}

LONGEST_HEADER = 1_000_000


def open_tensors(file: Path) -> Tensors:
    """The tensors in `file`, mapped into memory. Raises OSError, and ValueError where it is no such file."""
    with file.open("rb") as opened:
        kept = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    length = int.from_bytes(kept[:8], "little")
    if not 2 <= length <= min(LONGEST_HEADER, len(kept) - 8):
        raise ValueError(f"{file.name} is no file of tensors")
    header = json.loads(bytes(kept[8 : 8 + length]))
    tensors: dict[str, NDArray[Any]] = {}
    for name, told in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in told["data_offsets"])
        numbers: NDArray[Any] = np.frombuffer(kept[begin:end], dtype=_TYPES[told["dtype"]])
        tensors[name] = numbers.reshape(told["shape"])
    return tensors


def tensors_as_bytes(tensors: Tensors, about: Mapping[str, str]) -> bytes:
    """A file of these tensors; `about` stands in its header."""
    header: dict[str, Any] = {"__metadata__": dict(about)}
    parts: list[bytes] = []
    place = 0
    for name, tensor in tensors.items():
        part = np.ascontiguousarray(tensor).tobytes()
        header[name] = {
            "dtype": _NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [place, place + len(part)],
        }
        parts.append(part)
        place += len(part)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)  # so that the numbers begin at a multiple of eight
    return b"".join((len(head).to_bytes(8, "little"), head, *parts))
