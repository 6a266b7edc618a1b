import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.folders import find_data_dir, is_usable, keep_once


def test_data_folder_is_private_and_in_the_project(tmp_path):
    found = find_data_dir(tmp_path, xdg_data_home=tmp_path / "xdg")
    assert (found, found.stat().st_mode & 0o777) == (tmp_path / ".data", 0o700)


def test_given_folder_is_made_and_used(tmp_path):
    found = find_data_dir(tmp_path / "project", given=tmp_path / "srv" / "talent")
    assert (found, found.stat().st_mode & 0o777) == (tmp_path / "srv" / "talent", 0o700)
    assert not (tmp_path / "project").exists()


def test_project_that_cannot_keep_files_uses_a_folder_of_the_user(tmp_path):
    (tmp_path / ".data").write_text("in the way")
    found = find_data_dir(tmp_path, xdg_data_home=tmp_path / "xdg")
    assert (found.parent, found.is_dir()) == (tmp_path / "xdg", True)
    assert find_data_dir(tmp_path, xdg_data_home=tmp_path / "xdg") == found


def test_neither_folder_is_an_error_that_names_both(tmp_path):
    for name in (".data", "xdg"):
        (tmp_path / name).write_text("in the way")
    with pytest.raises(RuntimeError, match=rf"{tmp_path}/\.data or {tmp_path}/xdg/talent-\w+; set DATA_DIR"):
        find_data_dir(tmp_path, xdg_data_home=tmp_path / "xdg")


def test_link_to_another_folder_is_not_used(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert [is_usable(tmp_path / name) for name in ("real", "link")] == [True, False]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_folder_of_somebody_else_is_not_used(tmp_path):
    os.chown(tmp_path, os.getuid() + 1, -1)
    assert not is_usable(tmp_path)


def test_text_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "secret"
    assert keep_once(path, make=lambda: "first", mode=0o400) == "first"
    assert keep_once(path, make=lambda: "second") == "first"
    assert path.stat().st_mode & 0o777 == 0o400


def test_many_at_once_get_one_text_and_leave_no_draft(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        texts = {
            *pool.map(lambda number: keep_once(tmp_path / "secret", make=lambda: str(number)), range(64))
        }
    assert len(texts) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
