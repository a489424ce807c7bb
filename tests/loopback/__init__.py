"""A small Discord on a local port: HTTP API v10 and gateway, strict where Discord is strict.

`Loopback` is the door; `python -m tests.loopback` runs it for scripts.
"""

from .people import NotPossibleError
from .server import Loopback
from .world import Channel, Guild, Interaction, Message, User

__all__ = ["Channel", "Guild", "Interaction", "Loopback", "Message", "NotPossibleError", "User"]
