"""Articles as one archive on a web server: fetched where its digest has changed, checked, and replaced whole.

Beside `articles.tar.gz` stands `articles.tar.gz.sha256`, as `sha256sum` writes it. In the folder, `current`
is a link to what holds now, so that a reader sees the old articles or the new ones.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from bot.library.bounds import MOST_BYTES
from bot.sources.web import FetchError, WebClient

MOST_ARCHIVE_BYTES = 100_000_000
"""Bytes of an archive as it is sent."""

MOST_UNPACKED_BYTES = 500_000_000
"""Bytes of an archive unpacked: some hundred thousand articles."""

CHUNK = 1_000_000
"""Bytes that are unpacked at a time."""

MOST_FILES = 100_000

CURRENT = "current"


class ArchiveError(Exception):
    """An archive can't be had, or not be used. The text is one line for a person."""


async def update(client: WebClient, url: str, folder: Path) -> bool:
    """Bring `folder` up to date with the archive at `url`; whether anything has changed.

    Raises ArchiveError, and then what was there stays.
    """
    digest = _digest_in(await _get(client, f"{url}.sha256"), url)
    if await asyncio.to_thread(current_digest, folder) == digest:
        return False
    data = await _get(client, url)
    if hashlib.sha256(data).hexdigest() != digest:
        raise ArchiveError(f"{url}: isn't what its digest names; upload both again, the digest last")
    try:
        await asyncio.to_thread(install, data, digest, folder)
    except ArchiveError as error:
        raise ArchiveError(f"{url}: {error}; pack it anew, and upload the digest last") from None
    except OSError as error:
        raise ArchiveError(f"{folder}: can't be written ({error.strerror or error}); make room") from None
    return True


def current_digest(folder: Path) -> str | None:
    """The digest of what holds in the folder now; None where nothing does."""
    try:
        return (folder / CURRENT).readlink().name
    except OSError:
        return None


async def _get(client: WebClient, url: str) -> bytes:
    try:
        response = await client.get(url)
    except FetchError as error:
        raise ArchiveError(f"{url}: {error}") from None
    if response.status != 200:
        raise ArchiveError(f"{url}: HTTP {response.status}; see whether the address is right")
    return response.body


def _digest_in(body: bytes, url: str) -> str:
    found = re.match(rb"[0-9a-f]{64}(?![0-9a-zA-Z])", body.strip()[:100].lower())
    if found is None:
        raise ArchiveError(f"{url}.sha256: isn't a digest; make it with: sha256sum articles.tar.gz")
    return found[0].decode("ascii")


def install(data: bytes, digest: str, folder: Path) -> None:
    """Unpack an archive, let it hold, delete the one before. Raises ArchiveError and OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="new-", dir=folder))
    try:
        unpack(data, fresh)
        target = folder / digest
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
        link = folder / f".{CURRENT}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(digest)
        link.replace(folder / CURRENT)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    for other in folder.iterdir():
        if (
            other.is_dir()
            and not other.is_symlink()
            and other.name != digest
            and len(other.name) == len(digest)
        ):
            shutil.rmtree(other, ignore_errors=True)


def unpack(data: bytes, folder: Path) -> None:
    """Write the articles of an archive into an empty folder. Raises ArchiveError.

    Only files whose name ends with .md are written. Links, devices, paths that lead elsewhere, and more than
    the bounds above are refused.
    """
    with tempfile.TemporaryFile() as plain:
        _inflate(data, plain)
        plain.seek(0)
        try:
            with tarfile.open(fileobj=_Bounded(plain), mode="r:") as archive:  # type: ignore[call-overload]
                _write_articles(archive, folder)
        except (tarfile.TarError, EOFError, ValueError, FileExistsError, NotADirectoryError) as error:
            raise ArchiveError(f"the archive can't be unpacked ({_said(error)})") from None


def _write_articles(archive: tarfile.TarFile, folder: Path) -> None:
    written = 0
    for number, member in enumerate(archive, 1):
        if number > MOST_FILES:
            raise ArchiveError(f"the archive has more than {MOST_FILES} entries")
        name = PurePosixPath(member.name)
        if name.is_absolute() or ".." in name.parts or "\\" in member.name or ":" in member.name:
            raise ArchiveError(f"the archive holds {member.name[:100]!r}, which leads elsewhere")
        if not (member.isreg() or member.isdir()) or member.issparse():
            raise ArchiveError(
                f"the archive holds {member.name[:100]!r}, which is neither a file nor a folder"
            )
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 and later: the same, by others' eyes
            tarfile.data_filter(member, str(folder))
        if not member.isreg() or name.suffix.lower() != ".md":
            continue
        if member.size > MOST_BYTES:
            raise ArchiveError(f"the archive holds {member.name[:100]!r} with more than {MOST_BYTES} bytes")
        path = folder / name
        if path.exists():
            raise ArchiveError(f"the archive holds {member.name[:100]!r} twice")
        path.parent.mkdir(parents=True, exist_ok=True)
        source = archive.extractfile(member)
        if source is None:
            raise ArchiveError(f"the archive holds {member.name[:100]!r}, which can't be read")
        path.write_bytes(source.read())
        written += 1
    if not written:
        raise ArchiveError("the archive holds no article, no file whose name ends with .md")


def _inflate(data: bytes, plain: IO[bytes]) -> None:
    """Write the gzip'd data plain. Raises ArchiveError where it is broken, or becomes too long."""
    rest, size = data, 0
    try:
        while rest:
            inflating = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            while not inflating.eof:
                part = inflating.decompress(rest, CHUNK)
                rest = inflating.unconsumed_tail
                size += len(part)
                if size > MOST_UNPACKED_BYTES:
                    raise ArchiveError(
                        f"the archive unpacks to more than {MOST_UNPACKED_BYTES // 1_000_000} MB"
                    )
                if not part and not rest and not inflating.eof:
                    raise ArchiveError("the archive ends midway")
                plain.write(part)
            rest = inflating.unused_data
    except zlib.error:
        raise ArchiveError("the archive is no gzip'd tar file, or a broken one") from None


class _Bounded:
    """A file that refuses to read very much at once: what tarfile takes for a header is held in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """What an article may have at the most. Raises ValueError where more is asked for, or all."""
        if not 0 <= size <= MOST_BYTES + tarfile.BLOCKSIZE:
            raise ValueError("a part is too long")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As a file does."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """As a file does."""
        return self._file.tell()


def _said(error: Exception) -> str:
    text = str(error)
    return text[:200] if text.isprintable() else type(error).__name__
