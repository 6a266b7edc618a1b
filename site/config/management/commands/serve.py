import ctypes
import os
import signal
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from config.port import PortTaken, refuse_busy_port

WELCOME = """
内蒙古人才信息库已启动 / The talent register is running
    公开门户 / public pages      {address}/
    工作后台 / staff             {address}{staff}loginUI
按 Ctrl+C 停止 / Ctrl+C stops it
"""
PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when its parent is gone
STOPPING = (
    10  # seconds for the answers under way; a worker was seen to miss the word, and nobody waits for ever
)
BLOCKING_THREADS = 4  # a request waits for the database most of the time, and for Python the rest


class Command(BaseCommand):
    help = "Brings the database up to date, loads what is missing, and serves the pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--skip-setup", action="store_true", help="serve only; the database is ready")

    def handle(self, *args: Any, skip_setup: bool, **options: Any) -> None:
        host, port = settings.ENVIRONMENT.host, settings.ENVIRONMENT.port
        try:
            refuse_busy_port(host, port)
        except PortTaken as taken:
            raise CommandError(str(taken)) from taken
        if not skip_setup:
            # Another process, since tables are made under the owner's login and this one is not it.
            subprocess.run([sys.executable, sys.argv[0], "migrate", "--verbosity=0"], check=True)
            call_command("setup")
            if settings.PRIVATE_POSTGRES:
                call_command("demo", if_empty=True)
        self.check(databases=["default", "public"])
        self.stdout.write(WELCOME.format(address=f"http://{host}:{port}", staff=settings.STAFF_PREFIX))
        self.stdout.flush()
        serve(host, port)


def let_go_of_the_database() -> None:
    """Close every connection and end the threads that keep pools filled.

    The web processes are forked from this one. An inherited connection would be shared, so that one
    process reads the answers of another, and an inherited pool has no threads to fill it again.
    """
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # reason: only PostgreSQL has pools, and it is the only engine


def end_children_with_me() -> None:
    """From now on each process that this one makes stops when this one is gone, even if it was killed."""
    if sys.platform == "linux":
        maker: dict[str, int] = {}
        os.register_at_fork(
            before=lambda: maker.update(pid=os.getpid()), after_in_child=lambda: _end_with(maker["pid"])
        )


def _end_with(maker: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != maker:  # gone before this one could ask to be told
        os.kill(os.getpid(), signal.SIGTERM)


def serve(host: str, port: int) -> None:
    """Answer requests until the process is told to stop."""
    let_go_of_the_database()
    end_children_with_me()
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.ENVIRONMENT.workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOPPING,
        log_level=LogLevels.warning,
    ).serve()
