"""The collected table of an office: all rows handed in, who owes theirs, and nothing of other offices."""

import pytest

from reports.printing.sheets import sheet_of
from talent.categories.service import live_version
from talent.orgs.service import scope_for
from talent.records.service import fill_sheet
from talent.security.models import AuditEvent
from tests.reports.printing.samples import read
from tests.reports.printing.test_views import HEAD, ROW, member, office
from tests.talent.collect.world import browser

pytestmark = pytest.mark.django_db

LEAGUE, BANNER, SIBLING, AFAR = 152500, 152502, 152522, 150700


def fill(organisation, *rows, hand_in=True):
    raw = {"row": list(rows), "sheet": HEAD}
    version = live_version("responsible_person")
    done = fill_sheet(version=version, organisation=organisation, raw=raw, by=None, hand_in=hand_in)
    assert done.entry, done.cleaned.problems


@pytest.fixture
def offices():
    found = {region: office(region) for region in (LEAGUE, BANNER, SIBLING, AFAR)}
    fill(found[BANNER], ROW, ROW | {"no": "2", "full_name": "乌云"})
    fill(found[SIBLING], ROW, hand_in=False)
    fill(found[AFAR], ROW | {"full_name": "别盟的人"})
    return found


def collected(user, at):
    sheet = sheet_of("collected")
    found = sheet.find(scope_for(user), key="responsible_person", organisation_id=at.pk)
    return sheet.document(found, "zh-hans") if found else None


def test_a_league_has_all_rows_with_their_bodies_the_totals_and_who_is_missing(offices):
    document = collected(member(offices[LEAGUE], "hr_reviewer"), offices[LEAGUE])
    totals, table = document.tables
    assert document.title == "内蒙古人才信息库负责人员汇总表"
    assert {field.label: field.value for field in totals.fields} == {
        "应报机构": "3",
        "已报": "1",
        "未报": "2",
        "未报机构": "152500人社局、152522人社局",
    }
    labels = [column.label for column in table.columns]
    bodies, names = labels.index("盟市(单位)"), labels.index("姓名")
    assert "填报单位" not in labels
    assert [(row[0], row[bodies], row[names]) for row in table.rows] == [
        ("1", "152502人社局", "斯琴·图雅"),
        ("2", "152502人社局", "乌云"),
    ]


def test_where_nobody_handed_in_only_the_totals_stand(offices):
    document = collected(member(offices[SIBLING], "hr_reviewer"), offices[SIBLING])
    assert [field.value for field in document.tables[0].fields][:3] == ["1", "0", "1"]
    assert len(document.tables) == 1


def test_only_who_reviews_at_the_office_finds_it(offices):
    people = [member(offices[LEAGUE], role) for role in ("collector", "analyst", "audit_admin")]
    people.append(member(offices[AFAR], "hr_reviewer"))
    assert [collected(user, offices[LEAGUE]) for user in people] == [None] * 4
    boss = member(offices[LEAGUE], "hr_reviewer")
    assert browser(boss).get(f"/print/collected/skilled/{offices[LEAGUE].pk}/").status_code == 404


def test_it_prints_lying_with_one_event(offices):
    boss = member(offices[LEAGUE], "hr_reviewer")
    answer = browser(boss).get(f"/print/collected/responsible_person/{offices[LEAGUE].pk}/")
    page = read(answer.content)[0]
    assert page.width > page.height
    assert "乌云" in page.text
    event = AuditEvent.objects.get(action="print_collected")
    assert (event.by, event.organisation_ids, event.detail["count"]) == (boss, [offices[LEAGUE].pk], 1)
