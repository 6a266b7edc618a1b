"""Many sheets at once: files of at most `MOST` sheets, set and written by several processes.

A process starts from a server that has loaded the program and its fonts once, so that it holds no connection,
no key and nothing that is locked (forking a process with threads may stand still for ever). It gets documents
and gives back files: what is in the register is read by the caller, within the scope of whoever prints. Each
process is replaced after some files, so that nothing can pile up in one.
"""

import importlib
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from django.conf import settings
from django.utils.translation import override

from reports.printing.documents import RenderedSheet, SheetDocument
from reports.printing.render import render_file

#: A file of more would be slow to open, and its fonts would fill up a process.
MOST = 250
FILES_OF_A_PROCESS = 40
_LOADED = "reports.printing.preloaded"
_starting = threading.Lock()

type Press = "partial[Iterator[RenderedSheet]]"


def processes() -> int:
    """How many print at a time: the setting PRINT_PROCESSES, else one a processor, at most four."""
    return getattr(settings, "PRINT_PROCESSES", 0) or min(4, os.cpu_count() or 1)


@contextmanager
def press(language: str, *, count: int = 0) -> Iterator[Press]:
    """Processes that print: what is given takes groups of documents and yields a file for each, in order.

    A group is asked for when a process will soon be free, so that few are in the memory at a time.
    """
    count = count or processes()
    pool = ProcessPoolExecutor(
        count, mp_context=starting(), initializer=_ready, max_tasks_per_child=FILES_OF_A_PROCESS
    )
    try:
        yield partial(_printed, pool, language, count + 1)
    finally:
        pool.shutdown(cancel_futures=True)


def starting() -> ForkServerContext:
    """How a printing process starts; the server of processes runs from here on."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_LOADED])
    with _starting, _told_where_modules_are():
        forkserver.ensure_running()
    return context


@contextmanager
def _told_where_modules_are() -> Iterator[None]:
    """Python 3.13 hands the path of its parent to the server, which lets it lie and would load nothing."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _ready() -> None:
    """Nothing to do, unless the server could not load the program."""
    importlib.import_module(_LOADED)


def _printed(
    pool: ProcessPoolExecutor, language: str, ahead: int, groups: Iterable[Sequence[SheetDocument]]
) -> Iterator[RenderedSheet]:
    waiting: deque[Future[RenderedSheet]] = deque()
    for group in groups:
        waiting.append(pool.submit(_file, list(group), language))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _file(documents: list[SheetDocument], language: str) -> RenderedSheet:
    with override(language):
        return render_file(documents)
