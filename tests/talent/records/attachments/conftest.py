import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A folder of its own for each test, so that everything in it can be counted."""
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    return settings.ATTACHMENT_DIR


@pytest.fixture
def on_disk(folder):
    """The contents of all files by name."""
    return lambda: {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
