import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.postgres.cluster import Cluster
from config.postgres.home import MEMORY, Home, has_room


@contextmanager
def empty_home() -> Iterator[Home]:
    """A home that any account may enter, as the one of root's server must be; stopped and gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="talent-", dir=MEMORY if has_room(MEMORY) else "/var/tmp"))
    folder.chmod(0o711)
    home = Home(folder)
    try:
        yield home
    finally:
        if (home.data / "postmaster.pid").exists():
            Cluster.at(home).stop()
        shutil.rmtree(folder)


@pytest.fixture
def home() -> Iterator[Home]:
    """A home where no server has ever been."""
    with empty_home() as home:
        yield home


@pytest.fixture(scope="session")
def stopped_server() -> Iterator[Home]:
    """A home whose server has been made, and stopped; tests use copies."""
    with empty_home() as home:
        Cluster.at(home).start()
        Cluster.at(home).stop()
        yield home


@pytest.fixture
def made_home(home, stopped_server) -> Home:
    """A home whose server has run before and does not run now."""
    subprocess.run(["cp", "-a", f"{stopped_server.root}/.", home.root], check=True)
    return home
