"""What can go wrong with the database of servers' settings, in words that an operator can act on."""

from __future__ import annotations


class StoreError(Exception):
    """The database can't be used now. The message is one line for the operator that says what to do."""


class CorruptError(StoreError):
    """The file isn't a database, or is a broken one."""


class BusyError(StoreError):
    """Another program holds the file, or the database takes too long."""


class DisconnectedError(StoreError):
    """The database server can't be reached, or ended the connection."""
