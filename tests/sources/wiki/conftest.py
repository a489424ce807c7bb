"""What tests of wikis share."""

from __future__ import annotations

import os

from tests.sources.wiki.real_wiki import VARIABLE

collect_ignore = [] if os.environ.get(VARIABLE) else ["test_real_wiki.py"]
