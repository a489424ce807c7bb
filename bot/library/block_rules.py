"""Blocks of an article's Markdown besides those of CommonMark and GitHub: formulas, Obsidian's comments."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

MOST_NESTED = 100
"""Levels. Lists nest two levels each: with CommonMark's 20 the words of the tenth list would be lost."""


def too_deep(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
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


def math_block(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
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


def comment_block(state: StateBlock, begin: int, end: int, silent: bool) -> bool:
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
