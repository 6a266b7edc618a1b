"""How a job is declared: its name, what people call it, and how often it is tried.

A job takes numbers and short texts that name rows, never what stands in them: arguments are shown to
administrators. It may be run twice, so whatever it does must be the same done twice.
"""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from procrastinate.contrib.django import app

from talent.jobs.noting import noting_failures
from talent.jobs.trying import MOST_ATTEMPTS, Backoff

#: What people call each job, by its name.
LABELS: dict[str, str | Promise] = {}


def job[**P, R](name: str, label: str | Promise, *, priority: int = 0) -> Callable[[Callable[P, R]], Any]:
    """Declares a function as the job `name`, to be deferred by that name."""
    return _declared(name, label, most=MOST_ATTEMPTS, priority=priority)


def periodic(
    name: str, label: str | Promise, *, cron: str, priority: int = 0
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declares a function that runs at the times of `cron` (UTC), once for all workers.

    It is not tried again when it fails, since its next time comes. It holds no lock either: one that a
    killed worker held would keep the next ones waiting.
    """

    def declare(work: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:
            work()

        app.periodic(cron=cron)(_declared(name, label, most=1, priority=priority)(run))
        return work

    return declare


def _declared(name: str, label: str | Promise, *, most: int, priority: int) -> Callable[..., Any]:
    LABELS[name] = label
    return app.task(
        name=name,
        retry=Backoff(most),
        priority=priority,
        task_middleware=[noting_failures(most)],
    )
