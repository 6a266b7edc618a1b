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
        home = settings.PRIVATE_POSTGRES
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    if home is None:
        return
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        # Ends by the usual way out, where the last user stops the server.
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    hold(home)
