import pytest

from tests.talent.notify.kinds import KINDS, PARCEL, declared


@pytest.fixture(autouse=True)
def parcel_kind(monkeypatch):
    monkeypatch.setitem(KINDS, PARCEL, declared())
