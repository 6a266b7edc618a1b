"""What several benchmarks measure on."""

import pytest

from tests.speed.register import KEPT, kept_register, make_register


@pytest.fixture
def register():
    """A loaded register: the one that was kept, or one made for the test."""
    if KEPT:
        with kept_register():
            yield
    else:
        make_register()
        yield
