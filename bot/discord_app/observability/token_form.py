"""What is wrong with the form of a token, told without a part of it."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[\w-]{8,}\.[\w-]{4,}\.[\w-]{16,}", re.ASCII)
_OTHERS = (
    (re.compile(r"\d{15,20}"), "it looks like the application's id"),
    (re.compile(r"[0-9a-f]{64}"), "it looks like the application's public key"),
    (re.compile(r"[\w-]{32}", re.ASCII), "it looks like the application's client secret"),
    (re.compile(r"[\"'].*[\"']"), "take out the quotation marks"),
    (re.compile(r"[<{$].*[>}]?"), "something that should have been replaced stands there"),
)
"""What people put there instead, and what to say of it."""


def without_tokens_form(token: str, place: str) -> str | None:
    """Why `token` can't be one, where it stands (`place`) and where to get one; None where it may be.

    Discord documents no form, so that this is only asked where Discord didn't take the token.
    """
    if _TOKEN.fullmatch(token):
        return None
    likely = next((f" ({said})" for form, said in _OTHERS if form.fullmatch(token)), "")
    return (
        f"what {place} holds doesn't have a token's form, three parts with dots between them{likely}; copy it"
        " from https://discord.com/developers/applications (your application, Bot, Reset Token)"
    )
