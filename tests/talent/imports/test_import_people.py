import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from talent.records.enums import ChangeState
from talent.records.models import Change
from tests.factories import make_organisation
from tests.talent.imports.test_importing import BANNER, EXAMPLES, MINE, OFFICE

pytestmark = pytest.mark.django_db

WORKERS = str(EXAMPLES / "skilled_workers_gb18030.csv")


@pytest.fixture(autouse=True)
def organisations():
    make_organisation("hr_department", BANNER, code=OFFICE)
    make_organisation("hr_department", 152500)
    make_organisation("unit", BANNER, code=MINE, name=MINE, unit_type="42", industry="B")


def test_the_list_is_proposed_and_submitted_when_asked(capsys):
    call_command("import_people", WORKERS, category="skilled", organisation=MINE, submit=True)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "新增 30 人，更新 0 人，无变化 0 人，未导入 0 人。",
        "已上报 30 人，等待单位审核。",
    ]
    states = Change.objects.unscoped(reason="the test looks at all").values_list("state", flat=True)
    assert set(states) == {ChangeState.WAITING}


@pytest.mark.parametrize(
    ("file", "category", "code", "sentence"),
    [
        (WORKERS, "skilled", "T000000000009", "没有代码为“T000000000009”的在用单位"),
        (WORKERS, "skilled", OFFICE, f"没有代码为“{OFFICE}”的在用单位"),
        (WORKERS, "nobody", MINE, "没有代号为“nobody”的已发布类别"),
        ("missing.csv", "skilled", MINE, "找不到文件“missing.csv”"),
        (str(EXAMPLES.parent / "apps.py"), "skilled", MINE, "xlsx"),
    ],
)
def test_what_cannot_be_done_says_why(file, category, code, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_people", file, category=category, organisation=code)
    assert Change.objects.unscoped(reason="the test counts all").count() == 0
