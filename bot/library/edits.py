"""Whether somebody has edited an article's file since it was imported."""

from __future__ import annotations

from hashlib import sha256


def digest_of(body: str) -> str:
    """A short digest of a body, white space at its ends aside: editors and git change that."""
    lines = (line.rstrip() for line in body.strip().split("\n"))
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
