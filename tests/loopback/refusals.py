"""How Discord says no: an HTTP status, a JSON error code, and for a bad form every field's errors.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
https://docs.discord.com/developers/reference#error-messages
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]
"""A JSON object as it stands on the wire."""


@dataclass(frozen=True)
class Flaw:
    """One error of one field: where it stands in the body, Discord's name for it, the words."""

    path: tuple[str | int, ...]
    code: str
    message: str

    def under(self, *path: str | int) -> Flaw:
        """The same flaw, seen from further out."""
        return Flaw((*path, *self.path), self.code, self.message)


class RefusalError(Exception):
    """An answer with an error status, in Discord's form."""

    def __init__(self, status: int, code: int, message: str, flaws: Sequence[Flaw] = ()) -> None:
        self.status, self.code, self.message, self.flaws = status, code, message, tuple(flaws)
        details = "".join(f"; {'.'.join(map(str, f.path)) or 'body'}: {f.code} {f.message}" for f in flaws)
        super().__init__(f"{status} {code} {message}{details}")

    def body(self) -> Payload:
        """The JSON that goes out."""
        body: Payload = {"message": self.message, "code": self.code}
        if self.flaws:
            body["errors"] = nested(self.flaws)
        return body


def nested(flaws: Sequence[Flaw]) -> Payload:
    """Flaws as Discord nests them: an object a step of the path, `_errors` at its end."""
    tree: Payload = {}
    for flaw in flaws:
        node = tree
        for step in flaw.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": flaw.code, "message": flaw.message})
    return tree


def bad_form(flaws: Sequence[Flaw]) -> RefusalError:
    """50035, the answer to a body that breaks a rule of the documentation or of the schema."""
    return RefusalError(400, 50035, "Invalid Form Body", flaws)


def unauthorized() -> RefusalError:
    """A missing or wrong token."""
    return RefusalError(401, 0, "401: Unauthorized")


def bad_json() -> RefusalError:
    """A body that isn't JSON."""
    return RefusalError(400, 50109, "The request body contains invalid JSON.")


def not_found() -> RefusalError:
    """A path that this Discord doesn't have."""
    return RefusalError(404, 0, "404: Not Found")


def empty_message() -> RefusalError:
    """A message with nothing in it."""
    return RefusalError(400, 50006, "Cannot send an empty message")


UNKNOWN = {
    "Application": 10002,
    "Channel": 10003,
    "Guild": 10004,
    "Message": 10008,
    "User": 10013,
    "Webhook": 10015,
    "Interaction": 10062,
    "application command": 10063,
}


def unknown(what: str) -> RefusalError:
    """404 for an id that names nothing, such as `unknown("Channel")`."""
    return RefusalError(404, UNKNOWN[what], f"Unknown {what}")


def missing_access() -> RefusalError:
    """A channel or guild that the bot can't see."""
    return RefusalError(403, 50001, "Missing Access")


def missing_permissions() -> RefusalError:
    """A channel where the bot may not do this."""
    return RefusalError(403, 50013, "Missing Permissions")


def already_acknowledged() -> RefusalError:
    """A second first response to one interaction."""
    return RefusalError(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> RefusalError:
    """A follow-up later than 15 minutes after the interaction."""
    return RefusalError(401, 50027, "Invalid Webhook Token")
