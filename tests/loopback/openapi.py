"""Discord's published schema, where this machine has it: a second opinion on every request body.

`DISCORD_OPENAPI` names the file (https://github.com/discord/discord-api-spec, specs/openapi.json).
Without it this part is off, except in continuous integration (`CI=true`), where that is an error:
a check that quietly doesn't run there is no check. The schema is looser than the documentation in
places and knows no totals; `message_rules` and `command_rules` are for those.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from .refusals import Flaw, Payload

VARIABLE = "DISCORD_OPENAPI"
ROOT = "discord:openapi"


class SchemaMissingError(Exception):
    """The schema is asked for and isn't there; the text says what to set."""


class Schema:
    """The schema, ready to check bodies by method and path template."""

    def __init__(self, document: Payload) -> None:
        self._paths: Payload = document["paths"]
        self._document = _loosened(document)
        self._registry: Registry[Any] = Registry().with_resource(
            ROOT, DRAFT202012.create_resource(self._document)
        )
        self._validators: dict[str, Draft202012Validator] = {}

    def request_flaws(self, method: str, template: str, body: Any) -> list[Flaw]:
        """What the schema has against `body`, sent with `method` to a path such as `/channels/{channel_id}`.

        A path that the schema doesn't know has nothing against anything.
        """
        pointer = self._body_pointers().get((method.lower(), _shape(template)))
        return [] if pointer is None else self._flaws(pointer, body)

    def flaws_of(self, name: str, value: Any) -> list[Flaw]:
        """What the schema has against `value` as its component `name`, such as `MessageResponse`."""
        return self._flaws(f"/components/schemas/{name}", value)

    def _flaws(self, pointer: str, value: Any) -> list[Flaw]:
        if pointer not in self._validators:
            self._validators[pointer] = Draft202012Validator(
                {"$ref": f"{ROOT}#{pointer}"}, registry=self._registry
            )
        return [_flaw(error) for error in self._validators[pointer].iter_errors(value)]

    @cache  # noqa: B019 - one schema lives as long as the test run
    def _body_pointers(self) -> Mapping[tuple[str, str], str]:
        """(method, path shape) → JSON pointer of the body's schema."""
        return {
            (method, _shape(path)): (
                f"/paths/{path.replace('~', '~0').replace('/', '~1')}/{method}"
                "/requestBody/content/application~1json/schema"
            )
            for path, operations in self._paths.items()
            for method, operation in operations.items()
            if isinstance(operation, dict)
            and "application/json" in operation.get("requestBody", {}).get("content", {})
        }


def _shape(path: str) -> str:
    """A path template without the names of its parameters, which differ from ours."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def _loosened(document: Payload) -> Payload:
    """The schema with what Discord takes though it says otherwise.

    Ids may be numbers (discord.py sends a reply's so), and permissions may be text (the
    documentation wants text; the schema says integer).
    """
    loose = json.loads(json.dumps(document))
    schemas = loose["components"]["schemas"]
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer", "minimum": 0}]}
    for name, schema in schemas.items():
        permissions = schema.get("properties", {}).get("default_member_permissions")
        if permissions is not None and name.endswith(("Request", "RequestPartial")):
            permissions["type"] = ["integer", "string", "null"]
    _decide_unions(loose, schemas)
    return dict(loose)


def _decide_unions(node: Any, schemas: Payload) -> None:
    """Rewrite, in place, unions whose members differ in `type`: look at it first, then at one member.

    That is what Discord means by them; it is many times faster than trying each member in turn, and
    the error is then the chosen member's own.
    """
    if isinstance(node, dict):
        for word in ("oneOf", "anyOf"):
            members: list[Payload] = node.get(word) or []
            types = [_types(member, schemas) for member in members]
            if len(types) > 1 and all(types) and len(set().union(*types)) == sum(map(len, types)):
                del node[word]
                node["required"] = ["type"]
                node["properties"] = {"type": {"enum": sorted(set().union(*types))}}
                node["allOf"] = [
                    {
                        "if": {"properties": {"type": {"enum": sorted(own)}}, "required": ["type"]},
                        "then": member,
                    }
                    for own, member in zip(types, members, strict=True)
                ]
        for value in node.values():
            _decide_unions(value, schemas)
    elif isinstance(node, list):
        for value in node:
            _decide_unions(value, schemas)


def _types(member: Payload, schemas: Payload) -> set[int]:
    """The values of `type` that a member of a union stands for; empty where it doesn't say."""
    schema = schemas.get(str(member.get("$ref", "")).rpartition("/")[2], {})
    kind = schema.get("properties", {}).get("type", {})
    return set(kind.get("enum", ())) if "type" in schema.get("required", ()) else set()


def _flaw(error: ValidationError) -> Flaw:
    """One line for one error, as deep in the body as the schema can tell."""
    inner = best_match([error]) or error
    path = tuple(inner.absolute_path)
    return Flaw(path, f"SCHEMA_{str(inner.validator).upper()}", inner.message[:300])


def load(file: Path) -> Schema:
    """Read the schema from its file."""
    return Schema(json.loads(file.read_text(encoding="utf-8")))


@cache
def _load_once(file: Path) -> Schema:
    return load(file)


def from_environment(environ: Mapping[str, str] = os.environ) -> Schema | None:
    """The schema that `DISCORD_OPENAPI` names, or None where nothing is named.

    Raises SchemaMissingError where the file isn't there, or where nothing is named though `CI` is set.
    """
    named = environ.get(VARIABLE)
    if not named:
        if environ.get("CI", "").lower() in ("true", "1"):
            raise SchemaMissingError(f"CI is set and {VARIABLE} is not: set it to Discord's openapi.json")
        return None
    file = Path(named)
    if not file.is_file():
        raise SchemaMissingError(f"{VARIABLE}={named} is not a file: set it to Discord's openapi.json")
    return _load_once(file.resolve())
