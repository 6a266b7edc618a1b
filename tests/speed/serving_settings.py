"""Settings of a served instance beside the tests: their database, and connections that are kept."""

import os

from config.databases import build_databases
from config.settings.test import *

DATABASES = build_databases(environment=ENVIRONMENT, private=PRIVATE_POSTGRES, as_owner=False, pooled=True)
for _known in DATABASES.values():
    _known["NAME"] = os.environ["BENCH_DATABASE"]
ROOT_URLCONF = os.environ["BENCH_URLS"]
# As real ones have it: a page without its stylesheet would be light, and painted in no time.
WHITENOISE_USE_FINDERS = True
# As a real one has it.
OPEN_DATA_PROBE_SECONDS = 2.0
