"""From what an organisation has filled in to the PDF."""

import pytest

from reports.printing.service import render
from talent.categories.service import live_version
from talent.orgs.enums import OrganisationKind
from talent.orgs.models import Organisation, Region
from talent.records.models import SheetEntry
from talent.records.service import fill_sheet
from tests.reports.printing.samples import COLUMNS, read, squeezed

PERSON = {
    "no": "1",
    "unit": "锡林郭勒盟",
    "role": "1",
    "full_name": "斯琴·图雅",
    "sex": "2",
    "department": "专业技术人员管理科",
    "post": "副局长",
    "office_phone": "0479-8100001",
    "mobile": "13047900001",
    "email": "person@example.gov.cn",
}
SHEET = {"filled_by": "乌日娜", "phone": "0479-8100003", "filled_on": "2026-11-23"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return live_version("responsible_person")


@pytest.fixture
def office():
    region = Region.objects.get(pk=152500)
    return Organisation.objects.create(
        code="11152500MB00000000",
        name="锡林郭勒盟人力资源和社会保障局",
        kind=OrganisationKind.HR_DEPARTMENT,
        seat_region=region,
        managing_region=region,
    )


def filled(version, office, *, hand_in) -> SheetEntry:
    raw = {"row": [PERSON], "sheet": SHEET}
    done = fill_sheet(version=version, organisation=office, raw=raw, by=None, hand_in=hand_in)
    assert done.entry, done.cleaned.problems
    return done.entry


def test_a_sheet_that_was_handed_in_prints_every_value_in_full(version, office):
    rendered = render(sheet="sheet", subject=filled(version, office, hand_in=True))

    assert rendered.missing == ()
    (page,) = read(rendered.pdf)
    assert page.text == squeezed(
        "附件内蒙古人才信息库负责人员登记表"
        "填报单位(盖章)：锡林郭勒盟人力资源和社会保障局填表日期：2026年11月23日"
        + "".join(column.label for column in COLUMNS)
        + "1锡林郭勒盟分管领导斯琴·图雅女专业技术人员管理科副局长"
        "0479-810000113047900001person@example.gov.cn"
        "填表人：乌日娜单位负责人(签字)：联系电话：0479-8100003—1—"
    )


def test_a_sheet_that_was_only_saved_is_marked_as_a_draft(version, office):
    rendered = render(sheet="sheet", subject=filled(version, office, hand_in=False))

    assert read(rendered.pdf)[0].text.startswith("草稿附件")


def test_a_sheet_that_nobody_registered_is_refused(version, office):
    with pytest.raises(KeyError, match="another"):
        render(sheet="another", subject=filled(version, office, hand_in=False))
