"""Where a text names licences: tokens put together to whole names, with version, port and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.library.licenses.name_tokens import CAPITALS_ONLY, Token
from bot.library.licenses.stated_names import name_before, stated_name
from bot.library.licenses.table import COPYLEFT, Kind, ports, spdx
from bot.library.licenses.unread_words import unread_words
from bot.library.licenses.versions import further_versions


@dataclass(frozen=True, slots=True)
class Mention:
    """A licence named in a text, by its tokens from `first` up to `last` (excluded).

    `family` is `cc`, `zero`, `pd`, `pdm` or a family or an id of the table. `conditions` hold `by`, `sa`,
    `nc`, `nd`. `doubt` says why it may be more than what could be read, or is None.
    """

    name: str
    first: int
    last: int
    family: str
    conditions: frozenset[str] = frozenset()
    version: str | None = None
    port: str | None = None
    ending: str = ""
    doubt: str | None = None

    @property
    def complete(self) -> bool:
        """Whether it says which licence: “Creative Commons” alone doesn't."""
        return self.family != "cc" or bool(self.conditions)


_NAME_GAP_END = re.compile(r"[;?\n。；？|•]|[.!](?=\s)")
_NO_LICENSE_OF = frozenset(
    {"press", "media", "university", "technology", "helicopter", "http", "web", "lab", "labs"}
)


def mentions_in(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """The licences that `text`, whose words are `tokens`, names, in order and without overlap."""
    number = 0
    while number < len(tokens):
        mention = _mention_at(text, tokens, number)
        if mention is None:
            number += 1
            continue
        yield mention
        number = mention.last
        for further in _further(text, tokens, mention):
            yield further
            number = further.last


def _mention_at(text: str, tokens: Sequence[Token], first: int) -> Mention | None:
    kind = tokens[first].kind
    if kind in (Kind.CREATIVE_COMMONS, Kind.CONDITIONS, Kind.ABBREVIATION, Kind.SHORT):
        return _creative_commons(text, tokens, first)
    if kind in (Kind.ZERO, Kind.PUBLIC_DOMAIN, Kind.PUBLIC_DOMAIN_MARK):
        return _dedication(text, tokens, first, first)
    if kind in (Kind.FAMILY, Kind.SPDX):
        return _listed(text, tokens, first)
    return None


def _further(text: str, tokens: Sequence[Token], mention: Mention) -> Iterator[Mention]:
    """The same licence in the other versions that stand in a row behind its name."""
    base = name_before(text, tokens, mention.first, mention.last) if mention.version else None
    if base is None:
        return

    def port(number: int, version: str) -> str | None:
        return _port(text, tokens, number, version) if mention.family == "cc" else None

    for found in further_versions(text, tokens, mention.last, port):
        end = tokens[found.last - 1].end
        written = text[tokens[found.first].start : end + text.startswith("+", end)]
        gap = " " if base[-1].isalnum() and base[-1].isascii() and base[-2:] != " v" else ""
        yield replace(
            mention,
            name=f"{base}{gap}{' '.join(written.split())}",
            first=found.first,
            last=found.last,
            version=found.version,
            port=found.port,
            ending=found.ending,
        )


def _joined(text: str, tokens: Sequence[Token], number: int) -> bool:
    """Whether nothing that ends a name stands before the token with this number."""
    if number >= len(tokens):
        return False
    gap = text[tokens[number - 1].end : tokens[number].start]
    # “Így add tovább! 4.0”
    return _NAME_GAP_END.search(gap) is None or (tokens[number].kind is Kind.VERSION and gap == "! ")


def _creative_commons(text: str, tokens: Sequence[Token], first: int) -> Mention | None:
    """A licence of Creative Commons: its conditions, version and port in any order and any language."""
    named = tokens[first].kind in (Kind.CREATIVE_COMMONS, Kind.ABBREVIATION)
    conditions: set[str] = set()
    version = port = None
    placed, ending = False, ""
    last, number = first, first
    while number == first or _joined(text, tokens, number):
        token = tokens[number]
        source = text[token.start : token.end]
        if token.kind is Kind.CREATIVE_COMMONS:
            if conditions and named:
                break
            named = True
        elif token.kind is Kind.ABBREVIATION:
            if conditions:
                break
            conditions |= set(token.term.value.split("-"))
        elif token.kind is Kind.CONDITIONS or (
            token.kind is Kind.SHORT and _is_short(source, number - first)
        ):
            conditions |= set(token.term.value.split("-"))
        elif token.kind is Kind.VERSION and version is None and "." in token.term.value:
            version = token.term.value
        elif token.kind is Kind.GENERIC and (conditions or version):
            placed = True
        elif token.kind is Kind.OR_LATER and version:
            ending = "-or-later"
        elif found := _port(text, tokens, number, version):
            port, placed = found, True
        elif (
            token.kind in (Kind.ZERO, Kind.PUBLIC_DOMAIN, Kind.PUBLIC_DOMAIN_MARK)
            and named
            and not conditions
        ):
            return _dedication(text, tokens, first, number)
        elif token.kind is Kind.LICENSE and (named or conditions):
            number += 1
            continue
        else:
            break
        number += 1
        last = number
    whole = "by" in conditions and (len(conditions) > 1 or (version is not None and placed))
    # “BY-SA 4.0” stands for itself; “SA” or “by” don't.
    if not named and not (whole and (tokens[first].kind is not Kind.SHORT or version)):
        return None
    last = max(last, first + 1)
    return Mention(
        stated_name(text, tokens[first].start, tokens[last - 1].end),
        first,
        last,
        "cc",
        frozenset(conditions),
        version,
        port,
        "-or-later" if _is_plus(text, tokens[last - 1]) else ending,
        doubt=unread_words(text, tokens, first, last, version) if conditions else None,
    )


def _is_short(source: str, behind: int) -> bool:
    """Whether “BY-SA” is meant, and not a word “by”: in capitals, or right behind “Creative Commons”."""
    return source.isupper() or (behind == 1 and "-" in source)


def _is_plus(text: str, token: Token) -> bool:
    """Whether a version has a “+” behind it: that one, or any later one."""
    return token.kind is Kind.VERSION and text.startswith("+", token.end)


def _port(text: str, tokens: Sequence[Token], number: int, version: str | None) -> str | None:
    """The country whose name or code is part of a licence's name: it stands right behind the version."""
    token, before = tokens[number], tokens[number - 1]
    if version is None or before.kind not in (Kind.VERSION, Kind.GENERIC):
        return None
    if token.kind is Kind.PORT:
        return token.term.value
    code = text[token.start : token.end]
    if code.casefold() not in ports():
        return None
    # In small letters it may be a word (“in”, “no”), but hardly where the line or the sentence ends.
    last = re.match(r"\s*(?:[.,;)\]]|$)", text[token.end :]) is not None
    return code.casefold() if code.isupper() or last else None


def _dedication(text: str, tokens: Sequence[Token], first: int, number: int) -> Mention:
    """CC0, the Public Domain Mark, or the public domain: all that stands in a row is one."""
    families = {Kind.ZERO: "zero", Kind.PUBLIC_DOMAIN_MARK: "pdm", Kind.PUBLIC_DOMAIN: "pd"}
    family = families[tokens[number].kind or Kind.PUBLIC_DOMAIN]
    version: str | None = None
    last = number = number + 1
    while _joined(text, tokens, number):
        kind = tokens[number].kind
        if kind is Kind.VERSION and family != "pd" and version in (None, tokens[number].term.value):
            version = tokens[number].term.value
        elif kind is Kind.ZERO or (kind is Kind.PUBLIC_DOMAIN_MARK and family != "zero"):
            family = families[kind]
        elif kind is Kind.LICENSE:
            number += 1
            continue
        elif kind not in (Kind.PUBLIC_DOMAIN, Kind.PUBLIC_DOMAIN_MARK, Kind.GENERIC):
            break
        number += 1
        last = number
    name = stated_name(text, tokens[first].start, tokens[last - 1].end)
    return Mention(name, first, last, family, version=version)


def _listed(text: str, tokens: Sequence[Token], first: int) -> Mention | None:
    """A licence on SPDX's list by its whole name or id, or a family of them with its version."""
    term = tokens[first].term
    if term.kind is Kind.SPDX:
        name = stated_name(text, tokens[first].start, tokens[first].end)
        return Mention(name, first, first + 1, term.value, _conditions_of(term.value))
    version, ending = None, ""
    last = number = first + 1
    while _joined(text, tokens, number):
        kind = tokens[number].kind
        if kind is Kind.VERSION and version is None:
            version = tokens[number].term.value
            if _is_plus(text, tokens[number]):
                ending = "-or-later"
        elif kind in (Kind.ONLY, Kind.OR_LATER) and version:
            ending = "-only" if kind is Kind.ONLY else "-or-later"
        elif kind is Kind.LICENSE:
            number += 1
            continue
        else:
            break
        number += 1
        last = number
    following = text[tokens[last].start : tokens[last].end].casefold() if last < len(tokens) else ""
    if text[tokens[first].start : tokens[first].end] in CAPITALS_ONLY and following in _NO_LICENSE_OF:
        return None
    name = stated_name(text, tokens[first].start, tokens[last - 1].end)
    conditions = frozenset({"sa"}) if term.value in COPYLEFT else frozenset[str]()
    return Mention(name, first, last, term.value, conditions, version, None, ending)


def _conditions_of(key: str) -> frozenset[str]:
    return spdx()[key].conditions
