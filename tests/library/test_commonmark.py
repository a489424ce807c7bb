"""Of CommonMark's own examples each is shown as a reader sees it, or a warning names its line."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

from tests.library.conftest import VARIABLE
from tests.library.reference_reader import shown_by_footnote, shown_by_github, shown_in_html

_EXAMPLE = re.compile(
    r"^`{32} example\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^`{32}$|^#{1,6} *(?P<section>[^\n]*)$",
    re.MULTILINE | re.DOTALL,
)


def _examples() -> list[tuple[str, str, str]]:
    """Section, Markdown and HTML of each example."""
    found, section = [], ""
    for match in _EXAMPLE.finditer(Path(os.environ[VARIABLE]).read_text(encoding="utf-8")):
        if match["section"] is not None:
            section = match["section"]
        else:
            markdown, html = (match[name].replace("→", "\t") for name in ("markdown", "html"))
            found.append((section, markdown, html))
    return found


def test_each_example_is_shown_or_named() -> None:
    examples = _examples()
    shown: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for section, markdown, html in examples:
        own = shown_by_footnote(markdown)
        if any(own.has_all_of(other) for other in (shown_by_github(markdown), shown_in_html(html))):
            shown[section] += 1
        else:
            assert own.named, f"{section}: {markdown!r} shows {own.words} without a warning"
            assert all(1 <= line <= markdown.count("\n") + 1 for line in own.named)
            named[section] += 1
    assert len(examples) > 600
    assert shown.total() >= 0.9 * len(examples), f"only named: {dict(named)}"
