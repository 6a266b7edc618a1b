"""What development and tests share: a data folder, secrets made on the first run, a private server."""

import secrets
import sys

from config.commands import needs_owner, serves_pages
from config.databases import build_databases
from config.folders import find_data_dir, keep_once
from config.postgres.home import find_home
from config.settings.base import *

DATA_DIR = find_data_dir(BASE_DIR, given=ENVIRONMENT.data_dir, xdg_data_home=ENVIRONMENT.xdg_data_home)
SECRET_KEY = ENVIRONMENT.secret_key or keep_once(
    DATA_DIR / "secret_key", make=lambda: secrets.token_urlsafe(50), mode=0o400
)
TALENT_KEY_FILE = ENVIRONMENT.talent_key_file or DATA_DIR / "keys.json"
TALENT_KEY_FILE_CREATE = True
PRIVATE_POSTGRES = None if ENVIRONMENT.database_url else find_home(DATA_DIR)
DATABASES = build_databases(
    environment=ENVIRONMENT,
    private=PRIVATE_POSTGRES,
    as_owner=needs_owner(sys.argv),
    pooled=serves_pages(sys.argv),
)
SECOND_FACTOR = ENVIRONMENT.second_factor or "optional"  # newcomers look around with a password alone
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENVIRONMENT.allowed_hosts]
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
ATTACHMENT_DIR = ENVIRONMENT.attachment_dir or DATA_DIR / "attachments"
OPEN_DATA_DIR = DATA_DIR / "open"
MEDIA_ROOT = DATA_DIR / "media"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.site_url or f"http://127.0.0.1:{ENVIRONMENT.port}"
WHITENOISE_USE_FINDERS = True  # static files are served from where they are written
