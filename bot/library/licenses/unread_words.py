"""Words behind a licence's name that may be a condition which the table doesn't know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.library.licenses.name_tokens import Token
from bot.library.licenses.table import Kind

_JOINT = re.compile(r"\s*[-\u2010-\u2015\u2212/+&]\s*")


def unread_words(
    text: str, tokens: Sequence[Token], first: int, last: int, version: str | None
) -> str | None:
    """What may be a further condition that the table doesn't know, behind a name, or None."""
    if last >= len(tokens) or tokens[last].kind is not None:
        return None
    end, following = tokens[last - 1].end, tokens[last]
    gap, told = text[end : following.start], f"“{text[following.start : following.end]}” may belong to it"
    # “Attribution-Something”, “Attribution – Something”; but “CC BY 4.0 – see there”, “CC BY 4.0-licens”
    capital = text[following.start].isupper()
    if gap.strip() and _JOINT.fullmatch(gap) and (version is None or (gap == gap.strip() and capital)):
        return told
    if version is not None:
        return None
    # “attribution, something”: an abbreviation ends where it ends.
    if "," in gap and tokens[last - 1].kind is Kind.CONDITIONS and not _sa_or_more(tokens[first:last]):
        return told
    # “in CC by John”
    if text[tokens[first].start : end].endswith(" by"):
        return told
    if not gap.strip() and _may_qualify(text, tokens, first, last):
        return told
    for number in range(last, min(last + 5, len(tokens))):
        token = tokens[number]
        # “Attribution Something 4.0”: the version stands behind the whole name.
        if token.kind is Kind.VERSION and re.fullmatch(r"[1-4]\.\d", token.term.value):
            return f"“{text[following.start : token.end]}” may belong to it"
        if token.kind not in (None, Kind.LICENSE):
            break
    return None


def _may_qualify(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word right behind a name without a version may be a condition that the table doesn't know.

    “Creative Commons Attribution Xyz”, “Attribution xyz License”: a capital, or what stands before the word
    for licence. Where letters have no case (Chinese, Arabic), any word may. An abbreviation ends where it
    ends, but for “CC BY Xyz”.
    """
    if tokens[last - 1].kind is not Kind.CONDITIONS and _sa_or_more(tokens[first:last]):
        return False
    begin = text[tokens[last].start]
    if begin.isupper() or not (begin.islower() or _sa_or_more(tokens[first:last])):
        return True
    following = next((t.kind for t in tokens[last : last + 3] if t.kind is not None), None)
    return following is Kind.LICENSE


def _sa_or_more(tokens: Sequence[Token]) -> bool:
    return any(set(token.term.value.split("-")) & {"sa", "nc", "nd"} for token in tokens)
