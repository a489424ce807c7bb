"""Text that was cut into tokens → the text as one writes it. Capitals are lost; the encoder reads none."""

from __future__ import annotations

import re

_BRACKETS = {"-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "``": '"', "''": '"'}
"""As the Penn Treebank writes them."""

_JOINED = (
    (re.compile(r" ' (s|t|re|ve|ll|d|m)\b"), r"'\1"),
    (re.compile(r" (n't|'s|'re|'ve|'ll|'d|'m)\b"), r"\1"),
    (re.compile(r" ([.,;:?!)\]%])"), r"\1"),
    (re.compile(r"([(\[$£]) "), r"\1"),
    (re.compile(r" '(?= |$)"), "'"),
    (re.compile(r'" ([^"]*?) "'), r'"\1"'),
    (re.compile(r"(\w) - (\w)"), r"\1-\2"),
    (re.compile(r"(\d), (\d{3})\b"), r"\1,\2"),
    (re.compile(r"(\d)\. (\d)"), r"\1.\2"),
)
"""What stands together, and how; in this order."""


def joined(tokens: str) -> str:
    """The text of tokens that spaces part."""
    text = " ".join(_BRACKETS.get(token, token) for token in tokens.split())
    for parted, together in _JOINED:
        text = parted.sub(together, text)
    return text


def compared(text: str) -> str:
    """What two spellings of a text have in common: their letters and digits."""
    return re.sub(r"\W+", "", text.lower())
