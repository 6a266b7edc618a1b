import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.postgres.cluster import Cluster
from config.postgres.home import Home


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home that any account may enter, as the one of root's server must be."""
    folder = Path(tempfile.mkdtemp(prefix="talent-", dir="/var/tmp"))
    folder.chmod(0o711)
    home = Home(folder)
    yield home
    if (home.data / "postmaster.pid").exists():
        Cluster.at(home).stop()
    shutil.rmtree(folder)
