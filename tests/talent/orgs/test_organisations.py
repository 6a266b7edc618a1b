import pytest
from django.core.management import call_command

from talent.orgs.management.commands import organisations
from tests.contracts.world import BANNER, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(capsys):
    def run(*given):
        call_command("organisations", *given)
        return capsys.readouterr().out.splitlines()

    return run


def test_organisations_are_found_by_name_and_by_the_beginning_of_the_code(listed):
    hospital, mine = organisation("示例医院", "unit", BANNER), organisation("示例矿山", "unit", BANNER)
    organisation("停用单位", "unit", BANNER, is_active=False)
    both = [f"{each.code}  {each.name}" for each in sorted((hospital, mine), key=lambda each: each.code)]
    assert (listed(), listed("医院"), listed(mine.code)) == (
        both,
        [f"{hospital.code}  示例医院"],
        [f"{mine.code}  示例矿山"],
    )


def test_nothing_found_and_too_many_are_said(listed, monkeypatch):
    assert listed("没有") == ["没有符合的机构。"]
    monkeypatch.setattr(organisations, "MOST", 1)
    first, _second = organisation("甲", "unit", BANNER), organisation("乙", "unit", BANNER)
    assert listed() == [
        f"{first.code}  甲",
        "还有更多，请加上名称的一部分再查：manage.py organisations 名称的一部分",
    ]
