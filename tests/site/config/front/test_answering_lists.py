"""A list that nobody took and that is cut off, over the network: whoever reads on sees it."""

import os
import subprocess
import sys
import time
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from socket import create_server

import pytest

from tests.site.config.front.lists import LINES

ROOT = Path(__file__).resolve().parents[4]
SECONDS_TO_START = 60
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place():
    with create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "asginl", "--http", "1", "--workers", "1"]
    command += ["--workers-kill-timeout", "1"]
    command += ["--host", "127.0.0.1", "--port", port, "tests.site.config.front.lists:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"})
    yield f"127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=SECONDS_TO_START)


def asked(place, version):
    """The connection and the beginning of the answer, as soon as the server is there."""
    until = time.monotonic() + SECONDS_TO_START
    while True:
        asking = HTTPConnection(place, timeout=SECONDS_TO_START)
        asking._http_vsn, asking._http_vsn_str = version, f"HTTP/{version // 10}.{version % 10}"
        try:
            asking.request("GET", "/")
            return asking, asking.getresponse()
        except ConnectionRefusedError:
            assert time.monotonic() < until
            time.sleep(0.2)


def test_a_list_that_nobody_takes_is_cut_off_and_the_caller_sees_it(place):
    asking, answer = asked(place, 11)
    time.sleep(2)
    with pytest.raises(IncompleteRead) as cut:
        answer.read()
    assert (answer.status, 0 < len(cut.value.partial) < LINES * 65_536) == (200, True)
    asking.close()
    asking, answer = asked(place, 11)
    assert len(answer.read()) == LINES * 65_536
    asking.close()


def test_a_proxy_that_cannot_tell_is_told_the_length_and_sees_it_too(place):
    asking, answer = asked(place, 10)
    assert answer.length == LINES * 65_536
    time.sleep(2)
    with pytest.raises(IncompleteRead):
        answer.read()
    asking.close()
