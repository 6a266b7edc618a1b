import pytest
from bs4 import BeautifulSoup

from talent.notify.kinds import KINDS
from talent.notify.models import Template
from talent.notify.templating import texts_of
from talent.notify.wording import Wording
from talent.security.models import AuditEvent
from tests.factories import make_member, make_organisation
from tests.talent.notify.kinds import PARCEL

pytestmark = pytest.mark.django_db
ADDRESS = f"/back/message-templates/{PARCEL}/"
TEXTS = {
    "subject": "{count} 件给 {name}",
    "body": "请来取。",
    "subject_en": "{count} for {name}",
    "body_en": "Please fetch them.",
}


@pytest.fixture
def editor(client):
    user = make_member("category_admin", make_organisation("hr_department", 150000))
    client.force_login(user)
    return user


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def events():
    return list(AuditEvent.objects.filter(subject="template").values_list("action", "subject_id"))


def test_every_kind_is_listed_with_its_text(client, editor):
    links = [each["href"] for each in soup(client.get("/back/message-templates/")).select("table a")]
    assert links == [f"/back/message-templates/{key}/" for key in KINDS]


def test_saved_texts_are_in_force_at_once_with_one_event(client, editor):
    answer = client.post(ADDRESS, {**TEXTS, "do": "save"})
    assert (answer.status_code, events()) == (302, [("edit_template", PARCEL)])
    assert Wording([PARCEL], "en").texts(KINDS[PARCEL]) == ("{count} for {name}", "Please fetch them.")
    assert Wording([PARCEL], "zh-hans").texts(KINDS[PARCEL]) == ("{count} 件给 {name}", "请来取。")


def test_a_preview_shows_both_languages_and_keeps_nothing(client, editor):
    cards = soup(client.post(ADDRESS, {**TEXTS, "do": "preview"})).select(".house-card")
    assert [card.get_text(" ", strip=True) for card in cards] == [
        "2 件给 乌日娜 请来取。",
        "2 for Urna Please fetch them.",
    ]
    assert (Template.objects.count(), events()) == (0, [])


@pytest.mark.parametrize("text", ["{id_number}", "{name", "{name.email}", "{}", "{name!r}"])
def test_a_text_with_another_placeholder_is_refused_beside_its_field(client, editor, text):
    answer = client.post(ADDRESS, {**TEXTS, "body_en": text, "do": "save"})
    assert (answer.status_code, Template.objects.count(), events()) == (422, 0, [])
    (said,) = soup(answer).select(".errorlist")
    assert ("占位符" in said.get_text(), said.find_previous("textarea")["name"]) == (True, "body_en")


def test_the_shipped_texts_can_be_put_back(client, editor):
    shipped = texts_of(KINDS[PARCEL])
    client.post(ADDRESS, {**TEXTS, "do": "save"})
    client.post(ADDRESS, {"do": "reset"})
    client.post(ADDRESS, {"do": "reset"})
    assert (texts_of(KINDS[PARCEL]), [action for action, _key in events()]) == (
        shipped,
        ["edit_template", "reset_template"],
    )


def test_a_kind_of_no_name_is_not_found(client, editor):
    assert client.get("/back/message-templates/unheard-of/").status_code == 404


@pytest.mark.parametrize("role", ["system_admin", "hr_reviewer", "audit_admin"])
def test_other_roles_of_the_staff_find_no_templates(client, role):
    client.force_login(make_member(role, make_organisation("hr_department", 150000)))
    answers = client.get("/back/message-templates/"), client.post(ADDRESS, {**TEXTS, "do": "save"})
    assert ([answer.status_code for answer in answers], Template.objects.count()) == ([404, 404], 0)
