"""The official schema: a second opinion where it is there, a failure where it must be and isn't."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import openapi
from .refusals import Payload
from .test_limits import text

MESSAGE = "/channels/{channel_id}/messages"


@pytest.fixture(scope="module")
def schema() -> openapi.Schema:
    """The schema itself, or a small one of the same build where this machine doesn't have it."""
    return openapi.from_environment() or openapi.Schema(SMALL)


SMALL: Payload = {
    "paths": {
        MESSAGE: {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/MessageCreateRequest"}}
                    }
                }
            }
        }
    },
    "components": {
        "schemas": {
            "SnowflakeType": {"type": "string", "pattern": "^(0|[1-9][0-9]*)$"},
            "Reference": {
                "type": "object",
                "properties": {"message_id": {"$ref": "#/components/schemas/SnowflakeType"}},
                "required": ["message_id"],
            },
            "Text": {
                "type": "object",
                "properties": {"type": {"enum": [10]}, "content": {"type": "string", "minLength": 1}},
                "required": ["type", "content"],
            },
            "Row": {
                "type": "object",
                "properties": {"type": {"enum": [1]}, "components": {"type": "array", "minItems": 1}},
                "required": ["type", "components"],
            },
            "MessageCreateRequest": {
                "type": "object",
                "properties": {
                    "content": {"type": ["string", "null"]},
                    "message_reference": {
                        "oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Reference"}]
                    },
                    "components": {
                        "type": "array",
                        "items": {
                            "oneOf": [
                                {"$ref": "#/components/schemas/Text"},
                                {"$ref": "#/components/schemas/Row"},
                            ]
                        },
                    },
                },
            },
        }
    },
}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"content": 7}, ("content",)),
        ({"message_reference": {}}, ("message_reference",)),
        ({"message_reference": {"message_id": "x"}}, ("message_reference", "message_id")),
        ({"components": [text("")]}, ("components", 0, "content")),
        ({"components": [{"type": 1, "components": []}]}, ("components", 0, "components")),
        ({"components": [{"type": 99}]}, ("components", 0, "type")),
        ({"components": [{"content": "x"}]}, ("components", 0)),
    ],
)
def test_the_schema_says_where_a_body_is_wrong(
    schema: openapi.Schema, body: Payload, path: tuple[str | int, ...]
) -> None:
    assert [flaw.path for flaw in schema.request_flaws("POST", MESSAGE, body)] == [path]


def test_ids_may_be_numbers_as_discord_takes_them(schema: openapi.Schema) -> None:
    for number in (7, "7"):
        assert schema.request_flaws("POST", MESSAGE, {"message_reference": {"message_id": number}}) == []


def test_paths_that_the_schema_does_not_know_pass(schema: openapi.Schema) -> None:
    assert schema.request_flaws("POST", "/nowhere", {"x": 1}) == []


def test_no_variable_switches_the_schema_off() -> None:
    assert openapi.from_environment({}) is None
    assert openapi.from_environment({"CI": "false"}) is None


def test_continuous_integration_fails_without_the_schema(tmp_path: Path) -> None:
    with pytest.raises(openapi.SchemaMissingError, match="DISCORD_OPENAPI"):
        openapi.from_environment({"CI": "true"})
    with pytest.raises(openapi.SchemaMissingError, match="nowhere"):
        openapi.from_environment({"DISCORD_OPENAPI": str(tmp_path / "nowhere.json")})
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(SMALL))
    assert openapi.from_environment({"CI": "true", "DISCORD_OPENAPI": str(file)}) is not None


def test_this_run_has_the_schema_where_it_must() -> None:
    """In continuous integration this fails, and says what to set, when the schema is not there."""
    openapi.from_environment()
