"""The encoder and the cross-encoder, read when they are first needed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Lock

from bot.search.encoder import Encoded, Encoder
from bot.search.encoder.cross_encoder import CrossEncoder, Pair

_log = logging.getLogger(__name__)


class Encoders:
    """Both networks, whose weights are read once. Threads may share them, and use them at the same time."""

    def __init__(self) -> None:
        self._encoder: Encoder | None = None
        self._cross_encoder: CrossEncoder | None = None
        self.is_broken, self.cannot_read = False, False
        """Whether the encoder's files, and those of the cross-encoder, turned out to be unusable."""
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> Sequence[Encoded] | None:
        """The vectors of `texts`; None where the encoder's files can't be used."""
        encoder = self._loaded()
        return None if encoder is None else encoder.encode_tokens(texts)

    def read(self, pairs: Sequence[Pair]) -> Sequence[float] | None:
        """How well each pair's sentence answers; None where the cross-encoder's files can't be used."""
        encoder = self._loaded()
        if encoder is None:
            self.cannot_read = True
            return None
        with self._loading:
            if self._cross_encoder is None and not self.cannot_read:
                try:
                    self._cross_encoder = encoder.cross_encoder()
                except (OSError, ValueError, KeyError) as error:
                    self.cannot_read = True
                    _log.warning(
                        "The cross-encoder can't be read (%r); answers are judged without it",
                        error,
                        extra={"kind": "encoder"},
                    )
        return None if self._cross_encoder is None else self._cross_encoder.read(pairs)

    def _loaded(self) -> Encoder | None:
        with self._loading:
            if self._encoder is None and not self.is_broken:
                try:
                    self._encoder = Encoder()
                except (OSError, ValueError, KeyError) as error:
                    self.is_broken = True
                    _log.warning(
                        "The sentence encoder can't be read (%r); words alone are compared",
                        error,
                        extra={"kind": "encoder"},
                    )
        return self._encoder
