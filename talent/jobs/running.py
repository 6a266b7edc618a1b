"""The worker: takes jobs from the queue until it is told to stop."""

import gc

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

#: Jobs at once. More than one, or the keeper would wait behind the work that it is there for.
CONCURRENCY = 4
#: Seconds that running jobs get to come to their end when the worker is told to stop.
GRACE = 20.0
#: Seconds between two looks at the queue. The worker listens to no channel of the database: every login may
#: speak on all of them, and a word that the library cannot read would stop it.
LOOKS_EVERY = 1.0


def settle() -> None:
    """What stands now stays: the collector of garbage need not look through it in a job or for a page."""
    gc.collect()
    gc.freeze()


def run_worker(*, concurrency: int = CONCURRENCY, until_empty: bool = False) -> None:
    """Run jobs until SIGTERM or SIGINT, or until none is due; running ones are brought to their end.

    A worker gives a sign of life every ten seconds.
    """
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("a worker runs in this process already")
    with app.replace_connector(connector.get_worker_connector()):
        app.run_worker(
            concurrency=concurrency,
            wait=not until_empty,
            shutdown_graceful_timeout=GRACE,
            listen_notify=False,
            fetch_job_polling_interval=LOOKS_EVERY,
        )
