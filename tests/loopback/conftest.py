"""What only the official schema can prove is collected where it is there."""

from __future__ import annotations

import os

from .openapi import VARIABLE

collect_ignore = [] if os.environ.get(VARIABLE) else ["test_official_schema.py"]


def pytest_report_header() -> str:
    """Say whether the schema takes part."""
    named = os.environ.get(VARIABLE)
    return f"Discord's schema: {named or f'off ({VARIABLE} is not set)'}"
