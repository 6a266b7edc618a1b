"""Where a label of a form is parted that needs two lines: before its brackets, or before its last word."""

MODEST_LABEL = 16  # of characters: a longer one is parted at any bracket, so that it takes no width
WIDEST_PART = 4  # of characters: as wide as the labels of a registration form
#: The words with which names of fields end (longer ones first where one ends with another).
LAST_WORDS = (
    *("所在地", "所在处室", "工作年限", "最高学历", "最高学位", "工作室", "扫描件", "负责人"),
    *("号码", "代码", "类型", "类别", "时间", "日期", "名称", "编号", "姓名", "部门", "机构", "单位", "行业"),
    *("关系", "年限", "等级", "级别", "学历", "学位", "专业", "工种", "职称", "职务", "岗位", "人才", "人数"),
    *("方式", "情况", "水平", "方向", "领域", "机关", "材料", "职业"),
)
YES_OR_NO = "是否"


def parted_label(label: str) -> str:
    """A label on two lines where brackets end it: 所在处室 over (科室); 毕(结、肄)业时间 is whole."""
    if len(label) <= MODEST_LABEL and not label.endswith((")", "）")):
        return label
    at = max(label.find("("), label.find("（"))
    return f"{label[:at]}\n{label[at:]}" if at > 0 else label


def parted_by_words(label: str) -> str:
    """A label on two short lines, no word broken: 户籍 over 所在地; as it is where no such place is known."""
    parted = parted_label(label)
    if parted != label:
        return parted
    ending = next((word for word in LAST_WORDS if label.endswith(word)), "")
    at = len(YES_OR_NO) if label.startswith(YES_OR_NO) else len(label) - len(ending)
    first, last = label[:at], label[at:]
    fits = 1 < len(first) <= WIDEST_PART and 1 < len(last) <= WIDEST_PART
    return f"{first}\n{last}" if fits else label
