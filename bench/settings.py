"""The product's settings, with one minimal page more and data of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="backflex-bench-"))

from backflex.settings import *  # noqa: F403
from backflex.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(Path(BASE_DIR) / "bench" / "templates")
