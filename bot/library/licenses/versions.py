"""Several versions behind one licence's name: “CC BY-SA 3.0, 2.5, 2.0 and 1.0”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.library.licenses.name_tokens import Token
from bot.library.licenses.table import Kind

_SEPARATORS = re.compile(r"[\s,、，،/&+(（„“”\"«»‚‘’「」]*")
_SIGN = re.compile(r"[,、，،/&+]")


@dataclass(frozen=True, slots=True)
class FurtherVersion:
    """One more version of a licence, by its tokens from `first` up to `last` (excluded)."""

    first: int
    last: int
    version: str
    port: str | None
    ending: str


def further_versions(
    text: str, tokens: Sequence[Token], last: int, port: Callable[[int, str], str | None]
) -> Iterator[FurtherVersion]:
    """The versions that stand behind a name with a version which ends before the token `last`.

    Only commas, strokes and words for “and” or “or” may stand between: a dash may mean a range. `port` gives
    the country that a token names behind a version.
    """
    while True:
        first = next_version(text, tokens, last)
        if first is None or "." not in tokens[first].term.value:
            return
        version, ending, country = tokens[first].term.value, "", None
        last = first + 1
        if text.startswith("+", tokens[first].end):
            ending = "-or-later"
        while last < len(tokens) and not text[tokens[last - 1].end : tokens[last].start].strip():
            token = tokens[last]
            if token.kind is Kind.OR_LATER:
                ending = "-or-later"
            elif token.kind is Kind.ONLY:
                ending = "-only"
            elif found := port(last, version):
                country = found
            elif token.kind is not Kind.GENERIC:
                break
            last += 1
        yield FurtherVersion(first, last, version, country, ending)


def next_version(text: str, tokens: Sequence[Token], last: int) -> int | None:
    """The place of the version that stands in a row with the one before the token `last`, or None."""
    number, is_joined = last, False
    while number < len(tokens):
        gap = text[tokens[number - 1].end : tokens[number].start]
        if not _SEPARATORS.fullmatch(gap):
            return None
        is_joined = is_joined or _SIGN.search(gap) is not None or tokens[number].kind is Kind.AND
        if tokens[number].kind is Kind.VERSION:
            return number if is_joined else None
        if tokens[number].kind not in (Kind.AND, Kind.LICENSE):
            return None
        number += 1
    return None
