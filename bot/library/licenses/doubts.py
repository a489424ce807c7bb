"""Why what a notice says of its licence can't be taken at its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.library.licenses.letters import letters
from bot.library.licenses.mentions import Mention
from bot.library.licenses.name_tokens import Token
from bot.library.licenses.table import VERSIONS, Kind, spdx
from bot.library.licenses.versions import next_version

_STEMS = re.compile(
    r"sharealik|noncom|nonkom|commerc|kommer[zcs]|komer[czs]|comerc|komers|коммерч|комерц|комерч|камерц|deriv"
    r"|nichtkomm"
)
"""What a condition's name may begin with in a word that the table doesn't have: a slip, another case."""


def doubts_in(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[str]:
    """Why what `text` says can't be taken at its word."""
    inside = {number for mention in mentions for number in range(mention.first, mention.last)}
    for mention in mentions:
        if mention.doubt:
            yield f"behind “{mention.name}”, {mention.doubt}"
    for number, token in enumerate(tokens):
        if number in inside:
            continue
        word = " ".join(text[token.start : token.end].split())
        if token.kind is Kind.RESERVED:
            yield f"it says “{word}” too"
        if (
            token.kind is Kind.RESTRICTION
            or (token.kind is Kind.CONDITIONS and token.term.value != "by")
            or (token.kind is None and _STEMS.search(letters(word)))
        ):
            yield f"“{word}” may be a further condition"
        if token.kind is Kind.SHORT and word.isupper() and token.term.value != "by":
            yield f"“{word}” may be a further condition"
    sentences = sentences_of(text, tokens, mentions)
    yield from _other_versions(text, tokens, mentions, sentences)
    for first, last in sentences:
        here = [mention for mention in mentions if first <= mention.first < last]
        for token in (tokens[number] for number in range(first, last) if here and number not in inside):
            if token.kind in (Kind.NOT, Kind.HEDGE):
                word = text[token.start : token.end]
                yield f"“{word}” stands beside “{here[0].name}”"
        if here and re.search(r"[?？؟]", text[tokens[first].start : _end(text, tokens, last)]):
            yield f"“{here[0].name}” stands in a question"


def _other_versions(
    text: str, tokens: Sequence[Token], mentions: Sequence[Mention], sentences: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """What may be one more version of a licence: a number of its versions that stands behind its name."""
    begins = [mention.first for mention in mentions] + [len(tokens)]
    for mention, following in zip(mentions, begins[1:], strict=True):
        if mention.version and mention.version.count(".") > 1:
            yield f"“{mention.version}” may be several versions of “{mention.name}”"
        end = next(last for first, last in sentences if first <= mention.first < last)
        in_row = next_version(text, tokens, mention.last)
        for number in range(mention.last, following):
            value = tokens[number].term.value
            # The next word may be a version, whatever sign stands before it: “3.0. 2.5”, “3.0 | 2.5”.
            near = number < end or number == mention.last
            if tokens[number].kind is Kind.VERSION and (
                number == in_row or (near and _is_version(mention, value))
            ):
                yield f"“{value}” may be another version of “{mention.name}”"


def _is_version(mention: Mention, value: str) -> bool:
    """Whether the licence has had a version of this number."""
    if mention.family == "cc":
        return value in VERSIONS
    family = mention.family.rstrip(".0123456789").rstrip("-")
    return "." in value and any(key.startswith(f"{family}-{value}") for key in spdx())


def _end(text: str, tokens: Sequence[Token], last: int) -> int:
    return tokens[last].start if last < len(tokens) else len(text)


_SENTENCE_END = re.compile(r"[;\n。；|•]|[.!?！？؟](?=[\s\"”»)’]|$)")


def sentences_of(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """The sentences of `text`, as numbers of tokens from the first up to the last (excluded)."""
    inside = {number for mention in mentions for number in range(mention.first + 1, mention.last)}
    found: list[tuple[int, int]] = []
    first = 0
    for number in range(1, len(tokens)):
        before, token = tokens[number - 1], tokens[number]
        gap = text[before.end : token.start]
        # “e.g. CC BY” and “z. B. CC BY” are no ends.
        abbreviated = before.end - before.start <= 2 and before.kind is not Kind.VERSION and ". " in gap
        if number not in inside and not abbreviated and _SENTENCE_END.search(gap):
            found.append((first, number))
            first = number
    return [*found, (first, len(tokens))]
