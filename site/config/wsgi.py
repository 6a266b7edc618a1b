"""The web application, for any WSGI server."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402 - the paths must be known first

from config.checks import (  # noqa: E402 - for the same reason
    refuse_strong_logins,
    tell_of_stale_catalogues,
    tell_of_unusable_fonts,
)
from config.contenttype import readable_only  # noqa: E402 - for the same reason
from talent.jobs.running import settle  # noqa: E402 - for the same reason

application = readable_only(get_wsgi_application())
refuse_strong_logins()
tell_of_stale_catalogues()
tell_of_unusable_fonts()
settle()
