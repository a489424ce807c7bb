"""What every test may use: the seed page, and the program as the process that people start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, Phase, settings

# As the program does: threads of NumPy's that wait for one another are slower than one on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent
SEED = Path(__file__).parent / "data" / "trotskyism.txt"

# No deadline: a machine that does something else meanwhile must not fail a test.
settings.register_profile("footnote", max_examples=30, deadline=None)
settings.register_profile(
    "thorough", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# Where it counts whether a test fails, and not by what: the least example isn't looked for.
settings.register_profile(
    "any-example", settings.get_profile("footnote"), phases=(Phase.explicit, Phase.generate), database=None
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "footnote"))


WAITING = (
    "wire",
    "faults",
    "discord_app/storage",
    "sources/wiki",
    "terminal",
    "test_cli.py",
    "test_preview.py",
)
"""Where tests start processes, and wait for them: those that take longest."""


def pytest_xdist_auto_num_workers() -> int | None:
    """A worker more than there are cores: many tests wait for pauses of the bot, and for processes.

    None, which lets xdist decide, where a variable of its own names the number.
    """
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return cores + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose tests wait come first, so that no worker is left with one of them at the end."""
    waiting = [Path(__file__).parent / part for part in WAITING]
    items.sort(key=lambda item: not any(item.path.is_relative_to(part) for part in waiting))


class Footnote(Protocol):
    """Runs `footnote` with arguments; see `footnote`."""

    def __call__(
        self,
        *arguments: str | bytes,
        stdin: bytes = b"",
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def seed() -> str:
    """The page that the shipped article was made from, as its user gave it."""
    return SEED.read_text(encoding="utf-8")


@pytest.fixture
def child_environ(tmp_path: Path) -> dict[str, str]:
    """An environment of its own for a child process: no settings, no token, no terminal."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LANG")}
    return kept | {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def footnote(tmp_path: Path, child_environ: dict[str, str]) -> Footnote:
    """The real program as a process, in an empty folder; its output is UTF-8."""

    def run(
        *arguments: str | bytes,
        stdin: bytes = b"",
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            env=child_environ | dict(environ or {}),
            cwd=cwd or tmp_path,
            timeout=60,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run
