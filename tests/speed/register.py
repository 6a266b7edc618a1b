"""A loaded register to measure on: made for the test, or one that was kept by `manage.py demo --people N`."""

import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from config.databases import build_databases
from config.postgres.home import find_home
from config.postgres.lease import hold
from portal.demo.accounts import make_accounts
from portal.demo.bulk.loading import load
from tests.speed.measure import SIZE

#: The DATA_DIR of a register that was loaded before: millions need not be loaded for every run.
KEPT = os.environ.get("BENCH_REGISTER", "")
_LOGIN = ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")


def make_register():
    """SIZE people and the accounts of the demonstration, within the test's transaction."""
    load(people=SIZE, workers=1, progress=lambda done: None, say=lambda step: None)
    make_accounts()


@contextmanager
def kept_register():
    """Django speaks with the kept register meanwhile; what is measured on it only reads."""
    home = find_home(Path(KEPT))
    hold(home)
    found = build_databases(environment=settings.ENVIRONMENT, private=home, as_owner=False, pooled=False)
    # Beside the test's own connection, which stands in a transaction of the test database.
    own, kept = connections["default"], connections["default"].copy()
    kept.settings_dict.update({key: found["default"][key] for key in _LOGIN})
    connections["default"] = kept
    try:
        yield
    finally:
        kept.close()
        connections["default"] = own
