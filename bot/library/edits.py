"""Whether somebody has edited an article's file since it was imported."""

from __future__ import annotations

import re
from hashlib import sha256

_FRONT = re.compile(r"---[ \t]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def split_article(text: str) -> tuple[str, str]:
    """An article file's front matter, both lines of `---` included, and its body. Line ends become `\\n`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(text)
    end = match.end() if match else 0
    return text[:end], text[end:]


def digest_of(body: str) -> str:
    """A short digest of a body, white space at its ends aside: editors and git change that."""
    lines = (line.rstrip() for line in body.strip().split("\n"))
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
