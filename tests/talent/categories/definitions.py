"""Small definitions for tests, without a database."""

from talent.categories.checking.cleaning import check
from talent.categories.codes.tables import CodeEntry, CodeTable
from talent.categories.definition import read_schema
from talent.categories.unitfacts import UnitFacts

TABLES = {
    "identity_doc_type": CodeTable(
        "identity_doc_type",
        (CodeEntry("01", "居民身份证"), CodeEntry("08", "护照"), CodeEntry("09", "一代证")),
    ),
    "sex": CodeTable(
        "sex", (CodeEntry("1", "男性", "Male", ("男",)), CodeEntry("2", "女性", "Female", ("女",)))
    ),
    "skill_level": CodeTable(
        "skill_level",
        (
            CodeEntry(
                "4",
                "高级工(三级)",
                aliases=("高级工",),
                given=(("cert_digit", "3"), ("rank", "5"), ("is_high_skilled", "yes")),
            ),
            CodeEntry("3", "中级工(四级)", aliases=("中级工",), given=(("cert_digit", "4"), ("rank", "6"))),
            CodeEntry("1", "学徒工", choosable=False),
        ),
    ),
}


def definition(*groups, rules=()):
    """A definition of these groups: (key, repeat, fields as dicts)."""
    return read_schema(
        {
            "format": 1,
            "key": "test",
            "subject": "people",
            "label": "测试",
            "groups": [
                {
                    "key": key,
                    "label": key,
                    "repeat": repeat,
                    "fields": [{"label": f["key"], **f} for f in fields],
                }
                for key, repeat, fields in groups
            ],
            "rules": [{"rule": rule, "severity": severity, "with": given} for rule, severity, given in rules],
        }
    )


def checked(found, raw, *, unit=None):
    """The outcome of a check with the tables above."""
    return check(found, raw, tables=TABLES, unit=unit or UnitFacts())


def said(problems):
    """What problems say, for equality: (path, key)."""
    return [(problem.path, problem.key) for problem in problems]


IDENTITY = (
    "identity",
    False,
    [
        {
            "key": "id_type",
            "type": "choice",
            "code_list": "identity_doc_type",
            "default": "01",
            "required": "submit",
        },
        {"key": "id_number", "type": "id_number", "required": "submit", "sensitivity": "sensitive"},
        {"key": "full_name", "type": "text", "required": "submit", "max_length": 10},
        {"key": "sex", "type": "choice", "code_list": "sex", "derive": "id_sex"},
        {"key": "birth_date", "type": "date", "derive": "id_birth"},
    ],
)
