"""What tests of wikis share."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

from tests.sources.wiki.real_wiki import VARIABLE

HAS_BROWSER = find_spec("playwright") is not None and any(
    (os.environ.get("CHROMIUM"), shutil.which("chromium"), shutil.which("google-chrome"))
)

collect_ignore_glob = [] if os.environ.get(VARIABLE) else ["test_real_wiki*.py"]
if not HAS_BROWSER:
    collect_ignore_glob.append("test_real_wiki_links.py")
