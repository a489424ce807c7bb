"""How much an article file may hold: far more than honest ones do, little enough to be read in seconds."""

from __future__ import annotations

LONGEST_ARTICLE = 5_000_000
"""Characters. “War and Peace” has 3,200,000."""

MOST_BYTES = 4 * LONGEST_ARTICLE
"""Of an article's or a page's file: UTF-8 takes four a character at the most."""

MOST_LINES = 60_000
"""Each may be a paragraph, a heading or an item of a list, which take the parser the longest."""

LONGEST_FRONT_MATTER = 100_000
"""Characters."""

MARKS = "!#$%&*+-:<=>@[\\]^_`{}~"
"""What may mean something to Markdown: at each of them the parser stops to look."""

MOST_MARKS = 250_000
"""One in 20 characters of the longest article."""

MOST_SENTENCE_ENDS = 300_000
"""Characters at which a sentence may end: one in 17 of the longest article."""

QUOTATION_MARKS = "\"'‘’‚“”„«»‹›「」『』"

MOST_QUOTATION_MARKS = 250_000
"""Sentence bounds depend on which belong together; apostrophes count among them."""

MOST_BRACKETS = 25_000
"""Of the marks, `[` and `<`: what begins with them may end anywhere."""

MOST_BRACKETS_IN_PARAGRAPH = 2_000

LONGEST_HEADING = 500
"""Characters. A heading is shown with each passage below it."""

LONGEST_FOOTNOTE = 20_000
"""Characters."""

LONGEST_SENTENCE = 10_000
"""Characters. A longer one is cut, at white space where there is some: cards show 4,000 at the most."""

_SPLIT = "split it into several articles"


def beyond_bounds(text: str) -> str | None:
    """What `text` holds too much of, and the fix; None where it can be read."""
    if len(text) > LONGEST_ARTICLE:
        return f"holds more than {LONGEST_ARTICLE:,} characters; {_SPLIT}"
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        return f"holds half a character (U+{ord(text[error.start]):04X} in line {line}); write it anew"
    if text.count("\n") > MOST_LINES:
        return f"holds more than {MOST_LINES:,} lines; {_SPLIT}"
    if sum(map(text.count, ".!?…。！？")) > MOST_SENTENCE_ENDS:
        return f"holds more than {MOST_SENTENCE_ENDS:,} of . ! ? …, at which sentences end; {_SPLIT}"
    if sum(map(text.count, QUOTATION_MARKS)) > MOST_QUOTATION_MARKS:
        return f"holds more than {MOST_QUOTATION_MARKS:,} quotation marks; {_SPLIT}"
    brackets = text.count("[") + text.count("<")
    if brackets > MOST_BRACKETS:
        return f"holds more than {MOST_BRACKETS:,} of “[” and “<”; {_SPLIT}"
    if sum(map(text.count, MARKS)) > MOST_MARKS:
        return f"holds more than {MOST_MARKS:,} of the signs {MARKS}; {_SPLIT}"
    return None


def is_crowded(paragraph: str) -> bool:
    """Whether a paragraph's Markdown holds more brackets than can be paired in a short time."""
    return paragraph.count("[") + paragraph.count("<") > MOST_BRACKETS_IN_PARAGRAPH
