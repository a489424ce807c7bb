"""Links' addresses as articles hold them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

LONGEST_ADDRESS = 2_000
"""Characters. What is longer holds data rather than an address."""

_SAFE = "!#$%&'()*+,/:;=?@[]~"
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def clean_address(address: str) -> str | None:
    """`address` in ASCII, or None where it isn't one of the web (http, https) or is too long to be one."""
    bare = address.strip()
    if not bare.lower().startswith(("http://", "https://")) or len(bare) > LONGEST_ADDRESS:
        return None
    try:
        host = urlsplit(bare).hostname or ""
        ascii_host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if not host:
        return None
    if ascii_host != host:
        bare = bare.replace(host, ascii_host, 1)
    return quote(_UNSEEN.sub(lambda match: quote(match[0]), bare), safe=_SAFE)
