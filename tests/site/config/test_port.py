import socket
import subprocess
import sys

import pytest
from django.conf import settings

from config.port import PortTaken, refuse_busy_port


@pytest.fixture
def busy():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_busy_port_is_refused_in_both_languages_with_the_way_out(busy):
    with pytest.raises(PortTaken) as refusal:
        refuse_busy_port("127.0.0.1", busy)
    chinese, english = str(refusal.value).splitlines()
    assert chinese.startswith(f"端口 {busy} 已被其他程序占用。")
    assert english.startswith(f"Port {busy} is in use.")
    assert chinese.endswith(f"make run PORT={busy + 1}")
    assert english.endswith(f"make run PORT={busy + 1}")


def test_port_that_has_just_been_given_up_is_free(busy):
    with socket.create_connection(("127.0.0.1", busy)):
        pass
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert refuse_busy_port("127.0.0.1", free) is None


def test_address_of_another_machine_is_refused_by_its_reason():
    with pytest.raises(PortTaken, match=r"^192\.0\.2\.1:8000: \w"):
        refuse_busy_port("192.0.2.1", 8000)


def alone(**variables):
    script = settings.BASE_DIR / "site/config/port.py"
    return subprocess.run(
        [sys.executable, "-I", script], env=variables, capture_output=True, text=True, check=False
    )


def test_the_check_by_itself_ends_with_the_sentence_and_needs_nothing_installed(busy):
    answer = alone(PORT=str(busy))
    assert (answer.returncode, answer.stderr.startswith(f"端口 {busy} 已被其他程序占用。")) == (1, True)


@pytest.mark.parametrize("port", ["0", "x", "99999", "٣"])
def test_the_check_by_itself_leaves_free_ports_and_what_is_no_port_alone(port):
    answer = alone(PORT=port, LC_ALL="C.UTF-8")
    assert (answer.returncode, answer.stderr) == (0, "")
