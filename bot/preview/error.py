"""What is said where the preview can't start."""

from __future__ import annotations


class PreviewError(Exception):
    """The preview can't start; the message says why and what to do."""
