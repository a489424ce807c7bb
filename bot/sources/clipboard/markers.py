"""Footnote markers in a copied text: `[1]`, `［1］`, `[1, 2]`, `[1–3]`, `^[2]`, `¹`, `[note 1]`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.sources.document import Words
from bot.sources.labels import STYLED_GROUPS, SUPERSCRIPTS, clean_label, label_in_group, looks_like_label
from bot.sources.words_builder import WordsBuilder

_BRACKETED = re.compile(
    r"(?:(?<=[\w.,;:!?。！？…)”’»\"'\]］】])\^)?[\[［【〔](?P<inside>[^\[\]［］【】〔〕\n]{1,60})[\]］】〕]"
)
_RAISED = re.compile(r"(?<=\S)(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,،˒⸴ᐟ][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*)(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_SEVERAL = re.compile(r"\s*[,;，、;]\s*")
_RANGE = re.compile(r"(\d{1,4})\s*[-‐-―−~〜～]\s*(\d{1,4})")
UNIT = re.compile(r"(?:\d|[\s\d(/·*](?:[kcdmµn]?m|ft|in|mi|yd|s|kg|N|[a-zA-Z])|^[a-zA-Z])\Z")
"""What an exponent stands behind."""
_LONGEST_RANGE = 50

NUMBERS = "numbers"
LETTERS = "letters"
CAPITALS = "capitals"

_NUMBERED = re.compile(r"\d{1,3}|[^\W\d_]{1,12}[ .]\d{1,3}|\d{1,3}\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class MarkerPlace:
    """Where a marker stands in a text, and the keys of the footnotes that it names."""

    start: int
    end: int
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    raised: bool = False


def key_of(label: str) -> str:
    """`label` for comparing: whatever digits, width and case a list has, its markers may have others."""
    plain = unicodedata.normalize("NFKC", clean_label(label))
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return digits if len(digits) == 1 else " ".join(digits.casefold().split())


def group_of(key: str) -> str:
    """The group that a marker's key belongs to: numbers, letters, or the name before its number."""
    if key.isdecimal():
        return NUMBERS
    if len(key) == 1 and key.isalpha():
        return CAPITALS if key.isupper() else LETTERS
    name, space, number = key.rpartition(" ")
    return name if space and number.isdecimal() else key.rstrip("0123456789.")


def marker_places(text: str) -> Iterator[MarkerPlace]:
    """Everything in `text` that looks like a marker, whether a footnote has its label or not."""
    for match in _BRACKETED.finditer(text):
        labels = tuple(_labels(match["inside"]))
        if labels:
            # A caret before it says that it is raised, as it is everywhere.
            yield MarkerPlace(match.start(), match.end(), tuple(map(key_of, labels)), labels)
    for match in _RAISED.finditer(text):
        if not UNIT.search(text[max(0, match.start() - 6) : match.start()]):
            labels = tuple(re.split(r"[^0-9]+", match["raised"].translate(SUPERSCRIPTS)))
            yield MarkerPlace(match.start(), match.end(), labels, labels, raised=True)


def _labels(inside: str) -> Iterator[str]:
    for part in _SEVERAL.split(inside):
        label = clean_label(part)
        several = _RANGE.fullmatch(label)
        if several and 0 < int(several[2]) - int(several[1]) <= _LONGEST_RANGE:
            yield from map(str, range(int(several[1]), int(several[2]) + 1))
        elif looks_like_label(label):
            group = label.rpartition(" ")[0]
            yield label_in_group(label, group) if group in STYLED_GROUPS else label
        else:
            return


def looks_dangling(place: MarkerPlace) -> bool:
    """Whether a marker without a footnote is surely meant as one: a number, or a group's name and number."""
    return not place.raised and all(_NUMBERED.fullmatch(key) for key in place.keys)


def with_markers(text: str, labels: Mapping[str, str], *, raised: bool) -> Words:
    """`text` with its markers: those whose keys are in `labels`. `raised`: raised digits are some, too."""
    builder = WordsBuilder()
    position = 0
    for place in sorted(marker_places(text), key=lambda place: place.start):
        if place.start < position or (place.raised and not raised):
            continue
        if not all(key in labels for key in place.keys):
            continue
        builder.add(text[position : place.start])
        for key in place.keys:
            builder.add_marker(labels[key])
        position = place.end
    builder.add(text[position:])
    return builder.words()
