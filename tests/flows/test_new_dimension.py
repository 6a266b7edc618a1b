"""A field that a newly published definition marks as a break, all the way to the open figures."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from reports.stats.lattices import newest
from reports.stats.models import Release
from reports.stats.releasing import draw_draft
from tests.reports.stats.population import approve
from tests.talent.categories.publishing import publish_with
from tests.talent.records.register import Register, account, organisation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
SHIFTS = [
    {"code": "1", "label": "白班", "label_en": "Day shift"},
    {"code": "2", "label": "夜班", "label_en": "Night shift"},
    {"code": "3", "label": "轮班", "label_en": "Rotating shifts"},
]
LEAGUE = "152500"


def add_shift(groups):
    groups.add(
        *("employment", "choice"),
        key="shift",
        label="班次",
        label_en="Shift",
        dimension=True,
        options=SHIFTS,
    )


def declare_shift(client):
    """The dimension and the table, as the administrator types them."""
    dimension = {"key": "shift", "label_zh": "班次", "label_en": "Shift", "fields_of": ["employment.shift"]}
    table = {
        "key": "league_shift",
        "title_zh": "各盟市班次",
        "title_en": "Shifts by league",
        "level": "league",
    }
    answers = [
        client.post(reverse(f"releases:{name}"), {"after": newest()[0], **given})
        for name, given in (
            ("new_dimension", dimension),
            ("new_table", {**table, "break_0": "category", "break_1": "shift"}),
        )
    ]
    assert [each.status_code for each in answers] == [302, 302]


def test_a_field_marked_as_a_break_is_declared_drawn_approved_and_read_by_everybody(client):
    register = Register()
    office = organisation("自治区人社厅", "hr_department", 150000)
    maker, second = (account(name, office, "category_admin") for name in ("maker", "second"))
    publish_with("skilled", add_shift)
    for shift, serials in (("1", range(100, 160)), ("2", range(160, 190)), ("3", range(190, 192))):
        approve(register, serials, employment={"shift": shift})

    client.force_login(maker)
    declare_shift(client)
    client.post(reverse("releases:new"))
    (draft,) = Release.objects.all()
    draw_draft(draft.pk)
    client.logout()
    address = reverse("opendata:table", args=["league_shift"])
    before = client.get(address)
    client.force_login(second)
    client.post(reverse("releases:act", args=[draft.pk]), {"do": "approve"})
    client.logout()

    document = client.get(address, {"area": LEAGUE, "format": "json"}).json()
    answer = client.get(reverse("portal:statistics"), {"table": "league_shift", "area": LEAGUE})
    page = BeautifulSoup(answer.content, "html.parser")
    assert before.status_code == 404
    shown = {
        (cell["classes"]["category"], cell["classes"]["shift"]): cell["mark"] or cell["value"]
        for cell in document["cells"]
    }
    named = {each["key"]: each for each in document["dimensions"]}["shift"]
    assert named["name"] == {"zh": "班次", "en": "Shift"}
    assert [each["name"]["zh"] for each in named["codes"]] == ["白班", "夜班", "轮班"]
    for category in ("total", "skilled"):
        assert abs(shown[category, "1"] - 60) <= 9
        assert abs(shown[category, "2"] - 30) <= 9
        assert shown[category, "3"] == "<10"
    # No other category asks for a shift.
    assert {shown["professional", code] for code in "123"} == {"–"}
    rows = [each for each in page.find_all("tr") if each.th and each.th.get_text(strip=True) == "白班"]
    row = max(rows, key=lambda each: len(each.find_all("td")))
    figures = [each.get_text(strip=True) for each in row.find_all("td")]
    assert figures[:3] == [str(shown["total", "1"]), "–", str(shown["skilled", "1"])]
