"""The encoder and the cross-encoder, read when they are first needed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

from bot.search.encoder import Encoded, Encoder
from bot.search.encoder.cross_encoder import CrossEncoder, Pair

_log = logging.getLogger(__name__)

_Network = TypeVar("_Network")


class Encoders:
    """Both networks, whose weights are read once. Threads may share them, and use them at the same time."""

    def __init__(self) -> None:
        self._encoder = _ReadOnce(Encoder, _tell_of_encoder)
        self._cross_encoder = _ReadOnce(self._make_cross_encoder, _tell_of_cross_encoder)

    @property
    def is_broken(self) -> bool:
        """Whether the encoder's files turned out to be unusable."""
        return self._encoder.is_broken

    @property
    def cannot_read(self) -> bool:
        """Whether the cross-encoder's did, or the encoder's, without which it is nothing."""
        return self.is_broken or self._cross_encoder.is_broken

    def encode(self, texts: Sequence[str]) -> Sequence[Encoded] | None:
        """The vectors of sentences; None where the encoder's files can't be used."""
        encoder = self._encoder.get()
        return None if encoder is None else encoder.encode_tokens(texts)

    def encode_questions(self, texts: Sequence[str]) -> Sequence[Encoded] | None:
        """Those of questions, likewise."""
        encoder = self._encoder.get()
        return None if encoder is None else encoder.encode_questions(texts)

    def read(self, pairs: Sequence[Pair]) -> Sequence[float] | None:
        """How well each pair's sentence answers; None where the cross-encoder's files can't be used."""
        cross_encoder = None if self._encoder.get() is None else self._cross_encoder.get()
        return None if cross_encoder is None else cross_encoder.read(pairs)

    def _make_cross_encoder(self) -> CrossEncoder:
        encoder = self._encoder.get()
        if encoder is None:
            raise ValueError("there is no encoder whose weights it could share")
        return encoder.cross_encoder()


def _tell_of_encoder(error: Exception) -> None:
    _log.warning(
        "The sentence encoder can't be read (%r); words alone are compared", error, extra={"kind": "encoder"}
    )


def _tell_of_cross_encoder(error: Exception) -> None:
    _log.warning(
        "The cross-encoder can't be read (%r); answers are judged without it",
        error,
        extra={"kind": "encoder"},
    )


class _ReadOnce(Generic[_Network]):
    """A network that is read when it is first asked for; where its files can't be used, that is told once."""

    def __init__(self, make: Callable[[], _Network], tell: Callable[[Exception], None]) -> None:
        self._make, self._tell = make, tell
        self._network: _Network | None = None
        self.is_broken = False
        self._reading = Lock()

    def get(self) -> _Network | None:
        with self._reading:
            if self._network is None and not self.is_broken:
                try:
                    self._network = self._make()
                except (OSError, ValueError, KeyError) as error:
                    self.is_broken = True
                    self._tell(error)
        return self._network
