"""The operating-system account that the server runs under: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")


class CommandFailed(RuntimeError):
    """A server command ended with an error; the text is what it said."""


@dataclass(frozen=True)
class Account:
    """Runs commands as itself and gives files to itself; needs root to be anyone but the caller."""

    uid: int
    gid: int

    @property
    def is_caller(self) -> bool:
        return self.uid == os.getuid()

    def own(self, path: Path, *, mode: int) -> None:
        """Make `path` this account's, with `mode`."""
        if not self.is_caller:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def run(self, command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str] | None = None) -> str:
        """Run to the end and return what was printed; raises CommandFailed or OSError."""
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [str(word) for word in command],
                cwd=cwd,
                env={"PATH": os.defpath, "LC_ALL": "C", **(env or {})},
                stdin=subprocess.DEVNULL,
                # A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open.
                stdout=output,
                stderr=subprocess.STDOUT,
                umask=0o077,
                user=None if self.is_caller else self.uid,
                group=None if self.is_caller else self.gid,
                extra_groups=None if self.is_caller else (),
            )
            output.seek(0)
            text = output.read()
        if done.returncode:
            raise CommandFailed(f"{Path(command[0]).name} failed: {text.strip()}")
        return text


def server_account() -> Account:
    """The caller's own account, or for root the first unprivileged one that exists."""
    if os.getuid() != 0:
        return Account(uid=os.getuid(), gid=os.getgid())
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    raise RuntimeError(f"root needs one of the accounts {', '.join(UNPRIVILEGED)} to run PostgreSQL")
