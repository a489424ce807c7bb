"""A question without its decoration: Markdown, the mark of a list, quotation marks around all of it, web
addresses, emoji before or behind it, more punctuation than one mark. None of that is asked for, and it leads
the network astray that reads a question.
"""

from __future__ import annotations

import re

from bot.answering.phrases import spoken_words
from bot.answering.two_questions import begins_as_question

_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~|\|\||`{1,3})(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")
_ITEM = re.compile(r"(?:>+\s*|[-*•–—]\s+|#{1,3}\s+|(?:q|question)\s*\d{0,2}\s*[.):]\s+)+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}[.):]\s+")
_END = re.compile(r"(?:[?!.…]{2,}|[!…])$")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»][?!.]*$")

# A digit in a box, what is shown as a picture by what follows it, pictograms from the arrows on ("°" and "™"
# are none), and what joins them.
_EMOJI = r"(?:[0-9#*]\ufe0f?\u20e3|\S\ufe0f|[\u2190-\u2bff\U0001f000-\U0001faff\u200d\ufe0f]|\s)++"
_EMOJI_BEFORE, _EMOJI_BEHIND = re.compile(f"^{_EMOJI}"), re.compile(f"{_EMOJI}$")

_ADDRESS = re.compile(r"<?https?://\S+")

LEAST_LEFT = 3
"""Words beside an emoji or a web address that is left out: "what is ♥" asks about one."""


def without_decoration(text: str) -> str:
    """`text` as it is typed plainly; what is quoted stays so, but for a question that is quoted whole."""
    plain = _EMPHASIS.sub(r"\2", _without_addresses_and_emoji(text.strip()))
    item = _ITEM.match(plain)
    if item and item.end() < len(plain):
        plain = plain[item.end() :]
    number = _NUMBER.match(plain)
    if number and begins_as_question(spoken_words(plain[number.end() :])):  # no "2. Weltkrieg"
        plain = plain[number.end() :]
    quoted = _QUOTED.match(plain)
    if quoted and (begins_as_question(spoken_words(quoted[1])) or "?" in plain):
        plain = quoted[1].strip() + plain[quoted.end(1) + 1 :]
    end = _END.search(plain)
    if end and end.start():
        plain = plain[: end.start()].rstrip() + ("?" if "?" in end[0] else "")
    return plain


def _without_addresses_and_emoji(text: str) -> str:
    """`text` without web addresses, and without the emoji that stand before or behind all of its words."""
    plain = _ADDRESS.sub("", text).strip()
    if not plain.isascii():
        plain = _EMOJI_BEFORE.sub("", _EMOJI_BEHIND.sub("", plain))
    return plain if len(spoken_words(plain)) >= LEAST_LEFT else text
