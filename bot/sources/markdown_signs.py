"""Whether a text is Markdown, by the signs that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.sources.document import Remark
from bot.sources.foreign_fields import has_front_matter
from bot.sources.labels import looks_like_label

FEWEST_SIGNS = 2
"""Kinds of Markdown's signs in a text that is no accident: each may stand in a page that was copied."""

NAME_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
"""Of files whose name says that they are Markdown."""

_FOOTNOTE = re.compile(r"^\[\^([^\s\]]{1,40})\]:\s", re.MULTILINE)
_NOTE_IN_LINE = re.compile(r"(?<=\S)\^\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){2,400})\]")
_MAINTENANCE = 25
"""Characters of the longest remark that text browsers show raised, with a caret: “^[page needed]”."""

_LINK = re.compile(r"(?<!!)\[[^\[\]\n]{1,200}\]\(<?https?://[^\s()]{1,500}>?\)")
_TABLE = re.compile(
    r"^[^\n]*\|[^\n]*\n(?:\|(?: ?:?-{3,}:? ?\|){1,60}|:?-{3,}:? ?(?:\| ?:?-{3,}:? ?){1,60})$", re.MULTILINE
)
_LINK_ADDRESS = re.compile(r"^\[[^\[\]\n]{1,100}\]: <?https?://\S+$", re.MULTILINE)
_UNDERLINED = re.compile(r"(?:\A|\n[ \t]*\n)(?P<title>[^\n]{2,100})\n(?P<line>={3,}|-{3,})[ \t]*(?=\n|\Z)")
_SIGNS = (
    _LINK,
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"^(?:```|~~~)[\w-]*$", re.MULTILINE),
    _TABLE,
    _LINK_ADDRESS,
    re.compile(r"\^\[[^\[\]\n]{1,200} [^\[\]\n]{1,200}\.\]"),
)
_UNDEFINED = re.compile(r"(?<=[\w.,;:!?)”’\"»])\[\^(?:\d{1,3}|[^\W\d_]{2,30})\](?![\w(:*+?{])")
_PLAIN_MARKER = re.compile(r"\S\[\d{1,3}\](?![(:])")
_ANY_MARKER = re.compile(r"\S\[(?:\d{1,4}|[a-zA-Z]|[^\W\d_]{1,12}[ .]?\d{1,4})\](?![(:])")
_KEPT = re.compile(
    r"\*\*[^\s*][^*\n]{0,200}\*\*|(?<![\w*])\*[^\s*][^*\n]{0,200}\*(?![\w*])|(?<!\w)_[^\s_][^_\n]{0,200}_(?!\w)"
    r"|!?\[[^\[\]\n]{1,200}\]\([^\s()]{1,500}\)|\[\[[^\[\]\n]{1,200}\]\]|`[^`\n]{1,200}`|~~[^~\n]{1,200}~~"
    r"|(?<!\S)==[^=\s][^=\n]{0,200}==(?!\S)|%%[^%\n]{1,200}%%|<(?:sup|sub|br|del|kbd)\b[^<>\n]{0,50}>|<!--"
    r"|^> ?[^\n]{1,200}|^[-*] \[[ xX]\] [^\n]{1,200}|\^\[[^\[\]\n]{2,200}\]|^```|^~~~|^: [^\n]{1,200}"
    r"|\[\^[^\s\]]{1,40}\]:?",
    re.MULTILINE,
)
"""What is shown as it is written where the text is no Markdown."""


def is_markdown(text: str) -> bool:
    """Whether the signs in `text`, whose lines end in “\\n”, are no accident."""
    if sum(sign.search(text) is not None for sign in _SIGNS) >= FEWEST_SIGNS:
        return True
    if any(f"[^{match[1]}]" in text.replace(match[0], "") for match in _FOOTNOTE.finditer(text)):
        return True
    # Signs that hardly stand in a page by accident, but may in one that shows how Markdown is written.
    return _ANY_MARKER.search(text) is None and any(_sure_signs(text))


def is_note(text: str, name: str) -> bool:
    """Whether a text without such signs is Markdown by its front matter or its file's `name`.

    Static sites and Obsidian write such front matter. A page's copy that was saved so has its markers.
    """
    named = name.lower().endswith(NAME_ENDINGS)
    return (named or has_front_matter(text.lstrip("\ufeff"))) and not has_plain_markers(text)


def has_plain_markers(text: str) -> bool:
    """Whether a copied page's markers stand in the text: `[1]` behind a word."""
    return _PLAIN_MARKER.search(text) is not None


def _sure_signs(text: str) -> Iterator[bool]:
    yield _FOOTNOTE.search(text) is not None
    yield _UNDEFINED.search(text) is not None
    yield _TABLE.search(text) is not None
    yield _LINK.search(text) is not None
    for note in _NOTE_IN_LINE.finditer(text):
        words = note["words"]
        yield not looks_like_label(words) and (len(words) > _MAINTENANCE or bool(set(words) & set(".,:")))
    for heading in _UNDERLINED.finditer(text):
        yield len(heading["line"]) == len(heading["title"].strip())


def signs_kept(text: str) -> Iterator[Remark]:
    """What to tell of a text that is read as a page's copy, and has one of Markdown's signs in it."""
    found = _KEPT.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        yield Remark(
            line,
            f"“{' '.join(found[0].split())[:60]}” may be Markdown, and is kept as it is written; if it is,"
            f" give the file a name that ends in {NAME_ENDINGS[0]}",
        )
