"""A ZIM file: its pages, their redirects, and what it says of itself. https://wiki.openzim.org/wiki/ZIM_file_format"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.library.bounds import MOST_BYTES

Archive = Any
Entry = Any
"""libzim's, which has no types of its own."""

MOST_PAGES = 200_000
"""Pages of one file: to read so many takes an hour or two, once."""

MOST_ENTRIES = 5_000_000
"""Pages, pictures, redirects and all else in one file that are looked through."""

CLUSTER_CACHE = 16_000_000
"""Bytes of decompressed clusters that libzim keeps; by itself it keeps half a gigabyte."""

MOST_REDIRECTS = 20
"""Other names of one page that are kept."""

LONGEST_METADATA = 2_000
"""Bytes of a field of the file's own metadata that are read."""


class ZimError(Exception):
    """A ZIM file can't be used. The text is one line for a person."""


@dataclass(frozen=True, slots=True)
class ZimPage:
    """A page: its number in the file, its path and title there, and the titles that redirect to it."""

    number: int
    path: str
    title: str
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZimFacts:
    """What a file says of its pages; what it doesn't say is empty.

    https://wiki.openzim.org/wiki/Metadata
    """

    identity: str
    language: str = ""
    license: str = ""
    source: str = ""
    creator: str = ""
    date: str = ""


class ZimArchive:
    """An open file. Nobody should change the file while it is open: put another one in its place instead."""

    def __init__(self, file: Path) -> None:
        """Open `file`. Raises ZimError, as all methods do."""
        reader = _reader()
        with _told("is no ZIM file that can be read"):
            self._archive: Archive = reader.Archive(file)
            self.facts = _facts(self._archive)

    def check(self) -> None:
        """Compare the file with its own checksum. It reads the whole file."""
        with _told("is damaged"):
            if not self._archive.check():
                raise ZimError("is damaged (its checksum is another one); download it again, whole")

    def pages(self) -> tuple[ZimPage, ...]:
        """All pages, in the order of their paths."""
        with _told("is damaged"):
            return tuple(_pages(self._archive))

    def html_of(self, page: ZimPage) -> bytes:
        """The page as it stands in the file."""
        with _told("can't be read"):
            item = self._archive._get_entry_by_id(page.number).get_item()
            if item.size > MOST_BYTES:
                raise ZimError(f"holds more than {MOST_BYTES:,} bytes")
            return bytes(item.content)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """What libzim raises becomes one line."""
    try:
        yield
    except (RuntimeError, KeyError, UnicodeDecodeError, OverflowError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise ZimError(f"{what} ({reason}); download it again, whole") from None


def _reader() -> ModuleType:
    try:
        from libzim import reader
    except ImportError:
        raise ZimError(
            "needs the extra “zim”: pip install 'footnote-bot[zim]' (README: A whole wiki, offline)"
        ) from None
    reader.set_cluster_cache_max_size(CLUSTER_CACHE)
    module: ModuleType = reader
    return module


def _pages(archive: Archive) -> Iterator[ZimPage]:
    if archive.all_entry_count > MOST_ENTRIES:
        raise ZimError(f"holds more than {MOST_ENTRIES:,} entries; use a smaller selection of the wiki")
    found: list[tuple[int, str, str]] = []
    redirects: dict[str, list[str]] = defaultdict(list)
    for number in range(archive.all_entry_count):
        entry = archive._get_entry_by_id(number)
        if entry.is_redirect:
            _add_redirect(redirects, entry)
        elif _is_page(entry):
            found.append((number, entry.path, entry.title))
            if len(found) > MOST_PAGES:
                raise ZimError(f"holds more than {MOST_PAGES:,} pages; use a smaller selection of the wiki")
    for number, path, title in found:
        names = (name for name in dict.fromkeys(redirects.get(path, ())) if name != title)
        yield ZimPage(number, path, title, tuple(names))


def _is_page(entry: Entry) -> bool:
    mimetype: str = entry.get_item().mimetype
    return mimetype.partition(";")[0].strip() == "text/html"


def _add_redirect(redirects: Mapping[str, list[str]], entry: Entry) -> None:
    """Redirects lead on to others; libzim knows no circles, so the steps are counted."""
    target = entry
    for _ in range(5):
        target = target.get_redirect_entry()
        if not target.is_redirect:
            names = redirects[target.path]
            if len(names) < MOST_REDIRECTS:
                names.append(entry.title)
            return


def _facts(archive: Archive) -> ZimFacts:
    keys = set(archive.metadata_keys)

    def field_of(name: str) -> str:
        if name not in keys:
            return ""
        value = bytes(archive.get_metadata(name)[:LONGEST_METADATA]).decode("utf-8", "replace")
        return " ".join(value.split())

    return ZimFacts(
        identity=f"{archive.uuid} {archive.filesize}",
        language=field_of("Language"),
        license=field_of("License"),
        source=field_of("Source"),
        creator=field_of("Creator"),
        date=field_of("Date"),
    )
