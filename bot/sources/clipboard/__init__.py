"""A page as browsers copy it to the clipboard, plain text → `Document`."""

from bot.sources.clipboard.copied_page import read_clipboard

__all__ = ["read_clipboard"]
