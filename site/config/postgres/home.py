"""Where a private server keeps its files."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.folders import is_usable, keep_once, short_hash
from config.postgres.account import Account, server_account

MAJOR = "18"  # data files of one major version cannot be read by another
DRAFT = "draft-"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 100  # bytes; the smallest limit of the systems we know is 104
SYSTEM_FOLDERS = (Path("/var/lib"), Path("/var/tmp"))
MEMORY = Path("/dev/shm")
ROOM = 4 << 30  # bytes


@dataclass(frozen=True)
class Home:
    """The folder of one private server; its name carries the major version.

    `lasting`: what is written survives a crash of the machine. Tests have no use for that, and do not wait
    for the disk.
    """

    root: Path
    lasting: bool = True

    @property
    def data(self) -> Path:
        return self.root / "data"

    def new_draft(self) -> Path:
        """Where data files are made before they become `data`; another path at every call."""
        return self.root / f"{DRAFT}{secrets.token_hex(4)}"

    def drafts(self) -> list[Path]:
        """What interrupted first starts left behind."""
        return [*self.root.glob(f"{DRAFT}*")]

    @property
    def ready(self) -> Path:
        """Written last, so its absence tells of an interrupted first start; says what has been closed."""
        return self.root / "ready"

    @property
    def passwords(self) -> Path:
        return self.root / "passwords"

    @property
    def first_password(self) -> Path:
        """Hands the superuser's password to initdb, and is gone right after it."""
        return self.root / "first-password"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def start_lock(self) -> Path:
        return self.root / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.root / "users.lock"

    @property
    def sockets(self) -> Path:
        """Folder of the Unix socket: inside the home, or elsewhere when that path is too long."""
        inside = self.root / "run"
        if len(os.fsencode(inside / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
            return inside
        return Path(tempfile.gettempdir()) / f"talent-{os.getuid()}-{short_hash(str(self.root))}"

    @property
    def socket(self) -> Path:
        return self.sockets / SOCKET_NAME


def find_home(
    data_dir: Path,
    *,
    lasting: bool = True,
    account: Account | None = None,
    folders: Sequence[Path] = SYSTEM_FOLDERS,
    memory: Path = MEMORY,
) -> Home:
    """The home that belongs to `data_dir`, the same at every call; `account` runs its server.

    Root's server runs under another account, which may not enter the project folder: its home is a
    system folder whose name comes from `data_dir` and from an identity kept in it, so that neither
    two checkouts nor a checkout and its successor at the same path ever share one. What need not last
    is kept in memory where there is plenty: making a database is then a matter of milliseconds.
    """
    name = f"postgres-{MAJOR}" if lasting else f"postgres-{MAJOR}-passing"
    is_caller = (account or server_account()).is_caller
    roomy = [] if lasting or not has_room(memory) else [memory]
    for parent in [*roomy, *([] if is_caller else folders)]:
        own = f"talent-{short_hash(f'{data_dir}:{_identity(data_dir)}')}"
        steps = (parent / own, parent / own / name)
        # Each step must be ours: in a folder like /var/tmp anybody could have made the first one.
        if is_enterable(parent) and all(is_usable(step, mode=0o711) for step in steps):
            return Home(steps[-1], lasting)
    if is_caller:
        return Home(data_dir / name, lasting)
    raise RuntimeError(f"none of the folders {', '.join(map(str, folders))} can keep the database")


def _identity(data_dir: Path) -> str:
    return keep_once(data_dir / "instance", make=lambda: secrets.token_hex(8))


def has_room(memory: Path) -> bool:
    """Whether a folder in memory can hold the databases of a test run; containers often have a tiny one."""
    return memory.is_dir() and shutil.disk_usage(memory).total >= ROOM


def is_enterable(folder: Path) -> bool:
    """Whether any account may pass through `folder`, which no step of ours ever opens for it."""
    return folder.is_dir() and all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))
