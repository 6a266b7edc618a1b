import json
import stat
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured

from talent.security.keys import create_key_file, keys
from talent.security.service import add_statistics_key, statistics_keys


@pytest.fixture
def path(tmp_path, settings):
    """Where the key file belongs; it is not there yet."""
    settings.TALENT_KEY_FILE = tmp_path / "secret" / "keys.json"
    return settings.TALENT_KEY_FILE


def written(data, **others):
    return json.dumps({"data": data, "blind_index": "00" * 32, "statistics": "00" * 32, **others})


def test_a_key_file_is_made_for_its_owner_alone_and_read_back(path):
    found = keys()
    raw = json.loads(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert ({number: key.hex() for number, key in found.data.items()}, found.current) == (
        {1: raw["data"]["1"]},
        1,
    )
    (statistics,) = found.statistics
    assert (found.blind_index.hex(), statistics.hex()) == (raw["blind_index"], raw["statistics"])
    assert [len(key) for key in (found.data[1], found.blind_index, statistics)] == [16, 32, 32]
    assert len({found.data[1], found.blind_index[:16], statistics[:16]}) == 3


def test_the_keys_of_the_statistics_are_those_of_the_file(path):
    assert statistics_keys() == keys().statistics


def test_a_newer_key_of_the_statistics_stands_beside_all_others_and_is_read_at_once(path):
    before = keys()

    numbers = [add_statistics_key(), add_statistics_key()]

    after = keys()
    assert numbers == [2, 3]
    assert (after.data, after.blind_index) == (before.data, before.blind_index)
    assert after.statistics[0] == before.statistics[0]
    assert len(set(after.statistics)) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert list(path.parent.iterdir()) == [path]


def test_of_two_creations_the_first_stays_and_no_draft_is_left(path):
    create_key_file(path)
    first = path.read_bytes()
    create_key_file(path)
    assert (path.read_bytes(), list(path.parent.iterdir())) == (first, [path])


def test_processes_that_make_it_at_once_end_with_the_same_keys(path):
    make = "import pathlib, sys; from talent.security.keys import create_key_file as make; input(); "
    make += "path = pathlib.Path(sys.argv[1]); make(path); print(path.read_text(), end='')"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", make, path],
            cwd=project.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    read = [process.communicate()[0] for process in processes]
    assert read == [path.read_text()] * 4
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o640, 0o601])
def test_a_key_file_open_to_others_is_refused(path, mode):
    create_key_file(path)
    path.chmod(mode)
    with pytest.raises(ImproperlyConfigured, match="chmod 0400"):
        keys()


def test_a_missing_key_file_is_refused_where_none_may_be_made(path, settings):
    settings.TALENT_KEY_FILE_CREATE = False
    with pytest.raises(ImproperlyConfigured, match="no such file"):
        keys()
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"data": {"1": "00"}, "blind_index": "00"}',
        '{"data": {"one": "00"}, "blind_index": "00", "statistics": "00"}',
        '{"data": {"1": "00"}, "blind_index": "00", "statistics": "00"}',
        written({}),
        written({"1": 7}),
        written({"1": "00" * 15}),
        written({"1": "00" * 16}, statistics="00"),
        written({"1": "00" * 16}, blind_index=None),
        written({"1": "00" * 16}, statistics={}),
        written({"1": "00" * 16}, statistics={"1": "00" * 32, "3": "00" * 32}),
        written({"1": "00" * 16}, statistics={"1": "00" * 32, "2": "00" * 31}),
    ],
)
def test_a_key_file_that_is_not_whole_is_refused(path, text):
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(0o400)
    with pytest.raises(ImproperlyConfigured, match="not a whole key file"):
        keys()
