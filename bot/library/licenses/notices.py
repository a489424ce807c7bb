"""What a page says of its licence → `License`; what isn't certain is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.library.licenses.addresses import address_of, mention_of_url, spdx_of
from bot.library.licenses.doubts import doubts_in, sentences_of
from bot.library.licenses.mentions import Mention, mentions_in
from bot.library.licenses.name_tokens import Token, tokens_of
from bot.library.licenses.table import Kind
from bot.library.model import License

LONGEST_NOTICE = 400
"""Characters. A line longer than this is the article's own, unless it says at once what its licence is."""

LONGEST_FOOTER = 900
"""Characters: footers go on about files, terms of use and trademarks (German Wikipedia's: 560)."""

_NAMED_AT_ONCE = 200
"""Characters of a longer line within which the licence is named."""

MOST_READ = 4000
"""Characters. A longer text is no notice, and isn't read at all."""

_WORDS = re.compile(
    r"licen[cs]|lizenz|лиценз|ліценз|creative commons|\bcc[ -]by\b|\bcc0\b|public domain|\bgfdl\b|copyright"
    r"|©",
    re.IGNORECASE,
)


_ADDRESS = re.compile(r"(?:https?:)?//[^\s<>\"“”«»()]+|(?:www\.)?creativecommons\.org/[^\s<>\"“”«»()]+")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says of the text's licence: the licence; or why that isn't certain; or neither."""

    license: License | None = None
    doubt: str | None = None


def read_notice(text: str) -> Notice:
    """The licence, or the licences to choose from, under which `text` says that a page's words stand.

    `doubt` ends a sentence: “the licence isn't certain: …”. It is None where `text` names no licence.
    """
    if len(text) > MOST_READ:
        return Notice()
    notice, text = " ".join(text.split()), _ADDRESS.sub(_name_at, text)
    tokens = tokens_of(text)
    mentions = tuple(mentions_in(text, tokens))
    named = [mention for mention in mentions if mention.complete]
    if not named:
        doubt = "“Creative Commons” has several licences, and none is named" if mentions else None
        return Notice(doubt=doubt)
    for doubt in doubts_in(text, tokens, mentions):
        return Notice(doubt=doubt)
    sentences = sentences_of(text, tokens, named)
    groups: list[list[Mention]] = []
    subjects: list[str | None] = []
    for first, last in sentences:
        found = _groups(text, tokens, [mention for mention in named if first <= mention.first < last])
        groups += found
        subjects += _subjects(text, tokens, found, first, last)
    of_text = [group for group, subject in zip(groups, subjects, strict=True) if subject is None]
    if not of_text:
        return Notice(doubt=f"“{groups[0][0].name}” is said of {subjects[0]}, and not of the text")
    choices = [_distinct(group) for group in of_text]
    merged = _distinct([mention for group in of_text for mention in group])
    if len(merged) > max(map(len, choices)):
        names = ", ".join(f"“{mention.name}”" for mention in merged)
        return Notice(doubt=f"{names} are named, and not as a choice")
    first_license, *others = (_license(mention) for mention in merged)
    return Notice(replace(first_license, notice=notice, alternatives=tuple(others)))


def _name_at(address: re.Match[str]) -> str:
    """The licence that stands at an address in a notice, by its short name, or nothing."""
    url = address[0].rstrip(".,;:!?]}’'")
    mention = mention_of_url(url if "//" in url else f"//{url}")
    return mention.name + address[0][len(url) :] if mention else ""


def tells_license(line: str) -> bool:
    """Whether `line` may be a page's licence line, and names a licence, though it may not be certain."""
    if not is_notice(line):
        return False
    told = read_notice(line)
    return told.license is not None or told.doubt is not None


def is_notice(line: str) -> bool:
    """Whether `line` may be a page's licence line."""
    if len(line) > LONGEST_NOTICE:
        begins = line[:_NAMED_AT_ONCE]
        return len(line) <= LONGEST_FOOTER and any(m.complete for m in mentions_in(begins, tokens_of(begins)))
    return _WORDS.search(line) is not None or any(mentions_in(line, tokens_of(line)))


def license_named(name: str, notice: str | None = None, url: str | None = None) -> License:
    """The licence of this `name`, as an article's file or a person states it: nothing there is doubted.

    What it asks is what any licence in the name, or the one at the address, asks. No address is added.
    """
    tokens = tokens_of(name)
    mentions = [mention for mention in mentions_in(name, tokens) if mention.complete]
    at_address = mention_of_url(url) if url else None
    conditions = {code for mention in (*mentions, at_address) if mention for code in mention.conditions}
    # “CC BY 4.0, for non-commercial use”
    conditions |= {code for t in tokens if t.kind is Kind.CONDITIONS for code in t.term.value.split("-")}
    spdx = spdx_of(mentions[0]) if len(mentions) == 1 else None
    if at_address and len(mentions) == 1 and same_license(mentions[0], at_address):
        spdx = spdx or spdx_of(at_address)
    return License(name, notice, url, spdx, "sa" in conditions, "nc" in conditions, "nd" in conditions)


def license_of(notice: str | None, name: str | None = None, url: str | None = None) -> License | None:
    """The licence that `notice` states for certain, or the one of this `name`; None where neither says it.

    A `name` that a person gives may hold several to choose from: “CC BY-SA 3.0 or GFDL”.
    """
    if name:
        at_address = license_of_url(name)
        if at_address:
            return replace(at_address, notice=notice)
        given = read_notice(name).license
        if given and given.alternatives and url is None:
            return replace(given, notice=notice)
        one = license_named(name, notice, url)
        mentions = [mention for mention in mentions_in(name, tokens_of(name)) if mention.complete]
        return one if url or len(mentions) != 1 else replace(one, url=address_of(mentions[0]))
    stated = read_notice(notice).license if notice else None
    if stated is None or url is None:
        return stated
    return replace(license_named(stated.name, notice, url), alternatives=stated.alternatives)


def license_of_url(url: str) -> License | None:
    """The licence that stands at `url`, by a short name (“CC BY-SA 3.0 DE”), or None."""
    mention = mention_of_url(url)
    return replace(_license(mention), url=url) if mention else None


def _license(mention: Mention) -> License:
    conditions = mention.conditions
    return License(
        mention.name,
        None,
        address_of(mention),
        spdx_of(mention),
        "sa" in conditions,
        "nc" in conditions,
        "nd" in conditions,
    )


_CONNECTING = (Kind.AND, Kind.LICENSE, Kind.GENERIC, Kind.VERSION, Kind.PORT)


def _groups(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Licences that stand together, as a choice or one in two names: nothing but “and”, “or” between them."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups:
            before = groups[-1][-1]
            between = [tokens[number] for number in range(before.last, mention.first)]
            gap = text[tokens[before.last - 1].end : tokens[mention.first].start]
            joined = (
                any(token.kind is Kind.AND for token in between)
                or re.search(r"[,/&+、，]", gap) is not None
                # “Attribution 4.0 (CC BY 4.0)” is one in two names; what differs in brackets is no choice.
                or same_license(before, mention)
            )
            if joined and all(token.kind in _CONNECTING for token in between):
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return groups


def _subjects(
    text: str, tokens: Sequence[Token], groups: Sequence[Sequence[Mention]], first: int, last: int
) -> list[str | None]:
    """Of what each group of one sentence speaks: None for the text, else the word for what it is."""
    if not groups:
        return []
    between: list[list[int]] = []
    place = first
    for group in groups:
        between.append([n for n in range(place, group[0].first) if tokens[n].kind in (Kind.TEXT, Kind.OTHER)])
        place = group[-1].last
    between.append([n for n in range(place, last) if tokens[n].kind in (Kind.TEXT, Kind.OTHER)])
    # “Text is under …, images under …”, or “… for text, … for images”.
    before = bool(between[0])
    found: list[str | None] = []
    for number in range(len(groups)):
        numbers = between[number] if before else between[number + 1]
        subject = _subject(text, tokens, numbers)
        found.append(found[-1] if found and not numbers else subject)
    return found


def _subject(text: str, tokens: Sequence[Token], numbers: Sequence[int]) -> str | None:
    words = [text[tokens[number].start : tokens[number].end] for number in numbers]
    others = [word for word, n in zip(words, numbers, strict=True) if tokens[n].kind is Kind.OTHER]
    if not others:
        return None
    listed = all(
        tokens[n].kind in (Kind.AND, Kind.TEXT, Kind.OTHER) or text[tokens[n].start : tokens[n].end] == "all"
        for n in range(numbers[0], numbers[-1] + 1)
    )
    gaps = [text[tokens[a].end : tokens[b].start] for a, b in pairwise(numbers)]
    # “Text and images” has the text in it; “images in the text” and “text files” don't say so.
    if len(others) < len(words) and listed and all(gap.strip() for gap in gaps):
        return None
    return f"“{' … '.join(words)}”"


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Each licence once, by the name that says most of it."""
    found: list[Mention] = []
    for mention in mentions:
        for number, other in enumerate(found):
            if same_license(mention, other):
                if mention.version and not other.version:
                    found[number] = mention
                break
        else:
            found.append(mention)
    return found


def same_license(one: Mention, other: Mention) -> bool:
    """Whether two names may mean one licence: one may leave out the version, or the port."""
    if one.family != other.family and spdx_of(one) != (spdx_of(other) or ""):
        return False
    return (
        one.conditions == other.conditions
        and (one.version == other.version or None in (one.version, other.version))
        and (one.port == other.port or None in (one.port, other.port))
    )
