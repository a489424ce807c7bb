"""The passages or footnotes of an article that lie in its record, each made when it is looked at."""

from __future__ import annotations

import struct
from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from typing import Any, overload

from bot.library.plain_data import decoder, from_json

KEPT_PARTS = 4_096
"""Passages and footnotes that stay made after they were looked at; those used longest ago are dropped."""

NUMBER = struct.Struct("<I")
"""The size of a part."""


class Parts(Sequence[Any]):
    """Passages or footnotes of a record, each made when it is looked at."""

    __slots__ = ("_body", "_kind", "_sizes")

    def __init__(self, kind: Hashable, sizes: memoryview, body: memoryview) -> None:
        self._kind, self._sizes, self._body = kind, sizes, body

    def __len__(self) -> int:
        return len(self._sizes) // NUMBER.size

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        sizes = self._sizes[: (place + 1) * NUMBER.size].cast("I")
        end = sum(sizes)
        return _made(self._kind, bytes(self._body[end - sizes[place] : end]))

    def __iter__(self) -> Iterator[Any]:
        return (_made(self._kind, part) for part in self.parts())

    def parts(self) -> Iterator[bytes]:
        """Each as it is kept."""
        begin = 0
        for size in self._sizes.cast("I"):
            yield bytes(self._body[begin : begin + size])
            begin += size

    def plain(self) -> Any:
        """All as plain data, read at once."""
        return from_json(b"[" + b",".join(self.parts()) + b"]")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@lru_cache(maxsize=KEPT_PARTS)
def _made(kind: Hashable, part: bytes) -> Any:
    return decoder(kind)(from_json(part))
