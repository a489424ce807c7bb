"""Settings: `footnote.yaml` and the environment become one frozen, checked object.

Order, the first that speaks wins: environment (`FOOTNOTE_…`, `DISCORD_TOKEN`), file, default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.settings_file import TOKEN_SETTINGS, read_settings_file, token_in, whole_token
from bot.settings_file import SettingsError as SettingsError  # raised here, too
from bot.settings_values import (
    MOST_SHARDS,
    holds_articles,
    postgres_address,
    process_of_host,
    process_share,
    shard_numbers,
)

PREFIX = "FOOTNOTE_"
MOST_PATIENCE = 366 * 86_400
"""Seconds: a year."""

DEFAULT_FILE = Path("footnote.yaml")
HERE = Path("knowledge")
"""The folder of articles where nobody names one, if it holds any."""

SHIPPED_KNOWLEDGE = next(
    (folder for folder in (Path(__file__).parent / "knowledge", Path(__file__).parent.parent / "knowledge")
     if folder.is_dir()),
    Path(__file__).parent / "knowledge",
)  # fmt: skip
"""The articles that travel with the program: beside the package in a wheel, above it in a checkout."""


class Settings(BaseModel):
    """Everything that an operator can set. Made once by `load_settings` and passed in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    knowledge: Path = Field(default=SHIPPED_KNOWLEDGE, description="folder of articles")
    articles: str | None = Field(
        default=None,
        description="address of an archive of articles, such as https://example.org/articles.tar.gz; none",
    )
    articles_interval: int = Field(
        default=300, ge=10, le=MOST_PATIENCE, description="seconds after which its digest is looked at again"
    )
    articles_local: bool = Field(
        default=False,
        validate_default=True,
        description="whether its server may be in your own network: true or false",
    )
    data: Path = Field(default=Path("data"), description="folder for what the bot keeps")
    database: SecretStr | None = Field(
        default=None,
        description="postgresql://user@host/name for servers' settings; a file",
    )
    database_password_file: Path | None = Field(
        default=None, description="a file that holds the database's password"
    )
    passages: int = Field(default=3, ge=1, le=10, description="passages in an answer, at the most")
    confidence: float = Field(default=0.5, ge=0, le=1, description="an answer needs at least this")
    meaning: bool = Field(
        default=True,
        description="whether questions are compared with sentences by meaning, too: true or false",
    )
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
    process: str | None = Field(
        default=None,
        description="which of how many processes this is, from 0, such as 2/8; it has a share of the shards",
    )
    processes: int | None = Field(
        default=None,
        ge=1,
        le=MOST_SHARDS,
        description="how many processes there are, where the host's name ends with the number of this one",
    )
    identify_queue: str | None = Field(
        default=None, description="address of an HTTP queue that tells shards when they may identify"
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
        default=None,
        pattern=r"^[ -~]{1,200}$",
        description="an e-mail or web address for wikis to whom the bot makes requests",
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

    @field_validator("database")
    @classmethod
    def _is_postgres(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        return SecretStr(postgres_address(value.get_secret_value().strip()))

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _are_numbers(cls, value: Any) -> tuple[int, ...]:
        return shard_numbers(value)

    @field_validator("shard_ids")
    @classmethod
    def _are_there(cls, value: tuple[int, ...], info: Any) -> tuple[int, ...]:
        shards = info.data.get("shards")
        if value and shards is None:
            raise ValueError("needs the setting shards, how many there are in all")
        if value and value[-1] >= shards:
            raise ValueError(f"there is no shard {value[-1]} among {shards}, which are counted from 0")
        return value

    @field_validator("shards", mode="before")
    @classmethod
    def _may_be_automatic(cls, value: Any) -> Any:
        return None if isinstance(value, str) and value.strip().lower() == "auto" else value

    @field_validator("process")
    @classmethod
    def _is_a_share(cls, value: str | None, info: Any) -> str | None:
        if value is None:
            return None
        _, count = process_share(value)
        if info.data.get("shard_ids"):
            raise ValueError("gives this process its shards, and so does shard_ids; set one of them")
        shards = info.data.get("shards")
        if shards is not None and shards < count:
            raise ValueError(f"{count} processes share {shards} shards; set more shards, or fewer processes")
        return value

    @property
    def process_share(self) -> tuple[int, int] | None:
        """The number of this process, from 0, and how many there are; None where that isn't set."""
        return None if self.process is None else process_share(self.process)

    @property
    def process_name(self) -> str:
        """What tells this process from others that share the data folder; empty where it is alone."""
        if self.process_share is not None:
            return f"process-{self.process_share[0]}"
        return str(self.shard_ids[0]) if self.shard_ids else ""

    @property
    def articles_folder(self) -> Path:
        """Where the articles of the archive are unpacked."""
        return self.data / "articles"

    @property
    def downloads_articles(self) -> bool:
        """Whether the articles are those of the archive."""
        return self.articles is not None and self.knowledge == self.articles_folder / "current"

    @field_validator("articles_local")
    @classmethod
    def _is_encrypted(cls, value: bool, info: Any) -> bool:
        if (info.data.get("articles") or "").startswith("http://") and not value:
            raise ValueError("must be true for an unencrypted address of articles; write https:// otherwise")
        return value

    @field_validator("discord_api_url", "discord_gateway_url", "identify_queue", "articles")
    @classmethod
    def _is_an_address(cls, value: str | None, info: Any) -> str | None:
        schemes = ("ws://", "wss://") if info.field_name == "discord_gateway_url" else ("http://", "https://")
        if value is not None and not value.startswith(schemes):
            raise ValueError(f"must begin with {' or '.join(schemes)}")
        return value.rstrip("/") if value else None

    def token(self) -> SecretStr:
        """The bot's token, from the setting or from the file that holds it.

        Raises SettingsError where there is none, or its file can't be read.
        """
        if self.discord_token is not None and self.discord_token.get_secret_value().strip():
            return whole_token(self.discord_token.get_secret_value().strip(), "DISCORD_TOKEN")
        if self.discord_token_file is None:
            raise SettingsError(
                "DISCORD_TOKEN is not set; put the bot's token there, or the path of its file into"
                " DISCORD_TOKEN_FILE (README: Set up the Discord application)"
            )
        return token_in(self.discord_token_file)

    @property
    def token_place(self) -> str:
        """Where the token stands that `token` gives: what a person must change where Discord refuses it."""
        if self.discord_token is not None and self.discord_token.get_secret_value().strip():
            return "DISCORD_TOKEN"
        return f"{self.discord_token_file} (DISCORD_TOKEN_FILE)"


ENVIRONMENT: Mapping[str, str] = {
    "DISCORD_TOKEN": "discord_token",
    "DISCORD_TOKEN_FILE": "discord_token_file",
} | {
    f"{PREFIX}{name.upper()}": name for name in Settings.model_fields if not name.startswith("discord_token")
}
"""Environment variable → the setting that it overrides."""


def unknown_variables(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that begin like ours and set nothing: a slip, or an orchestrator's own."""
    return tuple(sorted(name for name in environ if name.startswith(PREFIX) and name not in ENVIRONMENT))


def load_settings(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `path` (default: `footnote.yaml` where there is one) and `environ`.

    Raises SettingsError, one line, naming the file and line or the variable, and the fix.
    """
    file = path or DEFAULT_FILE
    # Docker makes a folder where a file that is to be mounted is missing: that is told, not passed over.
    is_there = path or file.is_symlink() or file.exists()
    values, lines = read_settings_file(file) if is_there else ({}, {})
    origins = {name: f"{file}:{lines[name]}: {name}" for name in values}
    base = file.parent
    for name in ("knowledge", "data", "discord_token_file", "database_password_file"):
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
    if "processes" in values and "process" not in values:
        values["process"] = process_of_host(environ, str(values["processes"]), origins["processes"])
        origins["process"] = origins["processes"]
    if "articles" in values and "knowledge" in values:
        raise SettingsError(
            f"{origins['articles']}: articles are in a folder ({origins['knowledge']}) already; set one"
        )
    if "knowledge" not in values and holds_articles(HERE):
        values["knowledge"] = HERE
    try:
        settings = Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(f"{origins.get(name, name)}: {_problem(name, first)}") from None
    if settings.articles is None:
        return settings
    return settings.model_copy(update={"knowledge": settings.articles_folder / "current"})


def _problem(name: str, error: Any) -> str:
    setting = Settings.model_fields.get(name)
    if setting is None:
        nearest = get_close_matches(name, sorted({*Settings.model_fields} - TOKEN_SETTINGS), n=8, cutoff=0)
        return f"no such setting; there are {', '.join(nearest)} and others (README.md)"
    reason = str(error["msg"]).removeprefix("Value error, ")
    return f"{reason[0].lower()}{reason[1:]} ({setting.description})"
