"""A process that has imported what `footnote` imports, and forks for each program that a test starts.

Most of the processor time of a bot that a test starts goes into its imports: three quarters of a second. What
is forked runs the program as `python -m` does, and ends as any interpreter does; nothing of the bot has
run before.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import socket
import sys
from contextlib import suppress
from typing import Any

MOST_BYTES = 65_536
"""Bytes of a request."""

FILES = 4
"""Files that come with one: standard input, output and errors, and where to report to."""


def main() -> None:
    """Serve the requests that come through the socket whose number is the argument, until it is closed."""
    for name in ("bot.cli", "bot.discord_app.run", "watchfiles"):
        importlib.import_module(name)

    door = socket.socket(fileno=int(sys.argv[1]))
    while True:
        request, files, _, _ = socket.recv_fds(door, MOST_BYTES, FILES)
        if not request:
            return
        if os.fork() == 0:
            door.close()
            _supervise(json.loads(request), files)
            return
        for file in files:
            os.close(file)
        _forget_ended()


def _forget_ended() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _supervise(request: dict[str, Any], files: list[int]) -> None:
    """Fork the program, report its number and how it ended; returns in the program alone, at its end."""
    *streams, report = files
    pid = os.fork()
    if pid == 0:
        os.close(report)
        _run(request, streams)
        return
    for file in streams:
        os.close(file)
    os.write(report, f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    os.write(report, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _run(request: dict[str, Any], streams: list[int]) -> None:
    for number, file in enumerate(streams):
        os.dup2(file, number)
        os.close(file)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.path[0] = request["folder"]
    sys.argv[1:] = request["arguments"]
    runpy.run_module(request["program"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
