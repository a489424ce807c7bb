"""The Markdown of articles: CommonMark, what GitHub adds, notes in the line, Obsidian's marks, definitions."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, image
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

LONGEST_LABEL = 40
"""Characters. A footnote's label travels in Discord's custom ids, which hold 100 in all."""

MOST_NESTED = 100
"""Levels. Lists nest two levels each: with CommonMark's 20 the words of the tenth list would be lost."""

_MOST_IMAGES_NESTED = 10

_LABEL = re.compile(rf"\[\^[^\s\]]{{1,{LONGEST_LABEL}}}\]")
_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9])(https?)$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?!\[\^)[^\s<>\\`、。，；：！？「」『』（）《》]){1,2000}")
_ENTITY_AT_END = re.compile(r"&[A-Za-z0-9]{1,40};\Z")
_MATH = re.compile(
    r"\$\$[^$]{1,5000}\$\$"
    r"|\$`[^`$\n]{1,1000}`\$"
    r"|\$(?![\s$])(?:\\.|[^$\\\n]|\n(?!\s*\n)){1,1000}(?<!\s)\$(?![A-Za-z0-9$])"
)
_HIGHLIGHT = re.compile(r"==(?![\s=])((?:[^=\n]|=(?!=)){1,2000})(?<!\s)==(?![A-Za-z0-9=])")
_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\](?![(\[])")


@cache
def parser() -> MarkdownIt:
    """The parser of blocks and of the words in them. Words are read by `parser().inline.parse`."""
    md = MarkdownIt(
        "commonmark",
        {"maxNesting": MOST_NESTED, "alerts": True, "strikethrough_single_tilde": True, "store_labels": True},
    )
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.use(deflist_plugin)
    alternatives = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "comment", _comment_block, alternatives)
    md.block.ruler.before("comment", "math_block", _math_block, alternatives)
    md.block.ruler.before("math_block", "too_deep", _too_deep)
    md.inline.ruler.at("footnote_ref", _footnote_ref)
    md.inline.ruler.at("image", _image)
    for name, rule in (
        ("wikilink", _wikilink),
        ("comment", _comment),
        ("note", _note),
        ("math", _math),
        ("highlight", _highlight),
        ("address", _address),
    ):
        md.inline.ruler.before("link", name, rule)
    # Blocks come as a flat run; the words in them are read one block after the other.
    md.disable("inline")
    # An address stays as it is written; which ones are kept is decided where they are read.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return md


def _too_deep(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """What nests deeper than is read stays the words that are written there: they aren't lost."""
    if silent or state.level < MOST_NESTED - 3:
        return False
    state.line = begin + 1
    while state.line < end and not state.isEmpty(state.line) and state.sCount[state.line] >= state.blkIndent:
        state.line += 1
    token = state.push("too_deep", "", 0)
    token.content = state.getLines(begin, state.line, state.blkIndent, False).strip()
    token.map = [begin, state.line]
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _math_block(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """Lines from `$$` to `$$`, without an empty one between."""
    if state.is_code_block(begin) or not _line(state, begin).startswith("$$"):
        return False
    if "$$" in _line(state, begin)[2:]:
        return False
    line = begin + 1
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if _line(state, line).rstrip().endswith("$$"):
            if not silent:
                token = state.push("math_block", "", 0)
                token.content = state.getLines(begin, line + 1, state.blkIndent, False)
                token.map = [begin, line + 1]
                state.line = line + 1
            return True
        line += 1
    return False


def _comment_block(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
    """Obsidian's comment, from a line that begins with `%%` to the next `%%`, over empty lines too."""
    if state.is_code_block(begin) or not _line(state, begin).startswith("%%"):
        return False
    start = state.bMarks[begin] + state.tShift[begin]
    close = -1 if state.env.get("endless_comment") else state.src.find("%%", start + 2)
    if close < 0 or close >= state.eMarks[end - 1]:
        state.env.setdefault("endless_comment", begin + 1)
        return False
    last = begin
    while state.eMarks[last] < close:
        last += 1
    rest = state.src[close + 2 : state.eMarks[last]]
    if rest.strip() and last == begin:
        return False  # a comment in a line of words
    if silent:
        return True
    token = state.push("comment", "", 0)
    token.map = [begin, last + 1]
    state.line = last + 1
    if rest.strip():
        state.push("paragraph_open", "p", 1).map = [last, last + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = rest.strip(), [last, last + 1], []
        state.push("paragraph_close", "p", -1)
    return True


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """The plug-in's rule, a marker without a footnote included, kept from looking for an end far away."""
    return bool(_LABEL.match(state.src, state.pos)) and footnote_ref(state, silent, always_match=True)


def _image(state: StateInline, silent: bool) -> bool:
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


def _note(state: StateInline, silent: bool) -> bool:
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


def _comment(state: StateInline, silent: bool) -> bool:
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


def _math(state: StateInline, silent: bool) -> bool:
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


def _highlight(state: StateInline, silent: bool) -> bool:
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


def _wikilink(state: StateInline, silent: bool) -> bool:
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


def _address(state: StateInline, silent: bool) -> bool:
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
