import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.security import sealing
from talent.security.keys import keys
from talent.security.sealing import Unreadable, decrypt, encrypt

PLACE = {"table": "change", "column": "sealed", "row_id": 7}
VALUES = {"identity.id_number": "152502197206282979", "contact.phone": "13800001234"}
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
DOCUMENTS = st.dictionaries(
    st.text(), st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)


@settings(max_examples=30)
@given(values=DOCUMENTS, row_id=st.integers(1, 2**63 - 1))
def test_what_was_sealed_opens_again(values, row_id):
    blob = encrypt(table="change", column="sealed", row_id=row_id, values=values)
    assert decrypt(table="change", column="sealed", row_id=row_id, blob=memoryview(blob)) == values


def test_nothing_is_sealed_to_nothing():
    assert (encrypt(**PLACE, values={}), decrypt(**PLACE, blob=b"")) == (b"", {})


def test_the_same_values_never_seal_to_the_same_blob():
    assert encrypt(**PLACE, values=VALUES) != encrypt(**PLACE, values=VALUES)


def test_a_blob_has_the_stated_layout_and_no_readable_text():
    blob = encrypt(**PLACE, values={"a": "1525"})
    header, nonce, tag = 3, 12, 16
    assert (blob[:3], len(blob)) == (b"\x01\x00\x01", header + nonce + len('{"a":"1525"}') + tag)
    assert b"1525" not in blob


@pytest.mark.parametrize("other", [{"table": "sheetentry"}, {"column": "data"}, {"row_id": 8}])
def test_a_blob_moved_to_another_place_is_unreadable(other):
    blob = encrypt(**PLACE, values=VALUES)
    with pytest.raises(Unreadable):
        decrypt(**{**PLACE, **other}, blob=blob)


@given(place=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_a_blob_with_any_changed_byte_is_unreadable(place, mask):
    blob = bytearray(encrypt(**PLACE, values=VALUES))
    blob[place % len(blob)] ^= mask
    with pytest.raises(Unreadable):
        decrypt(**PLACE, blob=bytes(blob))


@given(data=st.data())
def test_a_blob_without_its_tail_is_unreadable(data):
    blob = encrypt(**PLACE, values=VALUES)
    left = data.draw(st.integers(1, len(blob) - 1))
    with pytest.raises(Unreadable):
        decrypt(**PLACE, blob=blob[:left])


def test_a_blob_of_a_key_that_is_gone_is_unreadable():
    blob = encrypt(**PLACE, values=VALUES)
    with pytest.raises(Unreadable):
        decrypt(**PLACE, blob=blob[:1] + (keys().current + 1).to_bytes(2) + blob[3:])


def test_the_newest_key_seals_and_older_ones_still_open(tmp_path, settings):
    rotated = '{"data": {"1": "%s", "2": "%s"}, "blind_index": "%s", "statistics": "%s"}'
    path = tmp_path / "keys.json"
    path.write_text(rotated % (keys().data[1].hex(), "02" * 16, "03" * 32, "04" * 32))
    path.chmod(0o400)
    old = encrypt(**PLACE, values=VALUES)
    settings.TALENT_KEY_FILE = path
    new = encrypt(**PLACE, values=VALUES)
    assert [sealing._HEADER.unpack_from(blob) for blob in (old, new)] == [(1, 1), (1, 2)]
    assert [decrypt(**PLACE, blob=blob) for blob in (old, new)] == [VALUES, VALUES]
