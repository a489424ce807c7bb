"""How the process of `footnote run` ends: soon after it was told to, whatever its threads do."""

from __future__ import annotations

import logging
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

LINGER = 0.5
"""Seconds in which a thread may end at the end."""


def leave(code: int) -> NoReturn:
    """End the process, whatever its threads still do.

    Reading a large library takes minutes, and a thread can't be cancelled: a bot that was told to stop would
    be killed for not doing it. What such a thread keeps is there whole or not at all.
    """
    others = [each for each in threading.enumerate() if each is not threading.main_thread()]
    busy = [each for each in others if not each.daemon]
    for thread in busy:
        thread.join(LINGER)
    if any(thread.is_alive() for thread in busy):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # nobody reads it any more
                stream.flush()
        os._exit(code)
    sys.exit(code)
