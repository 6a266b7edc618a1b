import os
from pathlib import Path

import pytest

from config.postgres.account import Account
from config.postgres.home import Home, find_home, is_enterable

CALLER = Account(uid=os.getuid(), gid=os.getgid())
OTHER = Account(uid=os.getuid() + 1, gid=os.getgid())


def home_of(data_dir: Path, *folders: Path) -> Home:
    data_dir.mkdir(exist_ok=True)
    return find_home(data_dir, account=OTHER, folders=folders)


def test_home_of_an_ordinary_user_is_in_the_data_folder(tmp_path):
    assert find_home(tmp_path, account=CALLER) == Home(tmp_path / "postgres-18")


@pytest.mark.parametrize("account", [CALLER, OTHER])
def test_what_need_not_last_is_kept_in_memory_where_there_is_room(home, tmp_path, monkeypatch, account):
    monkeypatch.setattr("config.postgres.home.ROOM", 1)
    found = find_home(tmp_path, account=account, lasting=False, folders=[tmp_path], memory=home.root)
    assert (found.root.name, found.root.parent.parent) == ("postgres-18-passing", home.root)
    assert not found.lasting


def test_what_need_not_last_is_in_the_data_folder_where_memory_is_small(home, tmp_path, monkeypatch):
    monkeypatch.setattr("config.postgres.home.ROOM", 1 << 60)
    for memory in (home.root, tmp_path / "missing"):
        found = find_home(tmp_path, account=CALLER, lasting=False, memory=memory)
        assert found == Home(tmp_path / "postgres-18-passing", lasting=False)


def test_home_of_root_is_the_first_system_folder_that_the_servers_account_can_enter(home, tmp_path):
    found = home_of(tmp_path / "data", tmp_path, home.root)
    assert (found.root.name, found.root.parent.parent) == ("postgres-18", home.root)
    assert found.root.stat().st_mode & 0o777 == 0o711
    assert home_of(tmp_path / "data", tmp_path, home.root) == found


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_system_folder_in_which_somebody_else_was_first_is_passed_over(home, tmp_path):
    first, second = home.root / "first", home.root / "second"
    first.mkdir()
    second.mkdir()
    name = home_of(tmp_path / "data", first).root.parent.name
    os.chown(first / name, OTHER.uid, OTHER.gid)
    assert home_of(tmp_path / "data", first, second).root.parent == second / name


def test_two_checkouts_and_a_checkout_made_anew_have_homes_of_their_own(home, tmp_path):
    homes = [home_of(tmp_path / name, home.root) for name in ("one", "two")]
    (tmp_path / "one" / "instance").unlink()
    homes.append(home_of(tmp_path / "one", home.root))
    assert len(set(homes)) == 3


def test_socket_stays_in_the_home_while_its_path_is_short_enough():
    assert Home(Path("/srv/talent")).socket == Path("/srv/talent/run/.s.PGSQL.5432")


def test_socket_of_a_long_path_has_a_short_one_that_is_always_the_same():
    deep = Home(Path("/srv") / ("很" * 40))
    assert len(os.fsencode(deep.socket)) <= 100
    assert deep.sockets == Home(deep.root).sockets
    assert deep.sockets != Home(deep.root / "other").sockets


def test_folder_below_a_closed_one_cannot_be_entered(tmp_path):
    closed = tmp_path / "closed"
    (closed / "inner").mkdir(parents=True)
    (closed / "inner").chmod(0o755)
    closed.chmod(0o700)
    assert not is_enterable(closed / "inner")
    assert is_enterable(Path("/usr"))
