"""CommonMark's own examples are walked where they are: their licence (CC BY-SA) isn't this project's."""

from __future__ import annotations

import os

VARIABLE = "COMMONMARK_SPEC"
"""Names `spec.txt` of npm's package `commonmark-spec`: `npm pack commonmark-spec`, unpacked."""

collect_ignore = [] if os.environ.get(VARIABLE) else ["test_commonmark.py"]
