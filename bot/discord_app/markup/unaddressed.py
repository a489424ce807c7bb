"""A question's words without anybody's name in Discord, and without addresses."""

from __future__ import annotations

import re

_MENTION = re.compile(
    r"<[^<>\s]{0,5}[@#][^<>]{0,100}>|<[^<>\s:]{0,40}:[^<>]{0,100}>|(?<![\w.+-])[@#][\w.#-]{1,100}"
)
"""`<@1>` and its kin, `@name`, `#channel`."""

_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://\S{0,2000}"  # https://…
    r"|\bmailto:\S{1,500}"
    r"|[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"  # somebody@example.org
    r"|\bwww\.\S{1,2000}"
    r"|\b(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::[0-9]{1,5})?/\S{0,2000}"  # example.org/path
    r"|\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?::[0-9]{1,5})?\b"  # 192.0.2.1
    r"|\b[0-9]{15,25}\b",  # the number of a user, a message, a channel
    re.IGNORECASE,
)


def without_addresses(text: str) -> str:
    """`text` on one line without mentions and addresses; empty where no letter or digit is left."""
    kept = _MENTION.sub(" ", _ADDRESS.sub(" ", text))
    line = " ".join(kept.split())
    return line if any(character.isalnum() for character in line) else ""
