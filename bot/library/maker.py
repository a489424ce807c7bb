"""What made a file that is kept: this version of the program, and of the libraries that it reads with.

Nobody has to raise a number when the reader, the tokenizer or a language's data changes: the files themselves
are what is compared.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

PARTS = ("library", "search")
"""The packages whose code and data decide what an article and its tokens are."""

OTHERS = ("__pycache__", "training", "ranking", "encoder", "meaning")
"""Folders in them that don't."""

LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "sentencex", "PyStemmer", "numpy", "anyascii")

SIZE = 16


@cache
def made_by() -> bytes:
    """Sixteen bytes that stand for this version of what reads and indexes articles."""
    hashed = blake2b(digest_size=SIZE)
    for part in PARTS:
        for name, data in sorted(_contents(files("bot") / part, part)):
            hashed.update(f"{name}\0{len(data)}\0".encode())
            hashed.update(data)
    for library in LIBRARIES:
        try:
            hashed.update(f"{library}={version(library)}\0".encode())
        except PackageNotFoundError:  # an installation without metadata
            hashed.update(f"{library}=?\0".encode())
    return hashed.digest()


def _contents(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in folder.iterdir():
        if each.is_dir() and each.name not in OTHERS:
            found += _contents(each, f"{name}/{each.name}")
        elif each.name.endswith((".py", ".toml", ".tsv", ".txt")):
            found.append((f"{name}/{each.name}", each.read_bytes()))
    return found
