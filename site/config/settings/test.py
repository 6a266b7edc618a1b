"""Settings of the test suite: nothing is kept, nothing is slow on purpose."""

from config.databases import build_databases
from config.postgres.home import find_home
from config.settings.local import *

DEBUG = False
# A session and its passwords live for seconds here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ATTACHMENT_DIR = DATA_DIR / "test-attachments"
OPEN_DATA_DIR = DATA_DIR / "test-open"
OPEN_DATA_PROBE_SECONDS = 0  # one test publishes twice
OPEN_DATA_LIMITS = dict.fromkeys(OPEN_DATA_LIMITS, (1_000_000, 60))
TALENT_KEY_FILE = DATA_DIR / "test-keys.json"
# A server of its own, that never waits for the disk; nothing in it has to last.
PRIVATE_POSTGRES = None if ENVIRONMENT.database_url else find_home(DATA_DIR, lasting=False)
DATABASES = build_databases(environment=ENVIRONMENT, private=PRIVATE_POSTGRES, as_owner=False, pooled=False)
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = True  # looks a static file up when it is asked for, not all of them at the start
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SMS_URL = "console:"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
