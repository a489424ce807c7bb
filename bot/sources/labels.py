"""Footnote labels as people write them: `[1]`, `［１］`, `¹`, `[note 1]`, `[註 1]`, `[lower-alpha 1]`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST_LABEL = 30
"""Characters: a label travels in Discord's custom ids, with the article's."""

MOST_NAMED = 20
"""Labels that a remark names one by one."""

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

OPENING, CLOSING = "[［【〔", "]］】〕"

_BRACKETS = re.compile(r"[\[\]［］【】〔〕\u200b-\u200d\u2060\ufeff]")
_LABEL = re.compile(
    r"[^\W_]{1,8}|(?:[^\W\d_]|[-.' ]){1,20}[ .]?\d{1,4}|\d{1,4}(?:\.\d{1,3}){1,2}|[*†‡§¶#‖]{1,3}|[*※]\d{1,3}"
)
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


STYLED_GROUPS = ("lower-alpha", "upper-alpha", "lower-greek", "lower-roman", "upper-roman", "decimal")
"""Groups whose names style sheets turn into letters and numerals."""


def clean_label(words: str) -> str:
    """A marker's words without brackets, in plain digits where they are raised or wide ones.

    Digits of other scripts stay as readers see them.
    """
    return wiki_label(words).strip(" .:,;()")


def wiki_label(words: str) -> str:
    """As `clean_label`, with the signs around the words, which may be part of a group's name: `(n) 1`."""
    bare = _BRACKETS.sub("", words).translate(SUPERSCRIPTS).replace("_", "-")
    wide = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in bare)
    return " ".join(_BRACKETS.sub("", wide).replace("_", "-").split())


def short_label(label: str) -> str:
    """`label`, or, where it is too long, the beginning of its group's name with its number."""
    if len(label) <= LONGEST_LABEL:
        return label
    name, _, number = label.rpartition(" ")
    if not name or len(number) > 8:
        return label[:LONGEST_LABEL].strip()
    return f"{name[: LONGEST_LABEL - len(number) - 2].strip()}… {number}"


def looks_like_label(label: str) -> bool:
    """Whether `label`, without brackets, may be a footnote's."""
    return len(label) <= LONGEST_LABEL and _LABEL.fullmatch(label) is not None


def as_number(label: str) -> int | None:
    """The number that a label of digits stands for, in whatever script's digits it is."""
    return int(label) if label.isdecimal() else None


def label_in_group(label: str, group: str) -> str:
    """What readers see for a label of one of the groups whose style a sheet sets: `a`, `iv`."""
    number = label.removeprefix(group).strip()
    if not number.isdecimal() or not 0 < int(number) <= 400:
        return label
    place = int(number)
    shown = {
        "lower-alpha": _letters(place, "abcdefghijklmnopqrstuvwxyz"),
        "upper-alpha": _letters(place, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lower-greek": _letters(place, _GREEK),
        "lower-roman": _roman(place) if place < 40 else number,
        "upper-roman": _roman(place).upper() if place < 40 else number,
        "decimal": number,
    }
    return shown.get(group, label)


def _letters(place: int, letters: str) -> str:
    written = ""
    while place:
        place, rest = divmod(place - 1, len(letters))
        written = letters[rest] + written
    return written


def _roman(place: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, place = divmod(place, value)
        written += letters * times
    return written


def named(labels: Sequence[str]) -> str:
    """Labels as a remark names them: “[1], [2] and 5 more”."""
    shown = ", ".join(f"[{label}]" for label in labels[:MOST_NAMED])
    return f"{shown} and {len(labels) - MOST_NAMED} more" if len(labels) > MOST_NAMED else shown
