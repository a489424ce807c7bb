"""A licence's name as it stands in a text, whole or up to its version."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.library.licenses.name_tokens import Token
from bot.library.licenses.table import Kind

_OPENING = {"«": "»", "„": "“", "“": "”", "(": ")", "（": "）", "‘": "’", '"': '"', "「": "」", "『": "』"}
_QUOTES = '„“”"«»‚‘’「」（）()'


def stated_name(text: str, start: int, end: int) -> str:
    """A name as it stands in the text, on one line, with the mark that closes one opened in it."""
    if re.match(r"\d\+", text[end - 1 :]):
        end += 1
    name = text[start:end]
    for opening, closing in _OPENING.items():
        if name.count(opening) > name.count(closing) or (opening == closing and name.count(opening) % 2):
            # “Creative Commons (CC BY-SA)”: what closes it stands right behind.
            if text[end : end + 1] in {closing, "”" if closing == "“" else closing}:
                name += text[end]
                end += 1
            elif name.startswith(opening):
                name = name[1:]
    return " ".join(name.split())


def name_before(text: str, tokens: Sequence[Token], first: int, last: int) -> str | None:
    """What stands before a name's version, where the version ends the name; else None."""
    places = [number for number in range(first, last) if tokens[number].kind is Kind.VERSION]
    behind = (Kind.GENERIC, Kind.PORT, Kind.OR_LATER, Kind.ONLY, Kind.LICENSE, None)
    if len(places) != 1 or any(tokens[n].kind not in behind for n in range(places[0] + 1, last)):
        # A port may be written as a code that means something else: “BY”, “SA”.
        return None
    name = " ".join(text[tokens[first].start : tokens[places[0]].start].split(" "))
    return re.sub(rf"[{re.escape(_QUOTES)}]", "", " ".join(name.split()))
