"""The product's settings, with what makes tests quick and quiet."""

import os
import tempfile
from pathlib import Path
from zlib import crc32

# A folder of its own, so that no test touches the data of `make run`, nor another checkout's.
os.environ["DATA_DIR"] = str(
    Path(tempfile.gettempdir()) / f"backflex-tests-{os.getuid()}-{crc32(__file__.encode()):08x}"
)

from backflex.settings import *  # noqa: F403
from backflex.settings import DATA_DIR, DATABASES, STORAGES

# A file, because the browser tests read it from several threads, as the server does;
# it need not survive a power cut.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
DATABASES["default"]["CONN_MAX_AGE"] = 0

# Hashing is slow on purpose; tests have no secrets to keep.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Served straight from static/, so that tests need no collectstatic.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

# Kept in the process; that several workers share it is tested where it matters.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ACCOUNT_RATE_LIMITS = False
