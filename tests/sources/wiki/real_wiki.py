"""A real MediaWiki on a local port, where one can be started."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VARIABLE = "MEDIAWIKI_SERVE"
"""Names a command that is called with DIR PORT, starts a MediaWiki with Cite on 127.0.0.1:PORT, keeps its
`LocalSettings.php` in DIR, and prints the server's process id."""

MAINTENANCE = Path("/usr/share/mediawiki/maintenance")
"""Where Debian's package has the scripts."""


class RealWiki:
    """The wiki, and its maintenance scripts."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._environment = os.environ | {"MW_CONFIG_FILE": str(folder / "LocalSettings.php")}

    def _run(self, script: str, *arguments: str, given: str = "") -> str:
        command = ["php", str(MAINTENANCE / script), *arguments]
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            text=True,
            env=self._environment,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def dump(self) -> str:
        """All pages in XML, each at its newest revision."""
        return self._run("dumpBackup.php", "--current", "--quiet")

    def load(self, dump: str) -> None:
        """Take in the pages of a dump."""
        self._run("importDump.php", given=dump)

    def edit(self, title: str, text: str) -> None:
        """Make the page, or give it another text."""
        self._run("edit.php", "--user=Admin", title, given=text)

    def move(self, old: str, new: str, *, redirect: bool) -> None:
        """Rename the page."""
        self._run("moveBatch.php", *([] if redirect else ["--noredirects"]), given=f"{old}|{new}\n")

    def delete(self, title: str) -> None:
        """Delete the page."""
        self._run("deleteBatch.php", given=f"{title}\n")


@contextmanager
def real_wiki(folder: Path) -> Iterator[RealWiki]:
    """Start a wiki that keeps its files in `folder`; it ends with the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*shlex.split(os.environ[VARIABLE]), str(folder), str(port)]
    started = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert started.returncode == 0, started.stderr
    process = int(started.stdout.split()[-1])
    try:
        wiki = RealWiki(folder, port)
        for _ in range(600):
            with suppress(OSError), urllib.request.urlopen(f"{wiki.url}/api.php", timeout=30):  # noqa: S310
                break
            time.sleep(0.1)
        yield wiki
    finally:
        os.kill(process, signal.SIGTERM)
