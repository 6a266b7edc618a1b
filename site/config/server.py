"""Starts the private database server for a process that needs it."""

import signal
import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.commands import needs_database
from config.postgres.lease import hold


def hold_server(argv: Sequence[str]) -> None:
    """Have the private server run until this process ends, when `argv` and the settings call for it."""
    if not needs_database(argv):
        return
    try:
        if home := settings.PRIVATE_POSTGRES:
            _end_by_the_usual_way_out()
            hold(home)
    except (ImproperlyConfigured, RuntimeError) as error:
        sys.exit(str(error))


def _end_by_the_usual_way_out() -> None:
    """Let SIGTERM, too, pass the place where the last user stops the server."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
