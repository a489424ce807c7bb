"""Transport compression of the gateway: one compressor a connection, flushed after every event.

https://docs.discord.com/developers/events/gateway#transport-compression
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable


def compressor(name: str | None) -> Callable[[str], str | bytes] | None:
    """A function from an event's text to the frame that carries it; None for a kind not known here."""
    if name is None:
        return lambda text: text
    if name == "zlib-stream":
        stream = zlib.compressobj()
        return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)
    return _zstd() if name == "zstd-stream" else None


def _zstd() -> Callable[[str], bytes] | None:
    """discord.py asks for zstd-stream where Python has it (3.14) or the package zstandard is installed."""
    try:
        zstd = importlib.import_module("compression.zstd")
    except ImportError:
        pass
    else:
        modern = zstd.ZstdCompressor()
        return lambda text: bytes(modern.compress(text.encode(), modern.FLUSH_BLOCK))
    try:
        package = importlib.import_module("zstandard")
    except ImportError:
        return None
    stream = package.ZstdCompressor().compressobj()
    flush = package.COMPRESSOBJ_FLUSH_BLOCK
    return lambda text: bytes(stream.compress(text.encode()) + stream.flush(flush))
