"""Handing work to the queue, in the transaction of whoever asks for it: undone with it, never lost."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from talent.jobs.queue import queue
from talent.security.service import OutsideTransaction

type Argument = int | str


def defer(name: str, *, at: datetime | None = None, **given: Argument) -> None:
    """Have the job `name` run once this transaction is committed, not before `at`.

    Raises KeyError for a name that no job has, OutsideTransaction when no transaction is open.
    """
    defer_many(name, [given], at=at)


def defer_many(name: str, given: Iterable[Mapping[str, Argument]], *, at: datetime | None = None) -> None:
    """The same for many sets of arguments in one statement."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(name)
    task = app.tasks[name]
    jobs = [
        Job(
            queue=task.queue,
            priority=task.priority,
            lock=None,
            queueing_lock=None,
            task_name=name,
            task_kwargs=dict(each),
            scheduled_at=at,
        )
        for each in given
    ]
    if jobs:
        queue.batch_defer_jobs(jobs)
