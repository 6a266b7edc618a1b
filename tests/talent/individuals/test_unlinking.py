"""A link that was given to the wrong account is ended by the unit, with its reason."""

from importlib import import_module

import pytest
from django.apps import apps

from talent.individuals.models import Invitation, PersonAccount, SelfEntry, Unlinking
from talent.individuals.service import claim, invite, own_records, unlink
from talent.notify.models import Notification
from talent.records.service import NotAllowed
from talent.security.models import AuditEvent
from tests.talent.collect.world import number
from tests.talent.individuals.persons import account_again, typed


@pytest.fixture
def linked(pasture):
    """An account that claimed the approved record of number 1."""
    pasture.change = pasture.accepted()
    pasture.person = pasture.change.record.person
    code = invite(person=pasture.person, unit=pasture.unit, by=pasture.typist).code
    assert claim(account=pasture.account, kind="01", number=number(1), code=code)
    pasture.account = account_again(pasture.account)
    return pasture


def ended(world, *, unit=None, reason="不是本人"):
    return unlink(person=world.person, unit=unit or world.unit, by=world.typist, reason=reason)


def test_an_ended_link_opens_nothing_any_more_and_its_holder_is_told(linked):
    ended(linked)
    account = account_again(linked.account)
    assert (account.person, account.claimed_at, account.linked_by, account.linked_unit) == (
        None,
        None,
        "",
        None,
    )
    assert list(own_records(account)) == []
    assert list(Unlinking.objects.values_list("account", "unit", "reason", "by")) == [
        (account.pk, linked.unit.pk, "不是本人", linked.typist.pk)
    ]
    told = Notification.objects.filter(kind="account_unlinked").values_list("recipient", "data__unit")
    assert list(told) == [(account.user_id, "示例设计院")]
    events = AuditEvent.objects.filter(action="unlink_account").values_list(
        "by", "subject_id", "organisation_ids"
    )
    assert list(events) == [(linked.typist.pk, str(account.pk), [linked.unit.pk])]


def test_with_the_link_go_the_corrections_that_began_with_the_record_and_what_was_typed_stays(linked):
    own = linked.handed_in(raw=typed(skill={"current_trade": "电工"}))
    copied = SelfEntry.objects.unscoped(reason="test").get(pk=own.pk)
    copied.pk, copied.base, copied.state = 9999, linked.change, "taken"
    copied.save(force_insert=True)
    ended(linked)
    assert list(SelfEntry.objects.unscoped(reason="test").values_list("pk", flat=True)) == [own.pk]


def test_after_an_ended_link_another_account_can_claim_the_record(linked):
    ended(linked)
    code = invite(person=linked.person, unit=linked.unit, by=linked.typist).code
    assert claim(account=account_again(linked.account), kind="01", number=number(1), code=code)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_without_a_reason_no_link_is_ended(linked, reason):
    with pytest.raises(NotAllowed, match="请写明解除关联的理由"):
        ended(linked, reason=reason)
    assert account_again(linked.account).person == linked.person


def test_a_unit_that_holds_nothing_of_the_person_ends_no_link(linked):
    with pytest.raises(NotAllowed, match="没有账号与此人关联"):
        ended(linked, unit=linked.other)
    assert account_again(linked.account).person == linked.person


@pytest.mark.parametrize(("code_used", "how"), [(True, "code"), (False, "entry")])
def test_of_links_that_stood_before_the_code_or_the_entry_is_found_that_made_them(linked, code_used, how):
    entry = linked.handed_in()
    SelfEntry.objects.unscoped(reason="test").filter(pk=entry.pk).update(state="taken")
    other = "entry" if how == "code" else "code"
    PersonAccount.objects.unscoped(reason="test").update(linked_by=other, linked_unit=None)
    if not code_used:
        Invitation.objects.update(used_at=None)
    import_module("talent.individuals.migrations.0004_linked_how").tell_how(apps, None)
    account = account_again(linked.account)
    assert (account.linked_by, account.linked_unit) == (how, linked.unit)
