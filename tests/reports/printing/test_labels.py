import pytest

from reports.printing.labels import parted_by_words, parted_label


@pytest.mark.parametrize(
    ("label", "parted"),
    [
        ("所在处室(科室)", "所在处室\n(科室)"),
        ("单位（盖章）", "单位\n（盖章）"),
        ("姓名", "姓名"),
        ("毕(结、肄)业时间", "毕(结、肄)业时间"),
        ("(备注)", "(备注)"),
    ],
)
def test_a_label_is_parted_before_its_brackets(label, parted):
    assert parted_label(label) == parted


@pytest.mark.parametrize(
    ("label", "parted"),
    [
        ("户籍所在地", "户籍\n所在地"),
        ("身份证件号码", "身份证件\n号码"),
        ("单位隶属关系", "单位隶属\n关系"),
        ("是否农牧民工", "是否\n农牧民工"),
        ("现任职务(岗位)", "现任职务\n(岗位)"),
        ("单位统一社会信用代码", "单位统一社会信用代码"),  # the first part would be too wide
        ("绝招绝技", "绝招绝技"),
        ("外语", "外语"),
    ],
)
def test_a_label_is_parted_before_its_last_word(label, parted):
    assert parted_by_words(label) == parted
