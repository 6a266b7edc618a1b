"""The whole path, by hand: unit → HR office → statistics → open interface → printed form."""

import csv
import io

import pdfplumber
import pytest

from reports.stats.service import release
from talent.categories.service import live_version
from talent.imports.importing import import_list
from talent.records.models import Change
from tests.browser.conftest import PHONE
from tests.contracts.world import BANNER, REGION, member, organisation
from tests.talent.imports.test_importing import EXAMPLES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PASSWORD = "马奶酒2026-长调"
NAME = "斯琴·图雅䶮㛃𬭚𠅤"


def account(username, at, *roles):
    user = member(username, at, *roles)
    user.set_password(PASSWORD)
    user.save()


@pytest.fixture
def places():
    """A hospital and a mine of one banner with the two staff lists, their clerks, and the HR office."""
    office = organisation("锡林浩特市人力资源和社会保障局", "hr_department", BANNER)
    organisation("自治区人力资源和社会保障厅", "hr_department", REGION)
    hospital = organisation("锡林浩特市人民医院", "unit", BANNER, unit_type="21", industry="Q")
    mine = organisation("锡林浩特市矿业公司", "unit", BANNER, unit_type="42", industry="B")
    account("yisheng", hospital, "collector", "unit_reviewer")
    account("kuanggong", mine, "collector", "unit_reviewer")
    account("renshe", office, "hr_reviewer")
    for file, category, unit in (
        ("professional_staff.xlsx", "professional", hospital),
        ("skilled_workers_gb18030.csv", "skilled", mine),
    ):
        import_list(EXAMPLES / file, file, version=live_version(category), unit=unit, by=None)
    return {"office": office, "hospital": hospital, "mine": mine}


def test_people_walk_from_the_unit_to_the_public_statistics_and_the_printed_form(person, places):
    _enter_one_person(person(), places["mine"])
    _send_the_rest(person(), "yisheng", places["hospital"], count=45)
    _send_the_rest(person(), "kuanggong", places["mine"], count=30)
    assert _public_figures(person()) == {}
    _review_everything(person(), waiting=76)
    release(by=None)
    # Whoever has a senior title goes on to the office above, where nobody has reviewed yet.
    senior = Change.objects.unscoped(reason="test").filter(
        state="waiting", step__gt=0, data__title__0__isnull=False
    )
    approved = _Near(76 - senior.count())
    assert senior.exists()
    assert _public_figures(person()) == {"150000": approved, "152500": approved}
    _read_the_statistics(person(), person(size=PHONE))
    _fill_in_and_print_the_sheet(person(), places["hospital"])


def _enter_one_person(clerk, unit):
    clerk.log_in("/login/", "kuanggong", PASSWORD)
    clerk.shoot("workspace")
    clerk.page.goto(f"/unit/{unit.pk}/new/skilled/")
    clerk.page.fill("[name='identity.id_number']", "152502197206282978")
    clerk.page.fill("[name='identity.full_name']", NAME)
    clerk.page.select_option("[name='identity.ethnic_group']", label="蒙古族")
    clerk.page.fill("[name='skill.current_trade']", "电工")
    clerk.press("核对并上报")
    assert "前 17 位对应的末位应为 9" in clerk.text
    assert clerk.page.input_value("[name='identity.full_name']") == NAME
    clerk.shoot("form_with_error")
    clerk.page.fill("[name='identity.id_number']", "152502197206281730")
    clerk.press("核对并上报")
    assert NAME in clerk.text
    clerk.shoot("check_answers")
    clerk.press("自审并上报")
    clerk.page.goto(f"/unit/{unit.pk}/?q=图雅")
    assert clerk.page.locator("table.rows tbody tr").all_inner_texts()[0].startswith(NAME)


def _send_the_rest(clerk, username, unit, *, count):
    clerk.log_in("/login/", username, PASSWORD)
    clerk.page.goto(f"/unit/{unit.pk}/submit/")
    assert f"{count} 条可以上报" in clerk.text
    clerk.press("全部自审并上报")


def _review_everything(reviewer, *, waiting):
    reviewer.log_in("/back/loginUI", "renshe", PASSWORD)
    reviewer.page.goto("/back/review/?q=图雅䶮")
    reviewer.follow(NAME)
    passed = 1
    verdict = reviewer.page.locator("button[name=outcome][value=passed]")
    verdict.wait_for()
    reviewer.shoot("decision")
    verdict.click()
    reviewer.page.goto("/back/review/")
    reviewer.shoot("inbox")
    while reviewer.page.locator("table.rows tbody tr").count():
        passed += _pass_all(reviewer)
        reviewer.page.goto("/back/review/")
    assert passed == waiting
    reviewer.shoot("inbox_empty")


def _pass_all(reviewer):
    """All that waits, after the sample was looked at; how many passed."""
    reviewer.press("全部通过…")
    reviewer.page.locator("#sample").wait_for()
    reviewer.shoot("bulk_prepared")
    with reviewer.page.expect_navigation():
        reviewer.page.locator("[aria-labelledby=sample] .actions a").click()
    while (skip := reviewer.page.locator("button[name=skip]")).count():
        with reviewer.page.expect_navigation():
            skip.click()
    reviewer.follow("看过，返回这一批")
    reviewer.page.locator("button[name=start]").click()
    reviewer.page.locator("#bulk-progress progress").wait_for()
    reviewer.shoot("bulk_done")
    return reviewer.page.locator("[aria-labelledby=each] .badge.accepted").count()


def _public_figures(anybody):
    answer = anybody.page.request.get("/open/v1/tables/league_category/?category=total&format=csv")
    if answer.status == 404:
        return {}
    rows = csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig")))
    return {row["area"]: int(row["value"]) for row in rows if row["value"]}


class _Near:
    """A published figure of a true count: off by at most 9."""

    def __init__(self, count):
        self.count = count

    def __eq__(self, figure):
        return abs(figure - self.count) <= 9

    def __hash__(self):
        return hash(self.count)

    def __repr__(self):
        return f"near {self.count}"


def _read_the_statistics(citizen, with_phone):
    for who, name in ((citizen, "statistics"), (with_phone, "statistics_phone")):
        who.page.goto("/statistics/")
        assert "锡林郭勒盟" in who.text
        assert "经保密处理的近似数" in who.text
        who.shoot(name)


def _fill_in_and_print_the_sheet(clerk, unit):
    clerk.log_in("/login/", "yisheng", PASSWORD)
    clerk.page.goto(f"/unit/{unit.pk}/sheets/responsible_person/")
    row = {
        "full_name": NAME,
        "post": "科长",
        "office_phone": "0479-8000001",
        "mobile": "13000000001",
    }
    for key, value in row.items():
        clerk.page.fill(f"[name='row.0.{key}']", value)
    clerk.page.select_option("[name='row.0.role']", label="分管领导")
    for key, value in {"filled_by": "苏和", "phone": "0479-8000002", "filled_on": "2026-11-23"}.items():
        clerk.page.fill(f"[name='sheet.{key}']", value)
    clerk.press("报送")
    clerk.shoot("sheet")
    answer = clerk.page.request.get(f"/print/sheets/responsible_person/{unit.pk}/")
    with pdfplumber.open(io.BytesIO(answer.body())) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    assert "内蒙古人才信息库负责人员登记表" in text
    assert "13000000001" in text
