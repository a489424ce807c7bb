"""Settings: the file, the environment over it, and one line for each slip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.settings import (
    ENVIRONMENT,
    SHIPPED_KNOWLEDGE,
    Settings,
    SettingsError,
    load_settings,
    unknown_variables,
)
from tests.conftest import ROOT
from tests.strategies import lines

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.secret-secret-secret"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _file(text: str | bytes, name: str = "footnote.yaml") -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_defaults() -> None:
    settings = load_settings(environ={})
    assert settings == Settings()
    assert (settings.passages, settings.confidence, settings.log_level) == (3, 0.5, "INFO")
    assert settings.knowledge == SHIPPED_KNOWLEDGE
    assert (SHIPPED_KNOWLEDGE / "trotskyism.md").is_file()


def test_the_file_of_the_working_folder_is_read() -> None:
    _file("\ufeffpassages: 5\r\nconfidence: 0.25\r\nlog_level: DEBUG\r\n# a comment\r\n")
    settings = load_settings(environ={})
    assert (settings.passages, settings.confidence, settings.log_level) == (5, 0.25, "DEBUG")


def test_the_environment_wins_over_the_file() -> None:
    _file("passages: nonsense\nconfidence: 0.25\n")
    settings = load_settings(environ={"FOOTNOTE_PASSAGES": "7", "FOOTNOTE_CONFIDENCE": ""})
    assert (settings.passages, settings.confidence) == (7, 0.25)


def test_another_file() -> None:
    _file("passages: 5")
    assert load_settings(_file("passages: 6", "etc/other.yaml"), environ={}).passages == 6


@pytest.mark.parametrize("text", ["", "# nothing", "passages:", "passages: null", "passages: ~", "---\n"])
def test_what_is_left_empty_is_the_default(text: str) -> None:
    _file(text)
    assert load_settings(environ={}) == Settings()


def test_paths_in_the_file_stand_beside_it_those_of_the_environment_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    file = _file("knowledge: articles\ndata: /var/data\ndiscord_token_file: ~/token", "etc/footnote.yaml")
    settings = load_settings(file, environ={})
    assert settings.knowledge == Path("etc/articles")
    assert settings.data == Path("/var/data")
    assert settings.discord_token_file == Path("/home/ann/token")
    assert load_settings(file, environ={"FOOTNOTE_KNOWLEDGE": "articles"}).knowledge == Path("articles")


def test_articles_of_the_working_folder_are_taken_before_the_shipped_ones() -> None:
    Path("knowledge").mkdir()
    assert load_settings(environ={}).knowledge == SHIPPED_KNOWLEDGE
    _file("x", "knowledge/.x.md")
    assert load_settings(environ={}).knowledge == SHIPPED_KNOWLEDGE
    for name in ("knowledge/x.md", "knowledge/deeper/still/x.md", "knowledge/wiki.zim"):
        file = _file("x", name)
        assert load_settings(environ={}).knowledge == Path("knowledge")
        file.unlink()
    _file("x", "knowledge/x.md")
    _file("knowledge: elsewhere")
    assert load_settings(environ={}).knowledge == Path("elsewhere")


def test_a_setting_of_each_kind_from_the_environment() -> None:
    settings = load_settings(
        environ={
            "FOOTNOTE_KNOWLEDGE": "k",
            "FOOTNOTE_DATA": "d",
            "FOOTNOTE_CONFIDENCE": "1",
            "FOOTNOTE_LOG_LEVEL": "ERROR",
            "FOOTNOTE_DISCORD_API_URL": "http://localhost:1/api/v10/",
            "FOOTNOTE_DISCORD_GATEWAY_URL": "ws://localhost:1/",
        }
    )
    assert (settings.knowledge, settings.data) == (Path("k"), Path("d"))
    assert (settings.confidence, settings.log_level) == (1.0, "ERROR")
    assert settings.discord_api_url == "http://localhost:1/api/v10"
    assert settings.discord_gateway_url == "ws://localhost:1"


def test_meaning_counts_until_it_is_switched_off() -> None:
    assert load_settings(environ={}).meaning is True
    assert load_settings(environ={"FOOTNOTE_MEANING": "false"}).meaning is False
    _file("meaning: perhaps")
    with pytest.raises(SettingsError, match=r"footnote\.yaml:1: meaning: .*true or false"):
        load_settings(environ={})


@pytest.mark.parametrize(("word", "on"), [("true", True), ("yes", True), ("false", False), ("no", False)])
def test_yes_and_no_are_said_as_people_say_them(word: str, on: bool) -> None:
    _file(f"answer_channels: {word}")
    assert load_settings(environ={}).answer_channels is on
    _file("")
    assert load_settings(environ={"FOOTNOTE_ANSWER_CHANNELS": word}).answer_channels is on


def test_a_settings_file_that_is_none_is_not_passed_over(here: Path) -> None:
    """Docker makes a folder where the file that is to be mounted is missing."""
    (here / "footnote.yaml").mkdir()
    with pytest.raises(SettingsError, match=r"footnote\.yaml: can't be read \(Is a directory\)"):
        load_settings(environ={})
    (here / "footnote.yaml").rmdir()
    (here / "footnote.yaml").symlink_to("nowhere")
    with pytest.raises(SettingsError, match=r"footnote\.yaml: can't be read \(No such file"):
        load_settings(environ={})


def test_every_setting_has_its_variable_and_a_description() -> None:
    assert set(ENVIRONMENT.values()) == set(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())
    assert unknown_variables({"FOOTNOTE_PASAGES": "1", "FOOTNOTE_DATA": "d", "PATH": ""}) == (
        "FOOTNOTE_PASAGES",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("passages: many", "footnote.yaml:1: passages: input should be a valid integer"),
        ("# first\npassages: 0", "footnote.yaml:2: passages: input should be greater than or equal to 1"),
        ("passages: 11", "less than or equal to 10"),
        ("passages: yes", "footnote.yaml:1: passages: input should be a valid integer"),
        ("passages: [1, 2]", "footnote.yaml:1: passages: input should be a valid integer"),
        ("confidence: .nan", "footnote.yaml:1: confidence"),
        ("confidence: 1.5", "less than or equal to 1"),
        ("log_level: LOUD", "footnote.yaml:1: log_level: input should be 'DEBUG', 'INFO'"),
        ("log_level: 2024-99-99", "footnote.yaml:1: log_level"),
        ("passages: 3\npasages: 3", "footnote.yaml:2: pasages: no such setting; there are "),
        ("passages: 3\npassages: 4", "footnote.yaml:2: passages stands twice; keep one"),
        ("discord_api_url: discord.com", "must begin with http:// or https://"),
        ("discord_gateway_url: http://x.y", "must begin with ws:// or wss://"),
        ("passages: 3\n  data: x", "footnote.yaml:2: bad YAML"),
        ("passages: [1", "bad YAML"),
        ("data: !!python/object/apply:os.system [id]", "footnote.yaml:1: data"),
        ("passages: !!timestamp x", "footnote.yaml:1: passages"),
        ("passages: &a [*a]", "footnote.yaml:1: passages has a value that can't be read"),
        ("? [a]\n: b", "footnote.yaml:1: a setting's name must be one word"),
        ('"\\e[31m": 1', "footnote.yaml:1: a setting's name must be one word"),
        ('data: "a\\0b"', "footnote.yaml:1: data holds a character that can't be shown"),
        ('data: "\\uD800"', "footnote.yaml:1: data holds a character that can't be shown"),
        ("data: a\x07b", "footnote.yaml: bad YAML"),
        ("data: ~nobody-of-this-name/x", "footnote.yaml:1: data: ~nobody-of-this-name/x has no home"),
        ("- passages", "footnote.yaml:1: must hold settings"),
        ("passages", "footnote.yaml:1: must hold settings"),
        ("passages: " + "[" * 5000, "footnote.yaml: bad YAML"),
        (b"data: caf\xe9", "footnote.yaml: is not UTF-8"),
        (f"discord_token: {TOKEN}", "footnote.yaml:1: discord_token does not belong in a file; use DISCORD"),
    ],
)  # fmt: skip
def test_a_slip_in_the_file_is_told_in_one_line(text: str | bytes, message: str) -> None:
    _file(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={})
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("FOOTNOTE_PASSAGES", "many", "FOOTNOTE_PASSAGES: input should be a valid integer"),
        ("FOOTNOTE_CONFIDENCE", "2", "FOOTNOTE_CONFIDENCE: input should be less than or equal to 1"),
        ("FOOTNOTE_LOG_LEVEL", "LOUD", "FOOTNOTE_LOG_LEVEL: input should be 'DEBUG'"),
        ("FOOTNOTE_DISCORD_API_URL", "x", "FOOTNOTE_DISCORD_API_URL: must begin with http:// or https://"),
    ],
)
def test_a_slip_in_a_variable_is_told_in_one_line(variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={variable: value})
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["gone.yaml", "folder"])
def test_a_file_that_was_named_must_be_readable(name: str) -> None:
    Path("folder").mkdir()
    with pytest.raises(SettingsError, match=rf"^{name}: can't be read \(.*\); name a readable file"):
        load_settings(Path(name), environ={})


@given(st.one_of(st.text(), st.lists(lines()).map("\n".join), st.binary()))
def test_any_file_is_settings_or_told_to_be_none(text: str | bytes) -> None:
    _file(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    _load_or_tell({})


@given(st.sampled_from(sorted(ENVIRONMENT)), st.text(st.characters(exclude_characters="\0")))
def test_any_variable_is_a_setting_or_told_to_be_none(variable: str, value: str) -> None:
    _load_or_tell({variable: value})


def _load_or_tell(environ: dict[str, str]) -> None:
    try:
        load_settings(environ=environ)
    except SettingsError as error:
        _one_line(str(error))


def _one_line(message: str) -> None:
    assert message
    assert "\n" not in message


def test_the_token_comes_from_its_variable_first() -> None:
    file = _file("other\n", "token")
    environ = {"DISCORD_TOKEN": f" {TOKEN}\n", "DISCORD_TOKEN_FILE": str(file)}
    assert load_settings(environ=environ).token().get_secret_value() == TOKEN


@pytest.mark.parametrize("setting", ["variable", "file"])
def test_the_token_comes_from_a_file(setting: str) -> None:
    _file(f"{TOKEN}\n", "etc/token")
    _file("discord_token_file: token" if setting == "file" else "", "etc/footnote.yaml")
    environ = {"DISCORD_TOKEN_FILE": "etc/token"} if setting == "variable" else {}
    assert load_settings(Path("etc/footnote.yaml"), environ).token().get_secret_value() == TOKEN


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({}, "DISCORD_TOKEN is not set; put the bot's token there"),
        ({"DISCORD_TOKEN": "  "}, "DISCORD_TOKEN is not set"),
        ({"DISCORD_TOKEN": f"{TOKEN} {TOKEN}"}, "DISCORD_TOKEN holds a space or a line break"),
        ({"DISCORD_TOKEN_FILE": "gone"}, "DISCORD_TOKEN_FILE: gone can't be read (No such file"),
        ({"DISCORD_TOKEN_FILE": "."}, "DISCORD_TOKEN_FILE: . can't be read (Is a directory)"),
        ({"DISCORD_TOKEN_FILE": "empty"}, "DISCORD_TOKEN_FILE: empty is empty; put the token there"),
        ({"DISCORD_TOKEN_FILE": "binary"}, "DISCORD_TOKEN_FILE: binary can't be read (not UTF-8 text)"),
        ({"DISCORD_TOKEN_FILE": "two"}, "DISCORD_TOKEN_FILE: two holds a space or a line break"),
    ],
)
def test_a_token_that_is_not_there_is_told_in_one_line(environ: dict[str, str], message: str) -> None:
    _file("\n", "empty")
    _file(b"\xff", "binary")
    _file(f"{TOKEN}\n{TOKEN}\n", "two")
    with pytest.raises(SettingsError) as caught:
        load_settings(environ=environ).token()
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_the_token_is_never_shown() -> None:
    settings = load_settings(environ={"DISCORD_TOKEN": TOKEN})
    for shown in (
        repr(settings),
        str(settings),
        f"{settings!r}",
        settings.model_dump_json(),
        str(settings.token()),
    ):
        assert TOKEN not in shown
        assert "secret" not in shown


def test_the_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load_settings(environ={}).passages = 5


def test_an_installed_package_finds_the_shipped_articles_in_any_folder(
    here: Path, child_environ: dict[str, str]
) -> None:
    """What the wheel holds, laid out as pyproject.toml says, without the checkout."""
    site = here / "site"
    shutil.copytree(ROOT / "bot", site / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    for source, target in build["targets"]["wheel"]["force-include"].items():
        shutil.copytree(ROOT / source, site / target)
    (here / "empty").mkdir()
    program = "from bot.settings import load_settings; print(load_settings(environ={}).knowledge)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=child_environ | {"PYTHONPATH": str(site)},
        cwd=here / "empty",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found = Path(os.path.realpath(done.stdout.strip()))
    assert found == Path(os.path.realpath(site / "bot/knowledge"))
    assert (found / "trotskyism.md").is_file()
    assert (found / "LICENSE.md").is_file()


@pytest.mark.parametrize(("written", "read"), [("0", (0,)), ("3, 1", (1, 3)), ("0-2,2", (0, 1, 2))])
def test_shards_of_a_process(written: str, read: tuple[int, ...]) -> None:
    settings = load_settings(environ={"FOOTNOTE_SHARDS": "4", "FOOTNOTE_SHARD_IDS": written})
    assert (settings.shards, settings.shard_ids) == (4, read)


@pytest.mark.parametrize(
    ("shards", "shard_ids", "told"),
    [("4", "4", "no shard 4"), ("", "0", "needs the setting shards"), ("4", "x", "0-3"), ("4", "3-1", "0-3")],
)
def test_shards_that_are_none(shards: str, shard_ids: str, told: str) -> None:
    with pytest.raises(SettingsError, match=f"^FOOTNOTE_SHARD_IDS: .*{told}"):
        load_settings(environ={"FOOTNOTE_SHARDS": shards, "FOOTNOTE_SHARD_IDS": shard_ids})


SECRET = "a-w0rd-that-nobody-may-see"


@pytest.mark.parametrize(
    "address",
    [
        f"mysql://footnote:{SECRET}@db/footnote",
        f"postgresql://footnote:{SECRET}@/footnote",
        f"postgresql://footnote:{SECRET}@db:notaport/footnote",
        f"footnote:{SECRET}",
    ],
)
def test_a_database_that_is_no_address_is_told_without_its_password(address: str) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_DATABASE: must be an address") as refused:
        load_settings(environ={"FOOTNOTE_DATABASE": address})
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    "address", [f"postgresql://a:{SECRET}@db/f", f"postgresql://a@db/f?password={SECRET}"]
)
def test_a_password_does_not_belong_in_the_file(tmp_path: Path, address: str) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text(f"passages: 3\ndatabase: {address}\n")
    with pytest.raises(SettingsError, match=r":2: a password does not belong in a file") as refused:
        load_settings(file, environ={})
    assert SECRET not in str(refused.value)
    file.write_text("database: postgresql://a@db/f\ndatabase_password_file: secret\n")
    settings = load_settings(file, environ={"FOOTNOTE_DATABASE": address})
    assert settings.database_password_file == tmp_path / "secret"
    assert SECRET not in repr(settings) + str(settings)


def test_a_process_has_its_number_from_the_setting_or_from_the_hosts_name() -> None:
    assert load_settings(environ={"FOOTNOTE_PROCESS": "2/8"}).process_share == (2, 8)
    by_name = {"FOOTNOTE_PROCESSES": "8", "HOSTNAME": "footnote-7.footnote.default.svc"}
    assert load_settings(environ=by_name).process_share == (7, 8)
    assert load_settings(environ=by_name | {"FOOTNOTE_PROCESS": "1/8"}).process_share == (1, 8)
    assert load_settings(environ={"FOOTNOTE_SHARDS": "auto"}).shards is None


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"FOOTNOTE_PROCESS": "8/8"}, "counted from 0"),
        ({"FOOTNOTE_PROCESS": "3"}, "such as 2/8"),
        ({"FOOTNOTE_PROCESS": "-1/8"}, "such as 2/8"),
        ({"FOOTNOTE_PROCESS": "1/0"}, "counted from 0"),
        ({"FOOTNOTE_PROCESS": "0/4", "FOOTNOTE_SHARDS": "3"}, "4 processes share 3 shards"),
        (
            {"FOOTNOTE_PROCESS": "0/2", "FOOTNOTE_SHARDS": "4", "FOOTNOTE_SHARD_IDS": "0-1"},
            "so does shard_ids",
        ),
        ({"FOOTNOTE_PROCESSES": "8", "HOSTNAME": "footnote"}, "doesn't end with a number"),
        ({"FOOTNOTE_PROCESSES": "8", "HOSTNAME": "footnote-8"}, "counted from 0"),
        ({"FOOTNOTE_ARTICLES": "http://example.org/a.tar.gz"}, "write https:// otherwise"),
        ({"FOOTNOTE_ARTICLES": "ftp://example.org/a.tar.gz"}, "must begin with http"),
        ({"FOOTNOTE_ARTICLES": "https://example.org/a", "FOOTNOTE_KNOWLEDGE": "x"}, "set one"),
    ],
)
def test_processes_and_articles_that_cannot_be(environ: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(words)) as refused:
        load_settings(environ=environ)
    assert "\n" not in str(refused.value)


def test_the_articles_of_an_archive_are_in_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings(
        environ={"FOOTNOTE_ARTICLES": "https://example.org/a.tar.gz", "FOOTNOTE_DATA": str(tmp_path)}
    )
    assert settings.knowledge == tmp_path / "articles" / "current"
    assert settings.downloads_articles
    assert not settings.model_copy(update={"knowledge": tmp_path}).downloads_articles
