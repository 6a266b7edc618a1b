"""Registration forms of one page as they are really filled in, each with other values."""

import random

from reports.printing.documents import Align, Orientation, SheetColumn, SheetDocument, SheetLine, SheetTable

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗乌巴斯苏其阿包白特额"
GIVEN = "日娜特尔琴图雅和其木格伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂"
UNIT = "锡林浩特市示例机械厂"
PAIRS = SheetColumn("项目", 2, Align.LEFT), SheetColumn("内容", 3, Align.LEFT)
JOBS = (
    SheetColumn("起", one_line=True),
    SheetColumn("止", one_line=True),
    SheetColumn("单位", 2),
    SheetColumn("职务"),
    SheetColumn("证明人"),
)


def form(number):
    """The form of person `number`; the same number gives the same form."""
    drawn = random.Random(number)
    pairs = [
        ("姓名", name(drawn)),
        ("性别", drawn.choice("男女")),
        ("民族", "蒙古族"),
        ("出生日期", "1985年7月26日"),
        ("证件号码", f"15250219850726{number % 10_000:04}"),
        ("手机", f"138{number:08}"),
        ("电子邮箱", f"user{number}@example.gov.cn"),
        ("政治面貌", "中共党员"),
        ("参加工作时间", "2008年7月"),
        ("籍贯", "内蒙古锡林郭勒盟"),
        ("学历", "大学本科"),
        ("学位", "工学学士"),
        ("毕业院校", "内蒙古工业大学"),
        ("专业", "机械设计制造及其自动化"),
        ("单位名称", UNIT),
        ("单位性质", "国有企业"),
        ("职务", "副总工程师"),
        ("职称", "高级工程师"),
        ("职称取得时间", "2019年12月"),
        ("专业领域", "装备制造"),
        ("户籍地", "内蒙古自治区锡林浩特市"),
        ("居住地", f"内蒙古自治区锡林浩特市希日塔拉街道{number}号"),
        ("是否掌握蒙古语", "是"),
        ("主要业绩", f"主持完成风电机组轴承检修工艺改进等项目{number % 9 + 1}项，获自治区科技进步三等奖。"),
    ]
    rows = tuple((*pairs[at], *pairs[at + 1]) for at in range(0, len(pairs), 2))
    jobs = tuple(
        (f"20{8 + at:02}年7月", f"20{11 + at:02}年6月", "内蒙古示例机械制造有限公司", "工程师", name(drawn))
        for at in range(3)
    )
    return SheetDocument(
        title="专业技术人才登记表",
        head=(SheetLine("单位", UNIT), SheetLine("状态", "审核通过"), SheetLine("办结时间", "2026-11-20")),
        tables=(
            SheetTable(PAIRS * 2, rows, caption="基本信息"),
            SheetTable(JOBS, jobs, caption="工作经历"),
        ),
        orientation=Orientation.PORTRAIT,
        author=UNIT,
    )


def name(drawn):
    return drawn.choice(SURNAMES) + "".join(drawn.choices(GIVEN, k=drawn.randint(1, 3)))
