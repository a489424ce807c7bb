"""The process that builds the index of a large library does no harm, wherever it or the bot is killed."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.answering import library_cache
from bot.answering.kept_files import ARTICLES, INDEX
from bot.answering.library_cache import LibraryCache
from bot.discord_app.storage.index_build import build_apart
from bot.library.whole_file import ABANDONED
from bot.settings import Settings
from tests.answering.test_library_cache import NAMES, anew, answers, opened, write
from tests.conftest import ROOT
from tests.faults.index_build_faults import SOURCE

PATIENCE = 60.0
"""Seconds after which something that must happen is given up."""

STEPS = [
    ("import", 0),
    ("open", 0),
    ("open", 1),
    ("write", 0),
    ("write", 3),
    ("write", 9),
    ("rename", 0),
    ("end", 0),
]

PARENT = """
import sys
from pathlib import Path
from bot.answering import library_cache
from bot.discord_app.storage.index_build import build_apart
from bot.settings import Settings
library_cache.CACHED_FROM = library_cache.BUILT_APART_FROM = 2
folder = Path(sys.argv[1])
settings = Settings(knowledge=folder / "knowledge", data=folder / "data")
cache = library_cache.LibraryCache(settings.knowledge, settings.data, build_apart=build_apart)
cache.answerer(cache.load(), settings)
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Ten articles, which count as very many."""
    monkeypatch.setattr(library_cache, "CACHED_FROM", 2)
    monkeypatch.setattr(library_cache, "BUILT_APART_FROM", 2)
    for place, name in enumerate(NAMES):
        write(tmp_path / "knowledge", name, 1700 + place)
    return Settings(knowledge=tmp_path / "knowledge", data=tmp_path / "data")


@pytest.fixture(autouse=True)
def faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the process leaves what it tells; see tests/faults/index_build_faults.py."""
    folder = tmp_path / "faults"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{folder}{os.pathsep}{ROOT}")
    monkeypatch.setenv("PYTHONFAULT", "kill nothing 0")
    return folder


def start(settings: Settings) -> list[str]:
    """What a start answers that has the index built apart."""
    cache = LibraryCache(settings.knowledge, settings.data, build_apart=build_apart)
    return answers(cache.answerer(cache.load(), settings))


@pytest.mark.parametrize(
    ("step", "times", "is_first"), [(*each, False) for each in STEPS] + [("write", 3, True)]
)
def test_where_it_is_killed_the_bot_says_so_once_and_builds_the_index_itself(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
    times: int,
    is_first: bool,
) -> None:
    if not is_first:
        start(settings)
        write(settings.knowledge, "Larch", 1888)
    monkeypatch.setenv("PYTHONFAULT", f"kill {step} {times}")
    with caplog.at_level(logging.INFO):
        assert start(settings) == anew(settings)
    told = "The index wasn't built in a process of its own (exit code -9); it is built in this one"
    assert caplog.messages == [told]
    caplog.clear()
    written = (settings.data / INDEX).stat().st_mtime_ns
    assert start(settings) == anew(settings)
    assert (settings.data / INDEX).stat().st_mtime_ns == written
    assert caplog.messages == []


def is_alive(pid: int) -> bool:
    """Whether a process still runs (Linux)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_for(what: str, condition: object) -> None:
    """Return when a condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, what
        time.sleep(0.02)


@pytest.mark.parametrize(("step", "times"), STEPS[1:])
def test_where_the_bot_is_killed_it_ends_too_and_the_next_start_is_whole(
    settings: Settings, faults: Path, monkeypatch: pytest.MonkeyPatch, step: str, times: int
) -> None:
    monkeypatch.setenv("PYTHONFAULT", f"hold {step} {times}")
    with subprocess.Popen([sys.executable, "-c", PARENT, str(settings.data.parent)]) as bot:
        wait_for("the process that builds", (faults / "held").exists)
        builder = int((faults / "held").read_text())
        bot.send_signal(signal.SIGKILL)
    wait_for("the end of the process that builds", lambda: not is_alive(builder))
    monkeypatch.setenv("PYTHONFAULT", "kill nothing 0")
    assert start(settings) == anew(settings)


def test_keys_that_end_early_build_nothing(settings: Settings) -> None:
    """The bot was killed while it sent them."""
    opened(settings)
    (settings.data / INDEX).unlink()
    program = [sys.executable, "-m", "bot.discord_app.storage.index_build", str(settings.data)]
    done = subprocess.run(program, input=b"", capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 1
    assert b"has ended" in done.stderr
    assert not (settings.data / INDEX).exists()


def test_it_is_given_no_secret(settings: Settings, faults: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "DISCORD_TOKEN",
        "FOOTNOTE_DATABASE",
        "FOOTNOTE_CONTACT",
        "PGPASSWORD",
        "AWS_SECRET_ACCESS_KEY",
    ):
        monkeypatch.setenv(name, "a-secret-of-somebody")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    start(settings)
    given = json.loads((faults / "environment").read_text())
    assert "a-secret-of-somebody" not in given.values()
    assert given["OPENBLAS_NUM_THREADS"] == "1"
    assert given["PATH"] == os.environ["PATH"]


def test_what_was_left_half_written_goes_with_the_next_index(settings: Settings) -> None:
    settings.data.mkdir()
    old, new = settings.data / f"{INDEX}-left", settings.data / f"{INDEX}-written-now"
    for file in (old, new):
        file.write_bytes(b"half")
    long_ago = time.time() - ABANDONED - 60
    os.utime(old, (long_ago, long_ago))
    opened(settings)
    assert {file.name for file in settings.data.iterdir()} == {ARTICLES, INDEX, new.name}
