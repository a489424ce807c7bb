"""Whether a folder holds an article already, under another name: its words, or its page of a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.library.edits import digest_of
from bot.library.front_matter import split_article
from bot.library.reading import article_id
from bot.sources.importing import ImportedPage

_SOURCE = re.compile(r"^source:\n((?:[ \t]+.*\n)*)", re.MULTILINE)
_FIELD = re.compile(r"^[ \t]+(page|site):[ \t]*[\"']?([^\"'\n#]+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


class KnownPages:
    """The articles of a folder as it is when they are looked up first, and those that are added since."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, list[Path]] | None = None

    def add(self, file: Path, imported: ImportedPage) -> str | None:
        """What to tell of another file that holds what `file` does now; None where there is none."""
        files = self._known()
        keys = list(_keys(imported.markdown))
        others = ((key, other) for key in keys for other in files.get(key, ()) if other != file)
        key, found = next(others, ("", None))
        for each in keys:
            files.setdefault(each, []).append(file)
        if found is None:
            return None
        same = "words" if key == keys[0] else "page"
        return f"{found} holds the same {same} already; delete one of the two, or both answer"

    def of_page(self, imported: ImportedPage) -> Path | None:
        """The file that holds the same page of the same wiki under another title, if there is one."""
        page = [key for key in _keys(imported.markdown) if key.startswith("page ")]
        found = self._known().get(page[0], []) if page else []
        own = imported.article.id
        return found[0] if found and all(article_id(file.stem) != own for file in found) else None

    def _known(self) -> dict[str, list[Path]]:
        if self._files is None:
            self._files = {}
            for file in sorted(self._folder.rglob("*.md")):
                for key in () if file.name.startswith(".") else _keys_in(file):
                    self._files.setdefault(key, []).append(file)
        return self._files


def _keys_in(file: Path) -> list[str]:
    try:
        return list(_keys(file.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError):  # `check` tells what is wrong with it
        return []


def _keys(text: str) -> Iterator[str]:
    """By what two articles are one: their words first, then the page that they are made of."""
    front, body = split_article(text)
    yield f"words {digest_of(body)}"
    source = _SOURCE.search(front)
    fields = dict(_FIELD.findall(source[1])) if source else {}
    if len(fields) == 2:  # a wiki's number of the page says nothing without the wiki
        yield f"page {fields['site']} {fields['page']}"
