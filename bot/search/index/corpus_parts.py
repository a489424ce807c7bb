"""What is kept of a corpus: whose articles it is made of, its words, and its tables, as named arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.library.records import FINGERPRINT_SIZE
from bot.search.index.postings import Postings
from bot.search.index.titles import TitleTable
from bot.search.index.token_table import CorpusTables, TokenTable, build_tables
from bot.search.index.vocabulary import Vocabulary
from bot.search.languages.profile import Language
from bot.search.text.inflections import Ngrams
from bot.search.text.spelling import Signatures

NamedArrays = Iterator[tuple[str, NDArray[Any]]]
"""Arrays by dotted names, each made when it is asked for: whoever takes one may write it and let it go."""

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class CorpusParts:
    """The parts of a corpus. `fingerprints` are those of its articles (bot.library.records)."""

    fingerprints: Sequence[bytes]
    stems: Vocabulary
    surfaces: Vocabulary
    titles: TitleTable
    tables: CorpusTables

    def arrays(self) -> NamedArrays:
        """All parts as arrays."""
        yield "fingerprints", fingerprint_table(self.fingerprints)
        yield from named_arrays(self.stems, "stems.")
        yield from named_arrays(self.surfaces, "surfaces.")
        yield from named_arrays(self.titles, "titles.")
        yield from named_arrays(self.tables)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], language: Language) -> Self:
        """The parts that `arrays` gave; tables that are missing are made anew.

        Raises KeyError where an array is missing that they can't be made of.
        """
        fingerprints = list(map(bytes, arrays["fingerprints"]))
        stems, surfaces, title_stems = (
            _filled(Vocabulary, arrays, prefix) for prefix in ("stems.", "surfaces.", "titles.stems.")
        )
        titles = TitleTable(title_stems, arrays["titles.offsets"], arrays["titles.numbers"])
        tokens = _filled(TokenTable, arrays, "tokens.")
        try:
            tables = CorpusTables(
                tokens=tokens,
                stem_of_surface=arrays["stem_of_surface"],
                postings=_filled(Postings, arrays, "postings."),
                sentence_counts=arrays["sentence_counts"],
                ngrams=_filled(Ngrams, arrays, "ngrams."),
                signatures=_filled(Signatures, arrays, "signatures."),
            )
        except KeyError:
            tables = build_tables(tokens, stems.texts, surfaces.texts, language)
        return cls(fingerprints, stems, surfaces, titles, tables)


def fingerprint_table(fingerprints: Sequence[bytes]) -> NDArray[np.uint8]:
    """Fingerprints as the rows of an array."""
    return np.frombuffer(b"".join(fingerprints), dtype=np.uint8).reshape(-1, FINGERPRINT_SIZE)


def named_arrays(table: Any, prefix: str = "") -> NamedArrays:
    """The arrays of a dataclass and of those inside it, by dotted names."""
    for field in fields(table):
        value, name = getattr(table, field.name), prefix + field.name
        if is_dataclass(value):
            yield from named_arrays(value, f"{name}.")
        else:
            yield name, value


def _filled(table: type[T], arrays: Mapping[str, NDArray[Any]], prefix: str) -> T:
    return table(**{field.name: arrays[prefix + field.name] for field in fields(table)})  # type: ignore[arg-type]
