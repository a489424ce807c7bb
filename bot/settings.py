"""Settings: `footnote.yaml` and the environment become one frozen, checked object.

Order, the first that speaks wins: environment (`FOOTNOTE_…`, `DISCORD_TOKEN`), file, default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo

PREFIX = "FOOTNOTE_"
MOST_SHARDS = 10_000
"""Shards in a range: more than any bot has."""

LONGEST_SHARDS = 20
"""Characters of a shard, or of a range of them."""

MOST_PATIENCE = 366 * 86_400
"""Seconds: a year."""

DEFAULT_FILE = Path("footnote.yaml")
_NOTHING = "tag:yaml.org,2002:null"  # what YAML calls a value that is left empty
SHIPPED_KNOWLEDGE = next(
    (folder for folder in (Path(__file__).parent / "knowledge", Path(__file__).parent.parent / "knowledge")
     if folder.is_dir()),
    Path(__file__).parent / "knowledge",
)  # fmt: skip
"""The articles that travel with the program: beside the package in a wheel, above it in a checkout."""


class SettingsError(Exception):
    """A setting or its file can't be read. The text is one line for a person, with the mend."""


class Settings(BaseModel):
    """Everything that an operator can set. Made once by `load_settings` and passed in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    knowledge: Path = Field(default=SHIPPED_KNOWLEDGE, description="folder of articles")
    data: Path = Field(default=Path("data"), description="folder for what the bot keeps")
    passages: int = Field(default=3, ge=1, le=10, description="passages in an answer, at the most")
    confidence: float = Field(default=0.5, ge=0, le=1, description="an answer needs at least this")
    answer_channels: bool = Field(
        default=False,
        description="whether servers may have channels where no mention is needed: true or false",
    )
    patience: int = Field(
        default=0,
        ge=0,
        le=MOST_PATIENCE,
        description="seconds that the start keeps trying where Discord can't be reached",
    )
    shards: int | None = Field(
        default=None, ge=1, description="connections that all servers are spread over; as Discord advises"
    )
    shard_ids: tuple[int, ...] = Field(
        default=(), description="those of them that this process has, from 0, such as 0,1 or 0-3; all"
    )
    cooldown_answers: int = Field(
        default=5, ge=0, le=1000, description="answers that one person gets in a channel; 0 sets no limit"
    )
    cooldown_seconds: int = Field(
        default=30, ge=1, le=86_400, description="seconds in which a person gets cooldown_answers"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="how much is logged"
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="lines for people, or an object of JSON a line"
    )
    monitoring_port: int | None = Field(
        default=None, ge=1, le=65_535, description="where /healthz, /readyz and /metrics are served; nowhere"
    )
    monitoring_host: str = Field(
        default="127.0.0.1", min_length=1, description="the address on which they are served"
    )
    contact: str | None = Field(
        default=None, description="an e-mail or web address for wikis to whom the bot makes requests"
    )
    updates: Literal["off", "daily", "weekly", "monthly"] = Field(
        default="off", description="how often the running bot updates articles from their wikis"
    )
    discord_token: SecretStr | None = Field(default=None, description="the bot's token")
    discord_token_file: Path | None = Field(default=None, description="a file that holds the token")
    discord_api_url: str | None = Field(
        default=None, description="another address for Discord's HTTP API, version included (a proxy)"
    )
    discord_gateway_url: str | None = Field(
        default=None, description="another address for Discord's gateway (a proxy)"
    )

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _are_numbers(cls, value: Any) -> tuple[int, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        numbers: set[int] = set()
        for part in parts:
            # Lists in a list, joined by aliases, would grow without bound as text.
            shown = str(part).strip() if isinstance(part, str | int) else "a list in a list"
            if len(shown) > LONGEST_SHARDS:
                raise ValueError(
                    f"{shown[:LONGEST_SHARDS] + '…'!r} is no shard; write numbers such as 0,1 or 0-3"
                )
            first, _, last = shown.partition("-")
            if not (first.isdecimal() and (last or first).isdecimal()):
                raise ValueError(f"{shown!r} is no shard; write numbers such as 0,1 or 0-3")
            if int(last or first) - int(first) not in range(MOST_SHARDS):
                raise ValueError(f"{shown!r} is no range of shards; write it as 0-3")
            numbers.update(range(int(first), int(last or first) + 1))
        return tuple(sorted(numbers))

    @field_validator("shard_ids")
    @classmethod
    def _are_there(cls, value: tuple[int, ...], info: Any) -> tuple[int, ...]:
        shards = info.data.get("shards")
        if value and shards is None:
            raise ValueError("needs the setting shards, how many there are in all")
        if value and value[-1] >= shards:
            raise ValueError(f"there is no shard {value[-1]} among {shards}, which are counted from 0")
        return value

    @field_validator("discord_api_url", "discord_gateway_url")
    @classmethod
    def _is_an_address(cls, value: str | None, info: Any) -> str | None:
        schemes = ("http://", "https://") if info.field_name == "discord_api_url" else ("ws://", "wss://")
        if value is not None and not value.startswith(schemes):
            raise ValueError(f"must begin with {' or '.join(schemes)}")
        return value.rstrip("/") if value else None

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, value: str | None) -> str | None:
        if value and not (value.isascii() and value.isprintable() and len(value) <= 200):
            raise ValueError("must be one line of ASCII, 200 characters at the most")
        return value or None

    def token(self) -> SecretStr:
        """The bot's token, from the setting or from the file that holds it.

        Raises SettingsError where there is none, or its file can't be read.
        """
        if self.discord_token is not None and self.discord_token.get_secret_value().strip():
            return _whole(self.discord_token.get_secret_value().strip(), "DISCORD_TOKEN")
        if self.discord_token_file is None:
            raise SettingsError(
                "DISCORD_TOKEN is not set; put the bot's token there, or the path of its file into"
                " DISCORD_TOKEN_FILE (README: Set up the Discord application)"
            )
        try:
            token = self.discord_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise SettingsError(
                f"DISCORD_TOKEN_FILE: {self.discord_token_file} can't be read ({reason});"
                " name a readable file that holds the token alone"
            ) from None
        if not token:
            raise SettingsError(
                f"DISCORD_TOKEN_FILE: {self.discord_token_file} is empty; put the token there"
            )
        return _whole(token, f"DISCORD_TOKEN_FILE: {self.discord_token_file}")


def _whole(token: str, origin: str) -> SecretStr:
    # No HTTP header can carry a line break; a space is a slip of the same kind.
    if any(character.isspace() or not character.isprintable() for character in token):
        raise SettingsError(f"{origin} holds a space or a line break inside; put the token there alone")
    return SecretStr(token)


ENVIRONMENT: Mapping[str, str] = {
    "DISCORD_TOKEN": "discord_token",
    "DISCORD_TOKEN_FILE": "discord_token_file",
} | {
    f"{PREFIX}{name.upper()}": name for name in Settings.model_fields if not name.startswith("discord_token")
}
"""Environment variable → the setting that it overrides."""

TOKEN_SETTINGS = frozenset({"discord_token"})
"""Never read from a file that people share: the token has its own variable and its own file."""


def unknown_variables(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that begin like ours and set nothing: a slip, or an orchestrator's own."""
    return tuple(sorted(name for name in environ if name.startswith(PREFIX) and name not in ENVIRONMENT))


def load_settings(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `path` (default: `footnote.yaml` where there is one) and `environ`.

    Raises SettingsError, one line, naming the file and line or the variable, and the mend.
    """
    file = path or DEFAULT_FILE
    values, lines = _read_file(file) if path or file.is_file() else ({}, {})
    origins = {name: f"{file}:{lines[name]}: {name}" for name in values}
    base = file.parent
    for name in ("knowledge", "data", "discord_token_file"):
        if isinstance(values.get(name), str):
            try:
                values[name] = base / Path(values[name]).expanduser()
            except RuntimeError:
                raise SettingsError(
                    f"{origins[name]}: {values[name]} has no home; write it in full"
                ) from None
    for variable, name in ENVIRONMENT.items():
        if environ.get(variable):
            values[name], origins[name] = environ[variable], variable
    if "knowledge" not in values and _holds_articles(Path("knowledge")):
        values["knowledge"] = Path("knowledge")
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(
            f"{origins.get(name, name)}: {_mend(Settings.model_fields.get(name), first)}"
        ) from None


def _holds_articles(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.md"))


def _mend(setting: FieldInfo | None, error: Any) -> str:
    if setting is None:
        return f"no such setting; there are {', '.join(sorted(set(Settings.model_fields) - TOKEN_SETTINGS))}"
    reason = str(error["msg"]).removeprefix("Value error, ")
    return f"{reason[0].lower()}{reason[1:]} ({setting.description})"


def _read_file(file: Path) -> tuple[dict[str, Any], dict[str, int]]:
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
        raise SettingsError(f"{file}:{line}: bad YAML ({error.problem}); mend the line") from None
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
            raise SettingsError(f"{file}:{line}: {name} has a value that can't be read; mend it") from None
        if isinstance(values[name], str) and not values[name].isprintable():
            raise SettingsError(f"{file}:{line}: {name} holds a character that can't be shown; take it out")
    return values, lines
