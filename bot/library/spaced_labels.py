"""Markers that are none, because their labels have a space: `[^long note]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = re.compile(r"^(```|~~~)(?:.*\n)*?\1|`[^`\n]+`", re.MULTILINE)
_MARKER = re.compile(r"(?<!\\)\[\^(\w[^\[\]\n]*[ \t][^\[\]\n]*)\](?![(:])")


def spaced_labels(body: str) -> Iterator[tuple[str, int]]:
    """The labels with a space that stand in the Markdown `body` as markers do, each with its line."""
    bare = _CODE.sub(lambda code: "\n" * code[0].count("\n"), body)
    for found in _MARKER.finditer(bare):
        yield found[1], bare.count("\n", 0, found.start()) + 1


def advice_on(label: str) -> str:
    """What to say of such a label."""
    shown = label if len(label) <= 60 else f"{label[:60]}…"
    return f"[^{shown}] is no footnote, for its label has a space; write [^{'-'.join(shown.split())}]"
