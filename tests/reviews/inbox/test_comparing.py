import pytest

from reviews.inbox.comparing import compare, names_field
from talent.categories.models import Category
from talent.categories.service import publish_version
from talent.records.service import accept, submit
from tests.reviews.inbox.desk import number
from tests.talent.categories.following import follow


def lines(sections, which):
    return {
        line.differing.path: (line.differing.before, line.differing.after, line.differing.kind)
        for section in sections
        for line in getattr(section, which)
    }


def again(desks, **groups):
    """A second change of an approved record, waiting at the banner."""
    desks.approved(1, contact={"mobile": "13812345678"})
    change = submit(change=desks.draft(1, **groups), by=desks.clerk)
    return accept(change=change, by=desks.chief)


def test_a_first_change_has_nothing_to_be_compared_with(desks):
    found = compare(desks.at_banner(), {})
    assert (found.first, found.unchanged) == (True, 0)
    assert lines(found.sections, "changed")["identity.full_name"] == ("", "苏和", "added")


def test_a_later_change_shows_only_what_differs_and_folds_the_rest(desks):
    change = again(desks, contact={"mobile": "13912345678"}, title=[{"title_name": "副主任医师"}])
    found = compare(change, {})
    changed = lines(found.sections, "changed")
    assert changed["contact.mobile"] == ("13812345678", "13912345678", "changed")
    assert changed["title.0.title_name"][2] == "changed"
    assert lines(found.sections, "same")["identity.id_number"] == (number(1), number(1), "same")
    assert (found.first, found.changes) == (False, len(changed))


def test_a_value_that_was_taken_out_is_shown_as_removed(desks):
    found = compare(again(desks), {})
    assert lines(found.sections, "changed")["contact.mobile"] == ("13812345678", "", "removed")


def test_rows_are_counted_from_one_and_sections_stand_once(desks):
    found = compare(desks.at_banner(), {})
    rows = {line.differing.path: line.row for section in found.sections for line in section.changed}
    assert (rows["title.0.title_name"], rows["identity.full_name"]) == (1, None)
    keys = [section.key for section in found.sections]
    assert len(keys) == len(set(keys))


def test_what_was_typed_beside_a_field_stands_there_again(desks):
    found = compare(desks.at_banner(), {"identity.full_name": "单位名称有误"})
    said = {line.differing.path: line.remark for section in found.sections for line in section.changed}
    assert {path: text for path, text in said.items() if text} == {"identity.full_name": "单位名称有误"}


def test_empty_fields_are_offered_for_remarks_but_not_filled_ones(desks):
    offered = {choice.value for choice in compare(desks.at_banner(), {}).empty}
    assert {"contact.mobile", "education"} <= offered
    assert "identity.full_name" not in offered


def test_what_a_condition_does_not_ask_for_is_not_offered_for_remarks(desks):
    category = Category.objects.get(key="professional")
    raw = [dict(each) for each in category.groups.raw_data]
    for group in raw:
        if group["value"]["key"] == "education":
            group["value"] |= {"shown_if": 'identity.sex == "9"'}
        if group["value"]["key"] == "contact":
            group["value"] |= {"shown_if": 'identity.full_name == "苏和"'}
    category.groups = raw
    category.save()
    publish_version(category=category, by=None)
    offered = {choice.value for choice in compare(desks.at_banner(), {}).empty}
    assert ("education" in offered, "contact.mobile" in offered) == (False, True)


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("identity.full_name", True),
        ("title", True),
        ("title.0.title_name", True),
        ("title.1.title_name", True),
        ("title.2.title_name", False),
        ("education.0.school", True),
        ("education.٠.school", False),
        ("education.-1.school", False),
        (f"education.{'0' * 7}.school", False),
        (f"education.{'9' * 5000}.school", False),
        ("identity", False),
        ("identity.0.full_name", False),
        ("identity.nothing", False),
        ("title.x.title_name", False),
        ("title.0", False),
        ("title.0.nothing", False),
        ("nothing.at_all", False),
        ("", False),
    ],
)
def test_only_places_of_the_definition_can_be_remarked_upon(desks, path, known):
    assert names_field(desks.draft(), path) is known


def test_a_row_that_was_taken_out_can_still_be_remarked_upon(desks):
    desks.approved(1, title=[{"title_name": "主治医师"}, {"title_name": "副主任医师"}])
    change = desks.draft(1)
    known = [names_field(change, f"title.{row}.title_name") for row in range(4)]
    assert known == [True, True, True, False]


def test_what_was_approved_under_another_version_is_compared_at_its_new_place(desks):
    desks.approved(1, contact={"mobile": "13812345678"})
    follow(
        "professional",
        ("rename", {"source": "title.title_name", "to": "title.name_of_title"}),
        ("retire", {"path": "contact.office_phone"}),
        renamed={"title.title_name": "name_of_title"},
        off=["contact.office_phone"],
        derived={
            "title.title_level": 'attribute(this.name_of_title, "level")',
            "title.series": 'attribute(this.name_of_title, "series")',
        },
    )
    raw = {"title": [{"name_of_title": "主治医师"}], "contact": {"mobile": "13912345678"}}
    change = submit(change=desks.draft(1, **raw), by=desks.clerk)
    found = compare(change, {})
    assert lines(found.sections, "same")["title.0.name_of_title"][:2] == (
        "主治(主管)医师",
        "主治(主管)医师",
    )
    assert lines(found.sections, "changed")["contact.mobile"] == ("13812345678", "13912345678", "changed")
    assert (found.first, found.left_out) == (False, ())


def test_what_could_not_be_moved_is_told_to_the_reviewer(desks):
    desks.approved(1, contact={"office_phone": "0479-8212345"})
    follow(
        "professional",
        ("convert", {"path": "contact.office_phone", "rule": "as_written"}),
        retyped={"contact.office_phone": ("integer", {})},
    )
    change = submit(change=desks.draft(1), by=desks.clerk)
    (failure,) = compare(change, {}).left_out
    assert (failure.path, failure.text) == ("contact.office_phone", "0479-8212345")
