"""A release: counted from approved records, drawn behind the gate, frozen under a number."""

from dataclasses import replace

import pytest

from reports.stats.cellkeys import StatisticsKey
from reports.stats.declared import Declared
from reports.stats.discarding import discard
from reports.stats.drawing import snapshot
from reports.stats.lattices import declare, newest
from reports.stats.models import (
    Fact,
    PublishedCell,
    Release,
    ReleaseCell,
    ReleaseTable,
    SecretRelease,
    Snapshot,
)
from reports.stats.releasing import NotPossible, WrongKey, draw_draft, release
from reports.stats.releasing import approve as approve_release
from reports.stats.releasing import draft as begin
from talent.notify.models import Notification
from talent.orgs.models import Membership, Region
from talent.records.service import FieldRemark, reject, send_back, withdraw
from talent.security.models import AuditEvent
from talent.security.service import statistics_keys
from tests.reports.stats.declarations import DECLARED, SEX
from tests.reports.stats.population import CATEGORIES, approve, at_banner, draft, figures, waiting
from tests.talent.records.register import account, organisation

REGION, LEAGUE = 150000, 152500
#: The cells of a skilled person in the league.
TOUCHED = {(REGION, "total"), (REGION, "skilled"), (LEAGUE, "total"), (LEAGUE, "skilled")}


def leagues():
    return set(Region.objects.filter(level="league", valid_to=None).values_list("code", flat=True))


def hidden():
    """A release in which nobody is counted."""
    return {(area, key): "<10" for area in leagues() | {REGION} for key in (*CATEGORIES, "total")}


def redrawn(number):
    """The cells whose figure was drawn by this release."""
    cells = PublishedCell.objects.filter(last_redraw=number).values_list("cell", flat=True)
    found = set()
    for cell in cells:
        area, _, category = cell.partition("|category=")
        found.add((int(area), category or "total"))
    return found


def profiles(number=1):
    """How many profiles the snapshot of a release holds."""
    return snapshot(number).height


def secrets():
    """All that is kept for the gate."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Release, ReleaseTable, ReleaseCell, SecretRelease, PublishedCell, Snapshot)
    ]


def test_a_release_holds_every_cell_of_the_lattice_near_its_count(register):
    approve(register, range(100, 160))

    new = release(by=register.boss)

    shown = figures(new)
    counted = {cell: shown[cell] for cell in TOUCHED}
    assert {cell: mark for cell, mark in shown.items() if cell not in TOUCHED} == {
        cell: mark for cell, mark in hidden().items() if cell not in TOUCHED
    }
    assert len(set(counted.values())) == 1  # one set of persons has one figure
    assert (abs(counted[REGION, "total"] - 60) <= 9, counted[REGION, "total"] % 5) == (True, 0)


def test_releases_are_numbered_logged_and_signed_by_their_key(register):
    first, second = release(by=register.boss), release(by=None)

    fingerprint = StatisticsKey(*statistics_keys()).fingerprint
    assert (first.number, second.number) == (1, 2)
    assert list(
        SecretRelease.objects.order_by("pk").values_list("release__number", "key_fingerprint", "by")
    ) == [(1, fingerprint, register.boss.pk), (2, fingerprint, None)]
    assert list(
        AuditEvent.objects.filter(action="release").order_by("pk").values_list("subject_id", "by")
    ) == [("1", register.boss.pk), ("2", None)]


def test_unreviewed_data_appears_in_no_statistic(register):
    serials = iter(range(100, 400))
    many = [[next(serials) for _ in range(20)] for _ in range(6)]
    draft(register, many[0])
    waiting(register, many[1])
    at_banner(register, many[2])
    for change in waiting(register, many[3]):
        send_back(change=change, by=register.checker, remarks=[FieldRemark("", "请核对")])
    for change in waiting(register, many[4]):
        reject(change=change, by=register.checker, reason="材料不实")
    for change in waiting(register, many[5]):
        withdraw(change=change, by=register.clerk)

    new = release(by=None)

    assert (Fact.objects.count(), profiles(), figures(new)) == (0, 0, hidden())


def test_the_retired_are_in_no_figure(register):
    approve(register, range(100, 140), employment={"person_status": "3"})

    assert (Fact.objects.count(), figures(release(by=None))) == (40, hidden())


def test_a_person_in_two_categories_is_once_in_the_totals_and_in_each_category(register):
    approve(register, range(100, 160), key="skilled")
    approve(register, range(100, 160), key="professional")

    shown = figures(release(by=None))

    twice = TOUCHED | {(REGION, "professional"), (LEAGUE, "professional")}
    assert {cell for cell, figure in shown.items() if figure != "<10"} == twice
    # The same sixty in every cell: counted twice, a total would stand near 120.
    assert len({shown[cell] for cell in twice}) == 1
    assert abs(shown[REGION, "total"] - 60) <= 9


def test_a_few_changes_repeat_every_figure_and_many_move_those_of_their_cells(register):
    approve(register, range(100, 130))
    first = figures(release(by=None))
    approve(register, range(130, 139))  # nine: below the narrowest gate

    second = figures(release(by=None))
    drawn_by_second = redrawn(2)
    approve(register, range(139, 199))
    third = figures(release(by=None))

    assert (second, drawn_by_second) == (first, set())
    assert (redrawn(3), redrawn(1)) == (TOUCHED, set(hidden()) - TOUCHED)
    assert {cell for cell in third if third[cell] != first[cell]} == TOUCHED
    assert abs(third[REGION, "total"] - 99) <= 9


def test_who_leaves_also_opens_the_gate(register):
    approve(register, range(100, 160))
    release(by=None)
    approve(register, range(100, 160), employment={"person_status": "3"})

    assert figures(release(by=None)) == hidden()


def test_a_release_stays_as_it_was_made(register):
    approve(register, range(100, 130))
    first = release(by=None)
    before = (figures(first), ReleaseTable.objects.filter(release=first).values().get())

    approve(register, range(130, 190))
    release(by=None)

    assert (figures(first), ReleaseTable.objects.filter(release=first).values().get()) == before


def test_only_snapshots_that_a_later_release_needs_are_kept(register):
    approve(register, range(100, 130))
    release(by=None)
    kept = [set(Snapshot.objects.values_list("release", flat=True))]
    release(by=None)
    kept.append(set(Snapshot.objects.values_list("release", flat=True)))

    assert kept == [{1}, {1}]
    assert profiles() == 30


def test_under_another_key_nothing_is_released(register, settings, tmp_path):
    approve(register, range(100, 130))
    release(by=None)
    before = secrets()
    settings.TALENT_KEY_FILE = tmp_path / "other-keys.json"

    with pytest.raises(WrongKey, match="release 1 was made under another statistics key"):
        release(by=None)

    assert secrets() == before


class Office:
    """Two administrators of categories, and what stands after a draft was drawn."""

    def __init__(self):
        self.maker, self.second = (account(name, None) for name in ("maker", "second"))
        office = organisation("自治区人社厅", "hr_department", REGION)
        for user in (self.maker, self.second):
            Membership.objects.create(user=user, organisation=office, role="category_admin")

    def drawn(self):
        new = begin(by=self.maker)
        draw_draft(new.pk)
        new.refresh_from_db()
        return new


def told(user):
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def test_a_draft_is_drawn_by_a_job_and_waits_for_a_second_person(register):
    approve(register, range(100, 160))
    office = Office()

    begun = begin(by=office.maker)
    state = begun.state
    draw_draft(begun.pk)
    begun.refresh_from_db()

    assert (state, begun.state, begun.number) == ("drawing", "ready", 1)
    assert (begun.secret.by, begun.secret.approved_by, begun.secret.step) == (office.maker, None, "")
    assert (told(office.maker), told(office.second)) == ([], ["release_waiting"])
    assert PublishedCell.objects.count() == 0
    assert {cell for cell, figure in figures(begun).items() if figure != "<10"} == TOUCHED


def test_a_draft_drawn_twice_is_the_same(register):
    approve(register, range(100, 130))
    begun = Office().drawn()
    before = secrets()

    draw_draft(begun.pk)

    assert secrets() == before


def test_the_maker_cannot_approve_and_the_second_person_can(register):
    approve(register, range(100, 160))
    office = Office()
    begun = office.drawn()

    with pytest.raises(NotPossible, match="另一位管理员"):
        approve_release(release=begun, by=office.maker)
    published = approve_release(release=begun, by=office.second)

    assert (published.state, PublishedCell.objects.count()) == ("published", len(hidden()))
    assert SecretRelease.objects.get().approved_by == office.second
    assert told(office.maker) == ["release_published"]
    events = AuditEvent.objects.filter(subject="release").order_by("pk").values_list("action", "by")
    assert list(events) == [("draft_release", office.maker.pk), ("release", office.second.pk)]
    with pytest.raises(NotPossible):
        approve_release(release=begun, by=office.second)


def test_a_table_that_was_taken_away_meanwhile_is_not_published(register):
    number = declare(DECLARED, after=0, note="", by=None).number
    office = Office()
    begun = office.drawn()
    fewer = replace(DECLARED, tables=DECLARED.tables[1:])
    declare(fewer, after=number, note="取消统计表 banner_sex", by=office.maker)

    with pytest.raises(NotPossible) as refused:
        approve_release(release=begun, by=office.second)
    discard(release=begun, by=office.second)
    published = approve_release(release=office.drawn(), by=office.second)

    assert str(refused.value) == (
        "这份草稿按第 1 版统计表方案计算，后来方案改过(第 2 版：取消统计表 banner_sex)，不能批准。"
        "请放弃这份草稿，再起草一份。"
    )
    assert (published.number, published.state) == (2, "published")
    assert set(published.tables.values_list("key", flat=True)) == {each.key for each in fewer.tables}


def test_one_draft_at_a_time():
    office = Office()
    begin(by=office.maker)

    with pytest.raises(NotPossible, match="已有一份草稿"):
        begin(by=office.second)


def test_a_draft_says_what_it_changes(register):
    approve(register, range(100, 160))
    first = release(by=None)
    approve(register, range(160, 260), key="professional")
    declare(DECLARED, after=0, note="", by=None)
    office = Office()

    summary = SecretRelease.objects.get(release=office.drawn()).summary

    tables = {each["key"]: each for each in summary["tables"]}
    assert summary["last"] == first.number
    assert [each["key"] for each in summary["vanished"]] == ["league_category"]
    assert set(tables) == {each.key for each in DECLARED.tables}
    assert all(each["new"] for each in tables.values())
    skill = tables["league_skill"]
    leagues_and_region, categories, levels = 13, 5, 9
    assert skill["cells"] == leagues_and_region * (1 + categories) * (1 + levels)
    assert skill["impossible"] == leagues_and_region * (categories - 1) * levels
    assert skill["cells"] == skill["shown"] + skill["hidden"] + skill["impossible"]
    largest = summary["differences"][0]
    # The same persons in the region and in the league, as talent and as professionals.
    assert largest["zh"] in {
        f"{area}{words}" for area in ("内蒙古自治区", "锡林郭勒盟") for words in ("", " · 专业技术人才")
    }
    assert int(largest["now"]) > 80


def test_what_a_definition_makes_impossible_is_a_dash_whatever_the_data(register):
    declare(DECLARED, after=0, note="", by=None)
    approve(register, range(100, 130))

    new = release(by=None)

    frozen = {each.key: [one["key"] for one in each.dimensions] for each in new.tables.all()}
    assert frozen == {each.key: [one.key for one in each.breaks] for each in DECLARED.tables}

    cells = ReleaseCell.objects.filter(table__release=new, table__key="league_skill", area=LEAGUE)
    marks = {(cell.classes.get("category"), cell.classes.get("skill_level")): cell.mark for cell in cells}
    dashes = {key for key, mark in marks.items() if mark == "–"}
    assert dashes == {key for key in marks if all(key) and key[0] != "skilled"}


def test_a_table_declared_later_leaves_the_figures_of_others_as_they_are(register):
    approve(register, range(100, 160))
    first = figures(release(by=None))
    number, standing = newest()
    declare(Declared((SEX,), (*standing.tables, DECLARED.tables[0])), after=number, note="", by=None)

    new = release(by=None)

    kept = ReleaseCell.objects.filter(table__release=new, table__key="league_category")
    assert {
        (each.area, each.classes.get("category", "total")): each.mark or each.value for each in kept
    } == first
    banner = ReleaseCell.objects.get(table__release=new, table__key="banner_sex", area=152502, classes={})
    assert banner.value == first[LEAGUE, "total"]  # the same sixty
