"""The data folder of a checkout, and files in it that are made once and then kept."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def find_data_dir(project: Path, *, given: Path | None = None, xdg_data_home: Path | None = None) -> Path:
    """`given`, or `<project>/.data`, or a folder of the user when the project cannot keep private files.

    Raises RuntimeError, naming both, when neither of the last two can.
    """
    if given:
        given.mkdir(mode=0o700, parents=True, exist_ok=True)
        return given
    own = f"talent-{short_hash(str(project))}"
    candidates = (project / ".data", (xdg_data_home or Path.home() / ".local" / "share") / own)
    for folder in candidates:
        if is_usable(folder):
            return folder
    raise RuntimeError(f"no private files can be kept in {' or '.join(map(str, candidates))}; set DATA_DIR")


def short_hash(text: str) -> str:
    """Twelve hexadecimal digits that stand for `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def is_usable(folder: Path, *, mode: int = 0o700) -> bool:
    """Whether `folder` is ours, stays private, and can hold locks and links; makes it if it is missing.

    Shared folders of virtual machines and some network disks fail on one of these.
    """
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return False
        folder.chmod(mode)
        with tempfile.NamedTemporaryFile(dir=folder) as probe:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.link(probe.name, f"{probe.name}.link")
            Path(f"{probe.name}.link").unlink()
        return folder.stat().st_mode & 0o777 == mode
    except OSError:
        return False


def keep_once(path: Path, *, make: Callable[[], str], mode: int = 0o600) -> str:
    """The text of `path`; when the file is missing it is first written with `make()`.

    Whole or not at all, and the same text for two processes that ask at once.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as draft:
            draft.write(make())
            draft.flush()
            os.fsync(draft.fileno())
            os.fchmod(draft.fileno(), mode)
            with suppress(FileExistsError):  # another process was first: its text is the one to use
                os.link(draft.name, path)
    return path.read_text()
