"""A program that tells how it began, and ends as its argument says."""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import threading

if __name__ == "__main__":
    spec = __spec__
    streams = [(each.encoding, each.errors, each.isatty()) for each in (sys.stdin, sys.stdout, sys.stderr)]
    told = {
        "arguments": sys.argv,
        "environment": dict(os.environ),
        "folder": os.getcwd(),  # noqa: PTH109 - as the system tells it
        "path": sys.path,
        "streams": streams,
        "input": sys.stdin.read(),
        "signals": {int(number): str(signal.getsignal(number)) for number in signal.valid_signals()},
        "threads": threading.active_count(),
        "files": sorted(os.listdir("/proc/self/fd"))[:3],  # noqa: PTH208 - their names
        "module": [__name__, spec and spec.name, sys.modules["__main__"].__name__],
        "flags": str(sys.flags),
    }
    print(json.dumps(told, indent=1, sort_keys=True))
    print("to standard error", file=sys.stderr)
    atexit.register(print, "at its end")
    match sys.argv[1:]:
        case ["killed"]:
            os.kill(os.getpid(), signal.SIGTERM)
        case ["raises"]:
            raise ValueError("on purpose")
        case [code]:
            sys.exit(int(code))
