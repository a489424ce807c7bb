"""Lines by which a text states its own licence, where a sentence about somebody else's may stand as well."""

from __future__ import annotations

import re

from bot.library.licenses.mentions import mentions_in
from bot.library.licenses.name_tokens import tokens_of
from bot.library.licenses.notices import read_notice
from bot.library.licenses.table import Kind

LONGEST_STATEMENT = 300
"""Characters. What is longer is the article's opening."""

_MOST_BESIDE = 8
"""Words of an author, a date or the like beside the statement."""

_PARTS = re.compile(r"(?<=[.!?。])\s+|\s*[|·•–—\n;]\s*")
_STATES = re.compile(
    r"licen[cs]|lizen[zs]|licenz|лиценз|ліценз|ライセンス|许可|許可|©|\(c\)|copyright|text:|creative commons|"
    r"(?:available|released|published|distributed|shared|except|under|unter|veröffentlicht|sous|publié|bajo|"
    r"publicado|sob|sotto|pubblicato|onder)\b",
    re.IGNORECASE,
)
"""Words with which a statement begins that names no text: “Licensed under”, “Unter der Lizenz”."""

_THIS = re.compile(r"(?:this|these|dies\w*|cet(?:te)?|ce|est[ea]|quest[oa]|deze|dit)\b", re.IGNORECASE)
_THE = re.compile(r"(?:the|all|our|my|der|die|das|le|la|el|o|a|il|de|het)\s+", re.IGNORECASE)


def states_own_license(text: str, title: str = "") -> bool:
    """Whether a short `text` at the edge of the article called `title` states its licence.

    “Licensed under CC BY 4.0” does, with or without its author; “Blender is licensed under the GPL” doesn't.
    """
    if len(text) > LONGEST_STATEMENT or read_notice(text).license is None:
        return False
    parts = [part.strip(" *_") for part in _PARTS.split(text) if part.strip(" *_")]
    naming = [part for part in parts if _names_license(part)]
    if any(not _names_license(part) and len(part.split()) > _MOST_BESIDE for part in parts):
        return False
    return any(_is_statement(part, title) for part in naming)


def _names_license(part: str) -> bool:
    return any(mention.complete for mention in mentions_in(part, tokens_of(part)))


def _is_statement(part: str, title: str) -> bool:
    tokens = tokens_of(part)
    first = next(mention for mention in mentions_in(part, tokens) if mention.complete)
    before = part[: tokens[first.first].start].strip()
    if not before or before.casefold() == "the":
        behind = part[tokens[first.last - 1].end :].strip(" .)*")
        return not behind or not behind[0].isalpha()
    by_title = title and before.lstrip('“"«„').casefold().startswith(title.casefold())
    if by_title or _STATES.match(before) or _THIS.match(before):
        return True
    named = _THE.sub("", before, count=1)
    own = tokens_of(named)
    return bool(own) and own[0].kind is Kind.TEXT and own[0].start == 0
