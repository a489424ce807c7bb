"""`footnote.yaml`: its settings as text, with the line on which each stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import SecretStr

_NOTHING = "tag:yaml.org,2002:null"  # what YAML calls a value that is left empty

TOKEN_SETTINGS = frozenset({"discord_token"})
"""Never read from a file that people share: the token has its own variable and its own file."""


class SettingsError(Exception):
    """A setting or its file can't be read. The text is one line for a person, with the fix."""


def whole_token(token: str, origin: str) -> SecretStr:
    """`token` as a secret. Raises SettingsError where it holds what no token has."""
    # No HTTP header can carry a line break; a space is a slip of the same kind.
    if any(character.isspace() or not character.isprintable() for character in token):
        raise SettingsError(f"{origin} holds a space or a line break inside; put the token there alone")
    return SecretStr(token)


def token_in(file: Path) -> SecretStr:
    """The token that `file` holds alone. Raises SettingsError."""
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise SettingsError(
            f"DISCORD_TOKEN_FILE: {file} can't be read ({reason}); name a readable file that holds the token"
            " alone"
        ) from None
    if not token:
        raise SettingsError(f"DISCORD_TOKEN_FILE: {file} is empty; put the token there")
    return whole_token(token, f"DISCORD_TOKEN_FILE: {file}")


def read_settings_file(file: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The file's settings, and the line on which each stands."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise SettingsError(
            f"{file}: can't be read ({error.strerror}); name a readable file with --config"
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: is not UTF-8 text; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SettingsError(f"{file}:{line}: bad YAML ({error.problem}); fix the line") from None
    except (yaml.YAMLError, RecursionError):
        raise SettingsError(f"{file}: bad YAML; it must be plain text with a setting a line") from None
    if node is None or node.tag == _NOTHING:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise SettingsError(f"{file}:1: must hold settings, one a line, such as “passages: 3”")
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    # Values stay the text that stands there; `Settings` knows their types.
    constructor = yaml.BaseLoader("")
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name.isidentifier():
            raise SettingsError(f"{file}:{line}: a setting's name must be one word, such as “passages”")
        if name in TOKEN_SETTINGS:
            raise SettingsError(
                f"{file}:{line}: {name} does not belong in a file; use DISCORD_TOKEN or discord_token_file"
            )
        if name in lines:
            raise SettingsError(f"{file}:{line}: {name} stands twice; keep one")
        lines[name] = line
        if value.tag == _NOTHING:
            continue
        try:
            values[name] = constructor.construct_object(value, deep=True)
        except yaml.YAMLError:
            raise SettingsError(f"{file}:{line}: {name} has a value that can't be read; fix it") from None
        if name == "database" and _holds_password(values[name]):
            raise SettingsError(
                f"{file}:{line}: a password does not belong in a file; use FOOTNOTE_DATABASE or"
                " database_password_file"
            )
        if isinstance(values[name], str) and not values[name].isprintable():
            raise SettingsError(f"{file}:{line}: {name} holds a character that can't be shown; take it out")
    return values, lines


def _holds_password(address: object) -> bool:
    """Whether an address holds a password: before its host, or among its options."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.password is not None or "password=" in parts.query
