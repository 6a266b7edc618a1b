import pytest

from reports.printing.lacking import note_missing
from reports.printing.models import MissingGlyph

pytestmark = pytest.mark.django_db


def test_each_file_counts_a_missing_character_once_and_no_control_character():
    note_missing(["\U00031fff（U+31FFF）", "U+202E"])
    note_missing(["\U00031fff（U+31FFF）", "ᠮ（U+182E）"])
    assert dict(MissingGlyph.objects.values_list("code", "times")) == {0x31FFF: 2, 0x182E: 1}
