"""One private server: its files, its start and its stop. Locks are the business of `lease`."""

import os
import shlex
import shutil
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from config.postgres.account import Account, CommandFailed, server_account
from config.postgres.binaries import find_binaries
from config.postgres.bootstrap import close, closing, create_database, restore_logins
from config.postgres.home import Home
from config.postgres.passwords import SUPERUSER, keep_passwords

RECOVERY_SECONDS = 300  # a start after a crash replays the log first
# What is left of a killed server lets go within moments, or when it finds its data gone, once a minute.
RETRY_SECONDS = 75
LEFT_BEHIND = ("lock file", "shared memory block")
LAST_WORDS = 1000  # characters
PROCESSES = Path("/proc")
INITDB = (
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=builtin",  # the same order on every system, whatever its C library
)
# Durability stays as it is by default; only memory differs, since the defaults suit very small machines.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    # The least there may be: nothing here uses NOTIFY, which no right keeps any login from.
    "max_notify_queue_pages": "64",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    # Refused statements and their details repeat names and numbers of people: keep them out of the log.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
#: Where nothing has to survive a crash of the machine. Without the autovacuum: what it finds between two
#: tests, dead rows and none alive, makes the planner expect a single row of whatever the next test writes,
#: and three tables of 800 rows were joined in minutes.
PASSING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "256MB",
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Cluster:
    """The server of one home, and the account and the programs that run it."""

    home: Home
    account: Account
    binaries: Path

    @classmethod
    def at(cls, home: Home) -> "Cluster":
        """The server of `home`, under the account that fits the caller."""
        account = server_account()
        return cls(home=home, account=account, binaries=find_binaries(account=account, root=home.root))

    def is_running(self) -> bool:
        """Whether something answers at the socket, even if it is still recovering."""
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.home.socket)) == 0

    def start(self) -> None:
        """Make the server run with its logins and its database, whatever an earlier attempt left."""
        if not self.home.ready.exists():
            self._make_anew()
        elif not self.is_running():
            if self._may_be_broken():
                self._make_anew()
            else:
                self._launch()
        restore_logins(home=self.home)
        self._close_what_an_older_program_left_open()

    def _may_be_broken(self) -> bool:
        """A server that never waited for the disk and was not stopped: nobody knows what reached it."""
        return not self.home.lasting and (self.home.data / "postmaster.pid").exists()

    def stop(self) -> None:
        """Stop the server cleanly without waiting for its clients: their transactions are undone."""
        self._run("pg_ctl", "stop", "-D", self.home.data, "-m", "fast", "-w", "-t", str(RECOVERY_SECONDS))

    def _make_anew(self) -> None:
        self._clear_way()
        for remains in (self.home.data, *self.home.drafts()):
            shutil.rmtree(remains, ignore_errors=True)
        self._initialise()
        self._launch()
        create_database(home=self.home)
        self.home.ready.write_text(closing())

    def _close_what_an_older_program_left_open(self) -> None:
        if self.home.ready.read_text() != closing():
            close(home=self.home)
            self.home.ready.write_text(closing())

    def _initialise(self) -> None:
        # A folder of its own each time: initdb goes on for a while after the command that ran it was killed.
        draft = self.home.new_draft()
        self._private_folder(draft)
        password = self.home.first_password
        try:
            password.touch(mode=0o600)
            password.write_text(keep_passwords(self.home.passwords)[SUPERUSER])
            self.account.own(password, mode=0o600)
            self._run("initdb", "-D", draft, "-U", SUPERUSER, f"--pwfile={password}", *INITDB)
        finally:
            password.unlink()
        draft.rename(self.home.data)

    def _launch(self) -> None:
        self._clear_way()
        self._private_folder(self.home.sockets)
        settings = SETTINGS | {"unix_socket_directories": f'"{self.home.sockets}"'}
        if not self.home.lasting:
            settings |= PASSING
        options = shlex.join(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
        where = ("-D", self.home.data, "-l", self.home.log)
        give_up = time.monotonic() + RETRY_SECONDS
        while not self._came_up("pg_ctl", "start", *where, "-w", "-t", str(RECOVERY_SECONDS), "-o", options):
            if time.monotonic() > give_up or not any(sign in self._last_words() for sign in LEFT_BEHIND):
                raise CommandFailed(f"PostgreSQL does not start. {self.home.log} ends:\n{self._last_words()}")
            time.sleep(0.5)

    def _came_up(self, *command: str | Path) -> bool:
        """Whether the server runs after `command`, be it by the start of another one that was killed."""
        try:
            self._run(*command)
        except CommandFailed:
            return self.is_running()
        return True

    def _last_words(self) -> str:
        return self.home.log.read_text(errors="replace")[-LAST_WORDS:] if self.home.log.exists() else ""

    def _clear_way(self) -> None:
        """End a server that lost its socket, and forget one that died without a word.

        PostgreSQL takes any live process with the noted number for the server. After a restart of
        the machine or of a container that number often belongs to something else.
        """
        note = self.home.data / "postmaster.pid"
        if not note.exists() or not PROCESSES.exists():
            return
        try:
            place = (PROCESSES / note.read_text().split()[0] / "cwd").readlink()
        except (OSError, IndexError):
            place = None
        if place == self.home.data.resolve():
            self.stop()
        else:
            note.unlink()

    def _private_folder(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), self.account.uid}:
            raise RuntimeError(f"{folder} belongs to somebody else")
        self.account.own(folder, mode=0o700)

    def _run(self, program: str | Path, *words: str | Path) -> None:
        self.account.run([self.binaries / program, *words], cwd=self.home.root)
