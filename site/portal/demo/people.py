"""Invented people as typed documents: valid check digits, names of both kinds, shares of the census."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from talent.categories.service import check_digit

Document = dict[str, Any]

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑梁谢宋唐许韩冯邓曹彭"
    "曾田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱"
    "严覃武戴莫孔向汤䶮"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文"
    "慧晓雪梅海燕俊峰永胜国栋子涵浩然嘉怡欣悦㛃𬭚𠅤"
)
_MONGOLIAN = (
    *("巴特尔", "苏和", "布仁", "阿木古楞", "那日苏", "朝鲁", "宝音", "额尔敦", "孟和", "特木尔"),
    *("乌力吉", "吉日嘎拉", "萨仁", "其其格", "乌日娜", "娜仁图雅", "斯琴高娃", "斯琴·图雅"),
    *("敖登格日勒", "包·乌力吉", "哈斯", "塔娜", "阿拉坦", "呼和", "格日乐", "高娃", "托娅"),
    *("乌云", "苏日娜", "赛汗"),
)
_OTHER_ETHNIC = ("满族", "回族", "达斡尔族", "鄂温克族", "鄂伦春族", "朝鲜族", "锡伯族")
_EDUCATION = (
    "硕士研究生毕业",
    "大学本科毕业",
    "大学本科毕业",
    "大学专科毕业",
    "中等专科毕业",
    "普通高中毕业",
)
_TITLES = {
    "Q": ("主任医师", "副主任医师", "主治医师", "医师", "主管护师", "护师"),
    "P": ("高级教师", "一级教师", "二级教师"),
}
_OTHER_TITLES = ("正高级工程师", "高级工程师", "工程师", "助理工程师", "技术员", "高级农艺师", "农艺师")
_TRADES = ("电工", "焊工", "汽车维修工", "矿井维修钳工", "牧草栽培工", "蒙式糕点师", "养老护理员")
#: The share of dates that somebody put down without thinking.
_SLIPS = 0.15
_SKILL_DIGITS = {"初级工": "5", "中级工": "4", "高级工": "3", "技师": "2", "高级技师": "1"}


@dataclass
class Crowd:
    """A deterministic source of people; no identity number comes twice."""

    random: Random
    numbers: set[str] = field(default_factory=set)

    def person(self, *, category: str, region_code: int, industry: str, mongol_share: float) -> Document:
        """The typed document of one person of a category, enough of it filled to be submitted."""
        mongol = self.random.random() < mongol_share
        identity = self._identity(region_code, mongol)
        document: Document = {
            "identity": identity,
            "contact": {"mobile": f"1{self.random.choice('3578')}{self.random.randrange(10**9):09d}"},
            "employment": {"work_start": f"{int(identity['birth_date'][:4]) + 23}-07"},
            "education_summary": {"highest_education": self.random.choice(_EDUCATION)},
            "declaration": {"truth_pledge": "是"},
        }
        start = int(document["employment"]["work_start"][:4])
        return {**document, **_PARTS[category](self.random, industry, start)}

    def _identity(self, region_code: int, mongol: bool) -> Document:
        born = date(1964, 1, 1) + timedelta(days=self.random.randrange(38 * 365))
        number = self._number(region_code, born)
        other = self.random.random() < 0.06
        return {
            "id_number": number,
            "full_name": name_by_chance(self.random, mongol=mongol),
            "sex": "男" if int(number[16]) % 2 else "女",
            "birth_date": born.isoformat(),
            "ethnic_group": "蒙古族" if mongol else self.random.choice(_OTHER_ETHNIC) if other else "汉族",
            "political_status": self.random.choice(("中共党员", "群众", "共青团员", "民盟盟员")),
        }

    def _number(self, region_code: int, born: date) -> str:
        while True:
            body = f"{region_code:06d}{born:%Y%m%d}{self.random.randrange(1, 1000):03d}"
            number = body + check_digit(body)
            if number not in self.numbers:
                self.numbers.add(number)
                return number
            born += timedelta(days=1)


def name_by_chance(random: Random, *, mongol: bool) -> str:
    if mongol:
        return random.choice(_MONGOLIAN)
    return random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, random.choice((1, 2, 2))))


def _year(random: Random, first: int, last: int, *, start: int) -> int:
    """A year in a working life that began in `start`; now and then a slip, so that checks have something to
    find."""
    year = random.randrange(first, last)
    return year if random.random() < _SLIPS else max(year, start + 1)


def _professional(random: Random, industry: str, start: int) -> Document:
    title = random.choice(_TITLES.get(industry, _OTHER_TITLES))
    year = _year(random, 2000, 2025, start=start)
    return {
        "title": [
            {
                "title_name": title,
                "obtained_on": f"{year}-{random.randrange(1, 13):02d}",
                "channel": "评审",
                "approved_by": "示例评审委员会",
                "is_highest": "是",
            }
        ],
        "professional": {"current_speciality": random.choice(("临床医学", "教育教学", "工程技术"))},
    }


def _skilled(random: Random, industry: str, start: int) -> Document:
    trade, level = random.choice(_TRADES), random.choice(tuple(_SKILL_DIGITS))
    number = f"Y0000150{random.randrange(10**7):07d}{_SKILL_DIGITS[level]}{random.randrange(10**6):06d}"
    certificate = {
        "occupation": trade,
        "level": level,
        "cert_no": number,
        "cert_kind": "职业技能等级证书",
        "assessor": "示例技能评价机构",
        "date": f"{random.randrange(2015, 2026)}-{random.randrange(1, 13):02d}-15",
    }
    return {"skill_cert": [certificate], "skill": {"current_trade": trade}}


def _management(random: Random, industry: str, start: int) -> Document:
    return {
        "post": {
            "post_name": random.choice(("总经理", "副总经理", "财务总监", "生产部经理", "人力资源部经理")),
            "manager_level": random.choice(("企业负责人", "高级管理人员", "中层管理人员")),
            "post_since": f"{_year(random, 2008, 2026, start=start)}-03",
        },
        "enterprise": {"enterprise_size": random.choice(("大", "中", "小", "微"))},
    }


def _rural(random: Random, industry: str, start: int) -> Document:
    return {
        "rural": {
            "rural_type": random.choice(("生产型", "经营型", "技能带动型", "技能服务型", "社会服务型")),
            "main_industry": random.choice(("粮油作物", "果树", "蔬菜")),
            "scale": str(random.randrange(50, 5000)),
            "scale_unit": random.choice(("亩", "头", "只")),
            "years": str(random.randrange(3, 35)),
            "households_led": str(random.randrange(1, 60)),
            "demo_effect": "带动周边农牧户采用良种和舍饲技术，户均增收明显。",
            "villagers_opinion": "认可",
            "township": "示例苏木",
            "gacha_village": "巴彦嘎查",
        }
    }


def _social(random: Random, industry: str, start: int) -> Document:
    return {
        "social": {
            "field": random.choice(("社会福利", "社会救助", "社区建设")),
            "org_kind": "社会工作服务机构",
            "post": "社会工作者",
            "level": random.choice(("助理社会工作师", "社会工作师", "高级社会工作师")),
        }
    }


_PARTS: dict[str, Callable[[Random, str, int], Document]] = {
    "professional": _professional,
    "skilled": _skilled,
    "management": _management,
    "rural": _rural,
    "social": _social,
}
