"""The application as `manage.py serve` serves it, in processes of its own, on the database of the tests."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
#: As `manage.py serve` has them where nothing else is said.
WORKERS = 2
SECONDS_TO_START = 60


@contextmanager
def served(*, urls: str = "tests.speed.bare") -> Iterator[str]:
    """The host and port of an instance with these addresses that answers, until the block ends."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "asginl",
            "--http",
            "1",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ),
        *("--workers", str(WORKERS), "--log-level", "warning"),
        "config.asgi:application",
    ]
    surroundings = os.environ | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "tests.speed.serving_settings",
        "BENCH_DATABASE": connection.settings_dict["NAME"],
        "BENCH_URLS": urls,
    }
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    try:
        _wait_for(port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_START)


def _wait_for(port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        place = HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
        try:
            place.request("GET", "/login/")
            if place.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            place.close()
        if time.monotonic() > until:
            raise TimeoutError("the served instance does not answer")
