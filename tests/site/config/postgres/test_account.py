import os
from pathlib import Path

import pytest

from config.postgres.account import Account, CommandFailed, server_account

ME = Account(uid=os.getuid(), gid=os.getgid())


def test_server_never_runs_as_root():
    assert server_account().uid != 0


def test_command_runs_as_the_account_with_private_files(tmp_path):
    account = server_account()
    account.own(tmp_path, mode=0o700)
    printed = account.run(["/bin/sh", "-c", "id -u; umask"], cwd=tmp_path)
    assert printed.split() == [str(account.uid), "0077"]
    assert (tmp_path.stat().st_uid, tmp_path.stat().st_mode & 0o777) == (account.uid, 0o700)


def test_failed_command_says_what_it_printed(tmp_path):
    with pytest.raises(CommandFailed, match=r"sh failed: no room"):
        ME.run(["/bin/sh", "-c", "echo no room >&2; exit 3"], cwd=tmp_path)


def test_environment_of_the_caller_is_not_passed_on(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden")
    assert ME.run([Path("/usr/bin/env")], cwd=tmp_path).split() == [f"PATH={os.defpath}", "LC_ALL=C"]
