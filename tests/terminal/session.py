"""A program at a terminal of its own: what is typed goes in, what is shown comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

# The terminal becomes the program's own, so that Ctrl-C reaches it, and isn't ignored as in the background;
# then the program takes over.
_TAKE_TERMINAL = """
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
SECONDS = 60


class Session:
    """Runs `python -m bot` with `arguments` at a terminal of `columns`."""

    def __init__(
        self, arguments: Sequence[str], environ: Mapping[str, str], cwd: Path, columns: int = 80
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        program = [sys.executable, "-m", "bot", *arguments]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _TAKE_TERMINAL, *program],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"TERM": "xterm-256color", **environ},
            cwd=cwd,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""
        self._waited = 0

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait(SECONDS)
        os.close(self._master)

    def type(self, text: str) -> None:
        """Press these keys."""
        os.write(self._master, text.encode())

    def wait_for(self, text: str, *, press: str = "") -> str:
        """What is shown after what was waited for before, up to and with `text`.

        `press` is typed first, and again after each silent second: a Ctrl-C that comes while Python's
        readline takes in another key is seen no sooner than the next one.
        """
        until = time.monotonic() + SECONDS
        begin = self._waited
        self.type(press)
        while (end := self.shown.find(text, begin)) < 0:
            assert time.monotonic() < until, f"never shown: {text!r} in {self.shown[begin:]!r}"
            if self._speaks(1):
                assert self._hear(), f"ended without {text!r}: {self.shown[begin:]!r}"
            else:
                self.type(press)
        self._waited = end + len(text)
        return self.shown[begin : self._waited]

    def exit_code(self) -> int:
        """Wait for the end."""
        while self._speaks(SECONDS) and self._hear():
            pass
        return self._process.wait(SECONDS)

    def _speaks(self, seconds: float) -> bool:
        return bool(select.select([self._master], [], [], seconds)[0])

    def _hear(self) -> bool:
        """Take in what is shown; False when the program has ended."""
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux's way to say that nobody holds the other end
            return False
        self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)
