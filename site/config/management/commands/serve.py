import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from config.port import PortTaken, refuse_busy_port
from config.watching import end_children_with_me, watched

WELCOME = """
内蒙古人才信息库已启动 / The talent register is running
    公开门户 / public pages      {address}/
    工作后台 / staff             {address}{staff}loginUI
按 Ctrl+C 停止 / Ctrl+C stops it
"""
STOPPING = 10  # seconds for the answers under way: a worker may miss the word, and nobody waits for ever
HEADERS_WITHIN = 15  # seconds; of the body `config.front` says how long it may take


class Command(BaseCommand):
    help = "Brings the database up to date, loads what is missing, serves the pages and runs the jobs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--skip-setup", action="store_true", help="serve only; the database is ready")
        parser.add_argument("--no-worker", action="store_true", help="pages only; jobs run elsewhere (work)")

    def handle(self, *args: Any, skip_setup: bool, no_worker: bool, **options: Any) -> None:
        host, port = settings.ENVIRONMENT.host, settings.ENVIRONMENT.port
        try:
            refuse_busy_port(host, port)
        except PortTaken as taken:
            raise CommandError(str(taken)) from taken
        if not skip_setup:
            prepare()
        self.check(databases=["default", "public"])
        self.stdout.write(WELCOME.format(address=f"http://{host}:{port}", staff=settings.STAFF_PREFIX))
        self.stdout.flush()
        serve(host, port, worker=not no_worker)


def prepare() -> None:
    """Tables, their contents and, on the private server, the demonstration: each by a process of its own.

    Tables are made under the owner's login, which is not this one. And what this process has counted with
    threads (polars has a pool of them), the web processes that are forked from it could not: they would wait
    for ever for threads that are not theirs.
    """
    asked = [["migrate", "--verbosity=0"], ["setup"]]
    if settings.PRIVATE_POSTGRES:
        asked.append(["demo", "--if-empty"])
    for each in asked:
        subprocess.run([sys.executable, sys.argv[0], *each], check=True)


def let_go_of_the_database() -> None:
    """Close every connection and end the threads that keep pools filled.

    The web processes are forked from this one. An inherited connection would be shared, so that one
    process reads the answers of another, and an inherited pool has no threads to fill it again.
    """
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # reason: only PostgreSQL has pools, and it is the only engine


def serve(host: str, port: int, *, worker: bool) -> None:
    """Answer requests, and run the jobs beside, until the process is told to stop."""
    let_go_of_the_database()
    jobs = subprocess.Popen(watched([sys.executable, sys.argv[0], "work"])) if worker else None
    try:
        _answer_requests(host, port)
    finally:
        if jobs is not None:
            jobs.terminate()
            jobs.wait()


def _answer_requests(host: str, port: int) -> None:
    end_children_with_me()
    Granian(
        "config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,  # newer ones are for a proxy in front
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN * 1000),
        websockets=False,
        workers=settings.ENVIRONMENT.workers,
        respawn_failed_workers=True,
        workers_kill_timeout=STOPPING,
        log_level=LogLevels.warning,
    ).serve()
