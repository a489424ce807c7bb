"""Whether a folder holds an article already, under another name: its words, or its page of a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.library.edits import digest_of
from bot.library.front_matter import split_article
from bot.sources.importing import ImportedPage

_SOURCE = re.compile(r"^source:\n((?:[ \t]+.*\n)*)", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]+(page|site):[ \t]*[\"']?([^\"'\n#]+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


class KnownPages:
    """The articles of a folder as it is when they are looked up first, and those that are added since."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] | None = None

    def add(self, file: Path, imported: ImportedPage) -> str | None:
        """What to tell of another file that holds what `file` does now; None where there is none."""
        if self._files is None:
            self._files = {}
            for other in sorted(self._folder.rglob("*.md")):
                if other != file and not other.name.startswith("."):
                    self._know(other)
        keys = list(_keys(imported.markdown))
        found = next((self._files[key] for key in keys if self._files.get(key, file) != file), None)
        for key in keys:
            self._files.setdefault(key, file)
        if found is None:
            return None
        same = "words" if self._files.get(keys[0]) == found else "page"
        return f"{found} holds the same {same} already; delete one of the two, or both answer"

    def _know(self, file: Path) -> None:
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):  # `check` tells what is wrong with it
            return
        if self._files is not None:
            for key in _keys(text):
                self._files.setdefault(key, file)


def _keys(text: str) -> Iterator[str]:
    """By what two articles are one: their words first, then the page that they are made of."""
    front, body = split_article(text)
    yield f"words {digest_of(body)}"
    source = _SOURCE.search(front)
    fields = dict(_FIELD.findall(source[1])) if source else {}
    if len(fields) == 2:  # a wiki's number of the page says nothing without the wiki
        yield f"page {fields['site']} {fields['page']}"
