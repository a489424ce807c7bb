"""Values of the model as plain data (lists, numbers, texts), and made of it again."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


def as_json(value: object) -> bytes:
    """Plain data as it is kept."""
    return _encode(value).encode("utf-8", "surrogatepass")


def from_json(kept: bytes | memoryview) -> Any:
    """The plain data that `as_json` gave. Raises ValueError where it is none."""
    return _decode(str(kept, "utf-8", "surrogatepass"))


def plain(value: Any) -> Any:
    """A value of the model as JSON has it: a dataclass is the list of its fields."""
    if is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    return list(map(plain, value)) if isinstance(value, tuple) else value


@cache
def decoder(kind: Hashable) -> Any:
    """The function that makes a value of the type `kind` again of what `plain` made of it."""
    if is_dataclass(kind):
        build: Any = kind
        hints = get_type_hints(build)
        names = [field.name for field in fields(build)]

        def made(values: Sequence[Any]) -> Any:
            # Found at the first use: a licence holds licences.
            decoders = _field_decoders(tuple(hints[name] for name in names))
            return build(*[d(v) if d else v for d, v in zip(decoders, values, strict=True)])

        return made
    raise TypeError(f"{kind} isn't kept")


@cache
def _field_decoders(hints: tuple[Any, ...]) -> Sequence[Any]:
    return [_decoder_of(hint) for hint in hints]


def _decoder_of(hint: Any) -> Any:
    """The decoder for a field's type; None where the value is what JSON gives."""
    if is_dataclass(hint):
        found: Any = decoder(cast(Hashable, hint))
        return found
    if get_origin(hint) is tuple:
        inner = _decoder_of(get_args(hint)[0])
        return (lambda values: tuple(map(inner, values))) if inner else tuple
    if get_origin(hint) is UnionType or hint in (str, int, bool):
        return None
    if get_origin(hint) is Mapping:
        return MappingProxyType
    raise TypeError(f"{hint} isn't kept")
