"""A line of a reference list: its label, and its words without the ways back to the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sources.clipboard.wiki_words import wiki_words
from bot.sources.labels import SUPERSCRIPTS

_LABEL = r"[*†‡§¶‖#]{1,3}|\d{1,4}|[a-zA-Zα-ω]|[^\W\d_]{1,12}[ .\u00a0]?\d{1,3}|[ivx]{1,5}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:[•·*‣◦–-]\s*)?[\[［【〔]\s*(?P<label>{_LABEL})\s*[\]］】〕][.:：、]?(?:\s+|(?<=[］】〕、]))(?P<text>\S.*)",
        rf"(?:[•·*‣◦–-]\s*)?[(（]\s*(?P<label>{_LABEL})\s*[)）][.:：、]?(?:\s+|(?<=）))(?P<text>\S.*)",
        r"(?P<label>\d{1,4}|[a-z]|[^\W\d_]{1,12} \d{1,3}|[ivx]{1,5})(?:[.):．：]|\.\))\s+(?P<text>\S.*)",
        r"(?P<label>\d{1,4})(?:[、．。：])\s*(?P<text>\S.*)",
        r"(?P<label>\d{1,4})\t\s*(?P<text>\S.*)",
        r"(?P<label>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*(?P<text>[^\s⁰¹²³⁴⁵⁶⁷⁸⁹].*)",
    )
)
_ALONE = re.compile(r"[\[(［]?(?P<label>\d{1,4}|[a-z]|[^\W\d_]{1,12} \d{1,3})(?:[.．)\]］]|\.\))")
_ARROW = re.compile(r"[\^↑⇑▲↥]{1,3}(?=[\s\w\"“«(]|\Z)\s*(?:\^(?=1[.,]0|a\s))?")
_BACK_AT_END = re.compile(r"(?:\s*[↩⏎↵]\ufe0e?\ufe0f?\d{0,2})+\s*\Z")
"""What blogs put behind a note."""

_WORD = re.compile(r"\s*\^?([a-z]{1,2}|[أبتثجحخدذر]|\d{1,4}[.,]\d{1,3}|\d{1,2})(?=[\s\u00a0,])[,،]?")


_ARABIC = "أبتثجحخدذر"
_AND = re.compile(r"\s+(?:and|und|et|e|y|i|en|och|og|és|și|и|та|و)(?=\s+[a-z]{1,2}\s)")
_LETTERS = re.compile(r"[\[(]((?:[a-z]{1,2}|\d[.,]\d)(?:[\s,]+(?:[a-z]{1,2}|\d[.,]\d))+)[\])]\s")
_WEAK = re.compile(r"(?P<label>\d{1,3})\s+(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference's line. `label` is empty where the line shows none; `text` where the words come below."""

    label: str
    text: str
    arrow: bool = False
    """Whether a way back to the text stood in it, which only references have."""
    raised: bool = False
    """Whether its label is of raised digits."""


def entry_of(line: str) -> Entry | None:
    """`line` as one of a reference list, or None where it begins like none."""
    for form in _FORMS:
        match = form.fullmatch(line)
        if match:
            text, arrow = without_ways_back(_BACK_AT_END.sub("", match["text"]))
            label = match["label"].translate(SUPERSCRIPTS)
            return Entry(label, text, arrow, raised=label != match["label"])
    alone = _ALONE.fullmatch(line)
    if alone:
        return Entry(alone["label"].translate(SUPERSCRIPTS), "")
    text, arrow = without_ways_back(line)
    return Entry("", text, arrow=True) if arrow and text else None


def bare_number_of(line: str, number: int) -> Entry | None:
    """`line` as the reference of this number, where it begins with the number and nothing but a space."""
    match = _WEAK.fullmatch(line)
    if not match or int(match["label"]) != number:
        return None
    text, arrow = without_ways_back(_BACK_AT_END.sub("", match["text"]))
    return Entry(match["label"], text, arrow)


def without_ways_back(text: str) -> tuple[str, bool]:
    """A reference's words without “^”, “↑ a b”, “Jump up to: 1.0 1.1”; and whether there was such a thing."""
    position = 0
    found = False
    while True:
        arrow = _ARROW.match(text, position)
        said = wiki_words().back.match(text, position)
        end = arrow.end() if arrow else (said.end() if said else position)
        # A sign or words alone are no way back where they stand in the middle of a sentence.
        if end == position:
            break
        if said and not arrow and not found and not _goes_on(text, end):
            break
        position, found = end, True
        while position < len(text) and text[position].isspace():
            position += 1
    if found:
        bracketed = _LETTERS.match(text, position)
        if bracketed and _past_letters(f"{bracketed[1]} ", 0)[1]:
            return text[bracketed.end() :].strip(), True
        position, _ = _past_letters(text, position)
        return text[position:].strip(), True
    return text, False


def _goes_on(text: str, end: int) -> bool:
    """Whether the words of a way back are followed by its signs or letters, not by a sentence."""
    rest = text[end:].lstrip()
    return rest[:1] in ("^", "↑", "") or text[end - 1] in ":：" or _past_letters(text, end)[1] > 0


def _past_letters(text: str, position: int) -> tuple[int, int]:
    """Where the run `a b c`, `1.0 1.1` or `1 2` ends that stands for several ways back, and their number."""
    begun = position
    count = 0
    while True:
        match = _WORD.match(text, position)
        if not match:
            break
        word = match[1].replace(",", ".")
        joined = _AND.match(text, match.end())
        is_next = word in (_letter(count), str(count + 1)) or word.partition(".")[2] == str(count)
        is_next = is_next or _ARABIC[count : count + 1] == word
        if not is_next:
            break
        position = joined.end() if joined else match.end()
        count += 1
    if count < 2:
        return begun, 0
    while position < len(text) and text[position].isspace():
        position += 1
    return position, count


def without_letters(text: str, times: int) -> str:
    """A reference's words without “a b” at their beginning, where it is cited as often as that counts.

    Some wikis show no arrow before these letters.
    """
    end, count = _past_letters(text, 0)
    return text[end:] if times > 1 and count == times else text


def _letter(place: int) -> str:
    first, second = divmod(place, 26)
    letter = chr(ord("a") + second)
    return letter if not first else chr(ord("a") + first - 1) + letter
