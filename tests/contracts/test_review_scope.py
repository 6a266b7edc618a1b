"""Every address of the desks × every role × every row: nothing outside is seen or decided, by any form.

The addresses come from the URL resolver, so a new page of `reviews` is in it without being named here. Rows
and organisations are put in place of each other, and what is posted is all that a desk understands at once:
foreign rows ticked, a lock that was shown to another one, a foreign run, everything that is narrowed to.
"""

from itertools import product

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from reviews.inbox.filtering import QueueFilter
from reviews.inbox.forms import seal_lock
from reviews.inbox.keeping import Wanted, keep
from reviews.inbox.models import BulkItem, BulkRun, Claim, Decision, SavedView
from reviews.inbox.service import inbox_for
from reviews.spotchecks.models import SpotCheck, SpotItem
from talent.orgs.models import Delegation
from talent.orgs.service import delegate, reviewing_grant, scope_for
from talent.records.models import Change, Doubt, Forward, ImportRun, Question, Remark, TalentRecord
from talent.security.models import AuditEvent
from tests.contracts.doors import DOORS
from tests.contracts.entering import entering
from tests.contracts.places import ABOVE, EVERYBODY, UNIT
from tests.contracts.test_scope_matrix import bare_pages
from tests.contracts.world import BANNER, LEAGUE, REGION, World, member

pytestmark = pytest.mark.django_db(databases=["default", "public"])
__all__ = ["bare_pages"]

CHANGES = ("draft", "at_unit", "at_banner", "approved")
TELLING = ("unit_reviewer", "neighbour", "banner", "sibling")
#: What decisions and all that leads to them stand in.
KEPT = (
    *(Change, TalentRecord, Decision, Remark, Question, Forward, Claim, BulkRun, BulkItem),
    *(SpotCheck, SpotItem, Doubt, SavedView, Delegation),
)


def desks(resolver=None, spaces=()):
    """The names of all addresses whose views belong to `reviews`."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from desks(each, (*spaces, each.namespace) if each.namespace else spaces)
        else:
            view = getattr(each.callback, "view_class", each.callback)
            if view.__module__.startswith("reviews."):
                yield ":".join([*spaces, each.name or ""])


def places(name, world):
    """(arguments, whether these are the ones of DOORS) of an address, with every other row in their place."""
    own = DOORS[name][0](world)
    others = {
        "organisation": [world.unit.pk, world.neighbour.pk],
        "run": [world.run.pk, world.unit_run.pk],
        "pk": _rows_like(name, world) or [own.get("pk")],
    }
    choices = [others.get(key, [value]) for key, value in own.items()]
    for values in product(*choices):
        arguments = dict(zip(own, values, strict=True))
        yield arguments, arguments == own


def _rows_like(name, world):
    """The rows that could stand in an address, of every desk."""
    if name.endswith((":change", ":forward")):
        return [getattr(world, row).pk for row in CHANGES]
    if name.endswith((":check", ":item")):
        return [world.spot_item.check_of_id, world.unit_spot_item.check_of_id]
    return [world.doubted.pk, world.unit_doubted.pk] if name.endswith(":doubt") else []


def is_open(name, persona, arguments, *, own, world):
    """By DOORS; the neighbour has a desk of its own, with nothing on it."""
    allowed = DOORS[name][1]
    if allowed is EVERYBODY or (own and persona in allowed):
        return True
    if not allowed:  # a form without a page, for whoever may read the row
        return persona in ABOVE | UNIT
    return persona == "neighbour" and arguments == {"organisation": world.neighbour.pk}


def everything_posted(world, persona):
    """All that the desks understand at once, by change: about rows that do not wait for this account.

    The lock is one that was shown to somebody else.
    """
    user = world.personas[persona]
    waiting = set(inbox_for(scope_for(user)).values_list("pk", flat=True)) if user else set()
    rows = [Change._plain.get(pk=getattr(world, row).pk) for row in CHANGES]
    shown_to = world.personas["unit_reviewer" if persona == "banner" else "banner"]
    posted = {
        "row": [f"{each.pk}:{each.lock}" for each in rows if each.pk not in waiting],
        **{"outcome": "passed", "opinion": "同意", "text": "发证机关？", "reason": "须核实"},
        **{"to": str(world.offices[LEAGUE].pk), "take_over": "1", "start": "1"},
        # A sample of another office, a verdict on what it drew.
        **{"office": str(world.offices[REGION if persona == "league" else LEAGUE].pk), "size": "1"},
        **{"share": "", "weight": "5", "verdict": "doubted", "seen": str(world.approved.pk)},
        **({} if waiting else {"everything": "1"}),
    }
    return {each.pk: {**posted, "lock": seal_lock(each, shown_to)} for each in rows}


def of_others(world):
    """What to do with the view and the stand-in of a reviewer of the banner whom no persona is."""
    office, today = world.offices[BANNER], timezone.localdate()
    third, aide = member("third", office, "hr_reviewer"), member("aide", office, "analyst")
    view = keep(account=third, office_id=office.pk, asked="q=%E8%8B%8F", wanted=Wanted("苏", shared=True))
    grant = reviewing_grant(third, office.pk)
    made = delegate(grant=grant, deputy=aide, first=today, last=today, by=third)
    return {"views": f"delete:{view.pk}", "stand_ins": f"end:{made.pk}"}


def kept():
    """All rows of review as they stand."""
    rows = {model: getattr(model, "_plain", model._default_manager).values_list() for model in KEPT}
    return {model.__name__: sorted(map(repr, found)) for model, found in rows.items()}


def tried(world, personas):
    """What was let in or changed something though it was outside, and how much was tried."""
    browsers, found, asked, others = entering(world, *personas), [], 0, of_others(world)
    posted = {persona: everything_posted(world, persona) for persona in browsers}
    for name in desks():
        asked_about = list(places(name, world))  # the world makes some rows when they are asked for
        before = kept()
        for arguments, own in asked_about:
            address = reverse(name, kwargs=arguments)
            for persona, browser in browsers.items():
                inside = is_open(name, persona, arguments, own=own, world=world)
                if inside and set(arguments) - {"organisation"}:
                    continue  # what is theirs to decide is decided elsewhere
                events = AuditEvent.objects.count()
                given = {**_about(posted[persona], arguments), "do": others.get(name.partition(":")[2], "")}
                answers = [browser.post(address, given)]
                if not inside:
                    answers.append(browser.get(address))
                asked += len(answers)
                own_work = leads_to_own_decision(answers[-1], name, persona, arguments)
                refused = [is_refused(each) for each in answers]
                refused[-1] |= own_work
                wrong = not inside and not all(refused)
                if wrong or (not inside and AuditEvent.objects.count() != events):
                    found.append((name, persona, arguments))
        if kept() != before:
            found.append((name, "changed something"))
    return found, asked


def _about(posted, arguments):
    return posted.get(arguments.get("pk"), next(iter(posted.values())))


def leads_to_own_decision(answer, name, persona, arguments):
    """Whether who opens what waits no more is led to the page of what their own office decided on it."""
    space, _colon, page = name.partition(":")
    if page != "change" or persona not in DOORS[decided := f"{space}:decided"][1]:
        return False
    return answer.status_code == 302 and answer["Location"] == reverse(decided, kwargs=arguments)


def is_refused(answer):
    """Not found, not allowed without a word, or asked to log in."""
    if answer.status_code in (301, 302):
        return "login" in answer["Location"].lower()
    return answer.status_code in (403, 404, 405)


def test_every_address_of_the_desks_is_known_with_its_rows():
    assert [name for name in desks() if name not in DOORS] == []
    assert {"inbox:change", "inbox:bulk_run", "unit_review:change"} <= set(desks())


def test_who_reviews_nearby_sees_and_decides_nothing_outside_by_any_form():
    found, asked = tried(World(), TELLING)
    assert (found, asked > 100) == ([], True)


@pytest.mark.parametrize("persona", ["neighbour", "sibling"])
def test_no_condition_of_a_queue_finds_or_names_what_is_outside(persona):
    """Every condition with everything that can be asked by it; one that is added must be in it."""
    world = World()
    by = world.personas[persona]
    scope = scope_for(by)
    collector, category = world.personas["collector"], world.at_unit.category
    run = ImportRun.objects.create(unit=world.unit, category=category, by=collector, filename="名单.xlsx")
    typed = {"q": ["苏和", "苏"], "unit": [world.unit.name, "医院"], "run": [run.pk]}
    typed["category"] = [category.pk]
    fields = QueueFilter({}, by=by, scope=scope).fields
    asked = [(name, each) for name in fields for each in typed.get(name) or values_of(fields[name])]
    forms = [QueueFilter({name: str(each)}, by=by, scope=scope) for name, each in asked]
    assert {name for name, _each in asked} == set(fields)
    assert [list(each.narrow(inbox_for(scope)).values_list("pk", flat=True)) for each in forms] == [
        [] for _each in asked
    ]
    assert [(each.units, each.list_asked) for each in forms] == [([], None) for _each in asked]


def values_of(field):
    return [value for value, _label in field.choices if value]


@pytest.mark.slow
def test_nobody_sees_or_decides_anything_outside_by_any_form():
    world = World()
    found, asked = tried(world, tuple(world.personas))
    assert (found, asked > 1000) == ([], True)
