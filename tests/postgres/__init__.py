"""A real PostgreSQL for tests, and a line to it that can be disturbed."""

from .line import Line
from .server import PASSWORD, PostgresServer

__all__ = ["PASSWORD", "Line", "PostgresServer"]
