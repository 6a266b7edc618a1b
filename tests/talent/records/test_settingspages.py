"""The page on which the region's administrators set what reviewing goes by."""

from bs4 import BeautifulSoup
from django.urls import reverse

from talent.records.models import SettingsChange
from talent.records.reviewsettings import NAMES, review_settings
from tests.talent.records.register import account, organisation

REGION = 150000
BACKEND = "django.contrib.auth.backends.ModelBackend"


def entering(client, register, *, region=REGION):
    office = organisation("人社厅", "hr_department", region) if region != 152502 else register.office
    client.force_login(account("admin", office, "system_admin"), backend=BACKEND)
    return reverse("review_settings:index")


def posted(**changed):
    standing = {name: getattr(review_settings(), name) for name in NAMES}
    given = {name: value for name, value in {**standing, **changed}.items() if value is not False}
    return {**given, "reason": "试行"}


def test_the_regions_administrator_changes_settings_and_sees_who_changed_what(register, client):
    address = entering(client, register)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.select_one("input[name=days_banner]")["value"] == "10"
    assert "还没有修改过" in page.select_one("table.listing").get_text()

    answer = client.post(address, posted(days_banner=15, count_doubted=False))

    assert (answer.status_code, answer["Location"]) == (302, address)
    assert (review_settings().days_banner, review_settings().count_doubted) == (15, False)
    page = BeautifulSoup(client.get(address).content, "html.parser")
    row = page.select_one("table.listing tbody tr").get_text(" ")
    assert all(each in row for each in ("10 → 15", "是 → 否", "试行"))


def test_a_number_out_of_bounds_is_said_at_its_field_and_changes_nothing(register, client):
    address = entering(client, register)

    answer = client.post(address, posted(sample_percent=101))

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select_one("input[name=sample_percent]")["value"] == "101"
    assert "100" in "".join(each.get_text() for each in page.select(".w-field__errors"))
    assert SettingsChange.objects.count() == 0


def test_for_the_administrator_of_a_banner_the_page_does_not_exist(register, client):
    address = entering(client, register, region=152502)

    answers = client.get(address), client.post(address, posted(days_banner=15))

    assert [each.status_code for each in answers] == [404, 404]
    assert SettingsChange.objects.count() == 0
