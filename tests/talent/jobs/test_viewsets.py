import pytest
from bs4 import BeautifulSoup

from talent.jobs.models import Failure
from tests.factories import make_member, make_organisation
from tests.talent.jobs.workers import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def failure():
    return Failure.objects.create(
        job=41, task="tests.break", arguments={"number": 3}, attempts=8, error="builtins.OSError"
    )


def administrator(region):
    return make_member("system_admin", make_organisation("hr_department", region))


def page(client, query=""):
    return BeautifulSoup(client.get(f"/back/jobs/{query}").content, "html.parser")


def test_a_failed_job_is_listed_with_its_name_error_and_arguments(client, failure):
    client.force_login(administrator(150000))
    row = page(client).select_one(".listing tbody").get_text(" ", strip=True)
    assert all(text in row for text in ("总是失败", "tests.break number=3", "8", "builtins.OSError"))


def test_trying_again_takes_it_off_the_list_and_keeps_it_among_all(client, failure):
    client.force_login(administrator(150000))
    client.post(f"/back/jobs/{failure.pk}/", {"do": "again"})
    assert jobs("tests.break") == [("tests.break", "todo", 0)]
    assert "没有失败的任务" in page(client).select_one(".listing").get_text()
    assert "已重试" in page(client, "?all=1").select_one(".listing").get_text()


@pytest.mark.parametrize("region", [152502, 152500])
def test_an_administrator_below_the_region_finds_nothing(client, failure, region):
    client.force_login(administrator(region))
    answers = client.get("/back/jobs/"), client.post(f"/back/jobs/{failure.pk}/", {"do": "give_up"})
    failure.refresh_from_db()
    assert ([answer.status_code for answer in answers], failure.settled) == ([404, 404], "")


def test_a_step_of_no_name_is_not_found(client, failure):
    client.force_login(administrator(150000))
    assert client.post(f"/back/jobs/{failure.pk}/", {"do": "nothing"}).status_code == 404
