import pytest

from portal.wording import short


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("锡林郭勒盟", "锡林郭勒"),
        ("内蒙古自治区", "内蒙古自治区"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦达…"),
        ("Xilingol League", "Xilingol"),
        ("Sonid Left Banner", "Sonid Left"),
        ("Morin Dawa Daur Autonomous Banner", "Morin Daw…"),
        ("市", ""),
    ],
)
def test_a_short_name_leaves_out_the_kind_of_area_and_is_cut_where_it_is_long(label, name):
    assert short(label) == name
