"""Two persons publish a release: nobody is both, by an account of their own or by way of a timetable."""

import pytest

from reports.stats.correcting import propose
from reports.stats.lattices import declare, newest
from reports.stats.models import Release
from reports.stats.releasing import NotPossible, approve, draft, draw_draft, release
from reports.stats.secondperson import drafts_for, seconds
from reports.stats.wagtail_hooks import waiting_corrections, waiting_releases
from talent.notify.models import Notification
from talent.orgs.models import Membership
from talent.security.models import User
from tests.reports.stats.declarations import DECLARED
from tests.talent.records.register import account, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return organisation("自治区人社厅", "hr_department", 150000)


def administrator(name, office, **given):
    user = account(name, office, "category_admin")
    user.memberships.update(**given)
    return user


def drawn(by):
    new = draft(by=by)
    draw_draft(new.pk)
    return new


def refused(new, by):
    """Why an administrator may not approve; "" where the release is published."""
    try:
        approve(release=new, by=by)
    except NotPossible as why:
        return str(why)
    return ""


def test_who_gave_the_role_and_who_has_it_from_them_are_no_second_person_of_each_other(office):
    giver = administrator("giver", office)
    puppet = administrator("puppet", office, granted_by=giver)
    other = administrator("other", office)

    assert (seconds([puppet.pk]), seconds([giver.pk])) == ([other], [other])
    assert "可以办理的：other。" in refused(drawn(puppet), giver)
    assert Release.objects.get().state == "ready"
    assert refused(Release.objects.get(), other) == ""


def test_who_made_the_account_of_the_drafter_cannot_approve(office):
    maker, other = administrator("maker", office), administrator("other", office)
    made = administrator("made", office)
    User.objects.filter(pk=made.pk).update(created_by=maker)

    new = drawn(made)

    assert (list(drafts_for(maker)), list(drafts_for(other))) == ([], [new])
    assert "有一人的角色或账号是另一人给的" in refused(new, maker)
    assert set(Notification.objects.values_list("recipient", flat=True)) == {other.pk}


def test_who_also_gives_out_roles_approves_nothing(office):
    """An account from before the two roles excluded each other."""
    drafter, both = administrator("drafter", office), administrator("both", office)
    Membership.objects.create(user=both, organisation=office, role="system_admin")

    new = drawn(drafter)
    why = refused(new, both)

    assert list(drafts_for(both)) == []
    assert "您同时是系统管理员和类别管理员" in why
    assert "现在没有别的类别管理员" in why


def test_a_draft_of_the_timetable_is_not_approved_by_who_changed_the_tables_since(office):
    author, other = administrator("author", office), administrator("other", office)
    declare(DECLARED, after=newest()[0], note="", by=author)

    first = drawn(None)

    assert (list(drafts_for(author)), list(drafts_for(other))) == ([], [first])
    assert "您改过其中的统计表方案，须由另一位管理员批准。可以办理的：other。" in refused(first, author)
    assert refused(first, other) == ""
    # What was declared before the newest published release two persons have seen.
    second = drawn(None)
    assert list(drafts_for(author)) == [second]
    assert refused(second, author) == ""


def test_tables_that_the_system_declares_keep_nobody_from_a_draft_of_the_timetable(office):
    alone = administrator("alone", office)
    release(by=None)
    declare(DECLARED, after=newest()[0], note="", by=None)

    assert refused(drawn(None), alone) == ""


def test_a_draft_and_a_correction_wait_for_those_alone_who_may_pass_them(office, rf):
    giver, drafter = administrator("giver", office), administrator("drafter", office)
    drafter.memberships.update(granted_by=giver)
    other = administrator("other", office)
    published = release(by=None)
    propose(release=published, by=drafter, text_zh="乌海市偏低", text_en="")

    def waiting():
        return {user.name: told(user) for user in (giver, drafter, other)}

    def told(user):
        request = rf.get("/")
        request.user = user
        asked = (waiting_releases(request), waiting_corrections(request))
        return [each.rows.count() for each in asked]

    assert waiting() == {"giver": [0, 0], "drafter": [0, 0], "other": [0, 1]}
    drawn(drafter)
    assert waiting() == {"giver": [0, 0], "drafter": [0, 0], "other": [1, 1]}
