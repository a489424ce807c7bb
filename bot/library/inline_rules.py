"""Marks in the words of an article's Markdown: notes, formulas, Obsidian's links, bare addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline, image
from mdit_py_plugins.footnote.index import footnote_ref

LONGEST_LABEL = 40
"""Characters. A footnote's label travels in Discord's custom ids, which hold 100 in all."""

_MOST_IMAGES_NESTED = 10

_LABEL = re.compile(rf"\[\^[^\s\]]{{1,{LONGEST_LABEL}}}\]")
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9])(https?)$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?!\[\^)[^\s<>\\`、。，；：！？「」『』（）《》]){1,2000}")
_WWW = re.compile(
    r"(?<![\w/.:@-])www\.[\w-]{1,63}\.(?:(?!\[\^)[^\s<>\\`、。，；：！？「」『』（）《》]){1,2000}",
    re.IGNORECASE,
)
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]{1,40};\Z")
_MATH = re.compile(
    r"\$\$[^$]{1,5000}\$\$"
    r"|\$`[^`$\n]{1,1000}`\$"
    r"|\$(?![\s$])(?:\\.|[^$\\\n]|\n(?!\s*\n)){1,1000}(?<!\s)\$(?![A-Za-z0-9$])"
)
_HIGHLIGHT = re.compile(r"==(?![\s=])((?:[^=\n]|=(?!=)){1,2000})(?<!\s)==(?![A-Za-z0-9=])")
_NUMBERS = re.compile(r"\[(\d{1,4})\](?=\[(\d{1,4})\])")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](?![(\[])")


def marker(state: StateInline, silent: bool) -> bool:
    """The plug-in's rule, a marker without a footnote included, kept from looking for an end far away."""
    return bool(_LABEL.match(state.src, state.pos)) and footnote_ref(state, silent, always_match=True)


def bounded_image(state: StateInline, silent: bool) -> bool:
    """The parser's rule, kept from nesting without end: each image in another's words is a call."""
    depth = state.env.get("images", 0)
    if depth >= _MOST_IMAGES_NESTED:
        return False
    state.env["images"] = depth + 1
    try:
        return image(state, silent)
    finally:
        state.env["images"] = depth


def _before(state: StateInline) -> str:
    return state.src[state.pos - 1] if state.pos else ""


def _inside(state: StateInline, name: str, start: int, end: int, after: int) -> None:
    """Read the words from `start` to `end` as those of an element; go on at `after`."""
    maximum = state.posMax
    state.push(f"{name}_open", name, 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{name}_close", name, -1)
    state.pos, state.posMax = after, maximum


def note(state: StateInline, silent: bool) -> bool:
    """`^[A note.]`"""
    if not state.src.startswith("^[", state.pos) or _LABEL.match(state.src, state.pos + 1):
        return False
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.push("note", "", 0).content = state.src[state.pos + 2 : end]
    state.pos = end + 1
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """`%%never shown%%`"""
    if not state.src.startswith("%%", state.pos):
        return False
    end = state.src.find("%%", state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("comment", "", 0).content = state.src[state.pos : end + 2]
    state.pos = end + 2
    return True


def math(state: StateInline, silent: bool) -> bool:
    """`$x_1$`: a formula, in which nothing is Markdown. One that would swallow a marker is none."""
    if state.src[state.pos] != "$" or _before(state).isalnum():
        return False
    match = _MATH.match(state.src, state.pos, state.posMax)
    if not match or "[^" in match[0]:
        return False
    if not silent:
        state.push("math", "", 0).content = match[0]
    state.pos = match.end()
    return True


def highlight(state: StateInline, silent: bool) -> bool:
    """`==marked==`; between letters, as in `a==b`, the signs are words."""
    before = _before(state)
    if before == "=" or (before.isascii() and before.isalnum()):
        return False
    match = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if silent:
        state.pos = match.end()
    else:
        _inside(state, "mark", match.start(1), match.end(1), match.end())
    return True


def wikilink(state: StateInline, silent: bool) -> bool:
    """`[[page]]`, `[[page|words]]`, and `![[what is shown in place]]`."""
    if state.src[state.pos] not in "![":
        return False
    match = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not match or match[1][0] in "^\\" or match[1].isdigit():
        return False
    is_embed = match[0][0] == "!"
    if not is_embed and normalizeReference(match[1]) in state.env.get("references", {}):
        return False
    if not silent:
        token = state.push("embed" if is_embed else "wikilink", "", 0)
        token.content = match[2] or match[1].strip("#").replace("#", " > ")
        token.meta = {"target": match[1]}
    state.pos = match.end()
    return True


def numbers_in_a_row(state: StateInline, silent: bool) -> bool:
    """`[1][2]`, where both lead to an address: two citations, and not words that lead to the second."""
    match = _NUMBERS.match(state.src, state.pos, state.posMax)
    if not match or state.linkLevel:
        return False
    references = state.env.get("references", {})
    first, second = (references.get(normalizeReference(number)) for number in match.groups())
    if first is None or second is None:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": first["href"]} | ({"title": first["title"]} if first.get("title") else {})
        opening.meta = {"label": match[1]}
        state.push("text", "", 0).content = match[1]
        state.push("link_close", "a", -1)
    state.pos = match.end(1) + 1
    return True


def address(state: StateInline, silent: bool) -> bool:
    """A bare address, by GitHub's rules (https://github.github.com/gfm/#autolinks-extension-)."""
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    rest = _ADDRESS.match(state.src, state.pos + 3, state.posMax)
    if not scheme or not rest:
        return False
    address = _trimmed(f"{scheme[1]}://{rest[0]}")
    if not address.rpartition("://")[2]:
        return False
    state.pending = state.pending[: -len(scheme[1])]
    state.push("link_open", "a", 1).attrs = {"href": address}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme[1])
    return True


def plain_addresses(text: str) -> Iterator[re.Match[str]]:
    """Addresses in `text` that begin with “www.”, without what belongs to the sentence around them."""
    position = 0
    while found := _WWW.search(text, position):
        position = found.end()
        whole = re.compile(re.escape(_trimmed(found[0]))).match(text, found.start())
        if whole and whole[0].count(".") > 1 and whole[0].strip("."):
            yield whole


def _trimmed(address: str) -> str:
    """`address` without what belongs to the sentence around it."""
    end, unpaired = len(address), address.count(")") - address.count("(")
    while end:
        if address[end - 1] == ")" and unpaired > 0:
            unpaired -= 1
            end -= 1
        elif address[end - 1] in "?!.,:*_~'\"[]”’»":
            end -= 1
        elif entity := _ENTITY_AT_END.search(address, max(0, end - 42), end):
            end = entity.start()
        else:
            break
    return address[:end]
