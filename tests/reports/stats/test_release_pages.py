"""The pages on which releases are drafted, looked at, approved, withdrawn: as two administrators."""

import pytest
from django.urls import reverse

from reports.stats.models import Release
from reports.stats.releasing import draw_draft, release
from tests.reports.stats.population import approve
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    at = organisation("自治区人社厅", "hr_department", 150000)
    return [account(name, at, "category_admin") for name in ("maker", "second")]


def page(client, name, *arguments, **asked):
    return client.get(reverse(f"releases:{name}", args=arguments), asked)


def text(answer):
    return answer.content.decode()


def test_a_release_from_its_draft_to_its_withdrawal(client, register, office):
    maker, second = office
    approve(register, range(100, 160))
    client.force_login(maker)
    begun = client.post(reverse("releases:new"))
    draft = Release.objects.get()
    waiting = text(client.get(begun.url))
    draw_draft(draft.pk)
    own = text(page(client, "release", draft.pk))
    refused = client.post(reverse("releases:act", args=[draft.pk]), {"do": "approve"}, follow=True)
    client.force_login(second)
    home = text(client.get(reverse("wagtailadmin_home")))
    looked_at = text(page(client, "release", draft.pk))
    figures = text(page(client, "figures", draft.pk, "league_category", area="152500"))
    client.post(reverse("releases:act", args=[draft.pk]), {"do": "approve"})
    empty = client.post(reverse("releases:say", args=[draft.pk, "withdraw"]), {"text_zh": ""})
    words = {"text_zh": "重复计数", "text_en": "counted twice"}
    hidden = client.post(reverse("releases:say", args=[draft.pk, "withdraw"]), words | {"text_en": "a\x0bb"})
    client.post(reverse("releases:say", args=[draft.pk, "withdraw"]), words)
    after = text(page(client, "release", draft.pk))

    assert "后台正在计算草稿" in waiting
    assert ("批准并发布" in own, "须由另一位管理员批准" in own) == (False, True)
    assert "须由另一位管理员批准" in text(refused)
    assert "待批准的统计发布" in home
    assert ("批准并发布" in looked_at, "各盟市各类别人才" in looked_at) == (True, True)
    assert ("技能人才" in figures, "&lt;10" in figures) == (True, True)
    assert (empty.status_code, hidden.status_code) == (422, 422)
    assert "含有看不见的控制符" in text(hidden)
    assert ("重复计数" in after, "撤回发布" in after) == (True, False)
    assert Release.objects.get().state == "withdrawn"


def test_while_a_draft_waits_no_other_is_begun(client, office):
    client.force_login(office[0])
    client.post(reverse("releases:new"))

    again = client.post(reverse("releases:new"), follow=True)

    assert "已有一份草稿" in text(again)
    assert "起草新的发布" not in text(page(client, "index"))


def test_another_key_is_said_and_nothing_begun(client, office, settings, tmp_path):
    release(by=None)
    settings.TALENT_KEY_FILE = tmp_path / "other-keys.json"
    client.force_login(office[0])

    answer = client.post(reverse("releases:new"), follow=True)

    assert "统计密钥与往次发布的不同" in text(answer)
    assert Release.objects.count() == 1


def test_no_true_count_stands_on_the_pages_of_a_draft(client, register, office):
    """47 and 36 people, of whom no figure is a true one: none is a multiple of five."""
    approve(register, range(100, 147))
    approve(register, range(150, 186), key="professional")
    client.force_login(office[0])
    client.post(reverse("releases:new"))
    draft = Release.objects.get()
    draw_draft(draft.pk)

    pages = [
        text(page(client, "release", draft.pk)),
        *(text(page(client, "figures", draft.pk, "league_category", area=area)) for area in (150000, 152500)),
    ]

    for true in ("47", "36", "83"):
        assert not any(f">{true}<" in each for each in pages)


def test_what_does_not_exist_is_not_found(client, office):
    client.force_login(office[0])
    made = release(by=None)

    asked = [
        ("act", [made.pk], {"do": "paint"}),
        ("say", [made.pk, "paint"], {}),
        ("act", [999], {"do": "discard"}),
    ]

    assert [
        client.post(reverse(f"releases:{name}", args=given), data).status_code for name, given, data in asked
    ] == [
        404,
        404,
        404,
    ]
    assert page(client, "figures", made.pk, "nothing").status_code == 404
