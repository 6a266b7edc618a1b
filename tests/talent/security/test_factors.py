import pytest

from talent.security.factors import open_text, seal_text
from talent.security.sealing import Unreadable


def test_a_secret_comes_back_and_never_looks_the_same():
    first, second = seal_text("JBSWY3DPEHPK3PXP"), seal_text("JBSWY3DPEHPK3PXP")
    assert first != second
    assert "JBSW" not in first
    assert open_text(first) == open_text(second) == "JBSWY3DPEHPK3PXP"


def test_a_text_that_was_changed_does_not_open():
    sealed = seal_text("JBSWY3DPEHPK3PXP")
    with pytest.raises(Unreadable):
        open_text(sealed[:-2] + ("00" if sealed[-2:] != "00" else "01"))
