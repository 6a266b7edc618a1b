"""Settings of a real installation: they refuse to load before every secret has been given."""

import sys
from pathlib import Path

from config.commands import needs_owner, serves_pages
from config.databases import build_databases
from config.required import require
from config.settings.base import *

require(ENVIRONMENT, as_owner=needs_owner(sys.argv))

DEBUG = False
DATA_DIR = ENVIRONMENT.data_dir or Path()  # never the latter: it has just been required
SECRET_KEY = ENVIRONMENT.secret_key
TALENT_KEY_FILE = ENVIRONMENT.talent_key_file
TALENT_KEY_FILE_CREATE = False
PRIVATE_POSTGRES = None
DATABASES = build_databases(
    environment=ENVIRONMENT, private=None, as_owner=needs_owner(sys.argv), pooled=serves_pages(sys.argv)
)
SECOND_FACTOR = ENVIRONMENT.second_factor or "required"
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
WAGTAILADMIN_BASE_URL = ENVIRONMENT.site_url
ATTACHMENT_DIR = ENVIRONMENT.attachment_dir
OPEN_DATA_DIR = DATA_DIR / "open"
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = ENVIRONMENT.static_root or DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
if ENVIRONMENT.behind_tls_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
