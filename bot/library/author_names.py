"""Names of authors as other programs write them into front matter."""

from __future__ import annotations

import re
from typing import Any

MOST_AUTHORS = 20
"""Authors that front matter may name."""

_WIKI_LINK = re.compile(r"\[\[(?P<page>[^\[\]|]+)(?:\|(?P<shown>[^\[\]]+))?\]\]")
"""Obsidian's link to another note: `[[People/Jane Doe|Jane]]`."""


def without_note_links(text: str) -> str:
    """A text in which links to notes are their words."""
    return _WIKI_LINK.sub(lambda link: link["shown"] or link["page"].rpartition("/")[2], text)


def author_names(value: Any) -> tuple[str, ...]:
    """The names in a field `author`: one, or a list of them; what else it may hold isn't one."""
    names = []
    for each in value if isinstance(value, list | tuple) else [value]:
        if isinstance(each, list) and len(each) == 1:  # [[Jane Doe]] without its quotation marks
            (each,) = each  # noqa: PLW2901
            each = each[0] if isinstance(each, list) and len(each) == 1 else each  # noqa: PLW2901
        if isinstance(each, str) and each.isprintable() and 0 < len(each.strip()) <= 200:
            names.append(without_note_links(each.strip()))
    return tuple(dict.fromkeys(names))[:MOST_AUTHORS]
