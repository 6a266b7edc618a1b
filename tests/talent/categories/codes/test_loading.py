"""The carried lists: loaded whole, corrected by a release, never over what an administrator wrote."""

import pytest

from talent.categories.codes import loading as codeloading
from talent.categories.codes.lines import line_of
from talent.categories.codes.loading import load_code_lists, merged_value
from talent.categories.models import Code, CodeList
from talent.security.models import AuditEvent

pytestmark = pytest.mark.django_db


def study(code="1"):
    return Code.objects.select_related("parent", "merged_into").get(code_list__key="study_form", code=code)


def release(monkeypatch, change):
    """A release in which `change` was made to the entries of study_form."""
    name, name_en, _standard, is_open, entries = codeloading.SOURCES["study_form"]
    changed = (name, name_en, "教育部", is_open, lambda: change(list(entries())))
    monkeypatch.setitem(codeloading.SOURCES, "study_form", changed)
    load_code_lists()


@pytest.mark.parametrize(
    ("before", "now", "current", "merged"),
    [
        ("a", "b", "a", "b"),
        ("a", "b", "mine", "mine"),
        (["a", "b"], ["a", "c"], ["a", "b"], ["a", "c"]),
        (["a", "b"], ["a", "c"], ["a", "b", "mine"], ["a", "mine", "c"]),
        (["a", "b"], ["a", "b", "c"], ["b"], ["b", "c"]),
        ({"r": "1", "x": "1"}, {"r": "2"}, {"r": "1", "x": "1", "m": "9"}, {"r": "2", "m": "9"}),
        ({"r": "1"}, {"r": "2"}, {"r": "7"}, {"r": "7"}),
        ({"r": "1"}, {"r": "2"}, {}, {}),
    ],
)
def test_what_was_changed_here_stays_and_what_was_not_is_corrected(before, now, current, merged):
    assert merged_value(before, now, current) == merged


def test_setup_leaves_what_an_administrator_wrote():
    listed = CodeList.objects.get(key="study_form")
    CodeList.objects.filter(pk=listed.pk).update(name="学习方式", is_open=True)
    Code.objects.filter(code_list=listed, code="1").update(label="改过", aliases=["全职"], order=99)
    Code.objects.filter(code_list=listed, code="2").update(is_retired=True, merged_into=study("1"))
    Code.objects.create(code_list=listed, code="88", label="函授")
    before = [line_of(each) for each in listed.codes.select_related("parent", "merged_into")]
    events, revision = AuditEvent.objects.count(), listed.revision
    load_code_lists()
    listed.refresh_from_db()
    assert [line_of(each) for each in listed.codes.select_related("parent", "merged_into")] == before
    assert (listed.name, listed.is_open, listed.revision, AuditEvent.objects.count()) == (
        "学习方式", True, revision, events
    )  # fmt: skip


def test_a_release_corrects_and_adds_and_leaves_what_was_changed_here(monkeypatch):
    Code.objects.filter(code_list__key="study_form", code="1").update(label="改过")
    revision = CodeList.objects.get(key="study_form").revision

    def corrected(entries):
        changed = [{**entry, "label": f"新{entry['label']}", "aliases": ["新"]} for entry in entries]
        added = {
            "code": "77",
            "label": "线上",
            "label_en": "",
            "aliases": [],
            "attributes": {},
            "parent": "1",
        }
        return [*changed, added]

    release(monkeypatch, corrected)
    listed = CodeList.objects.get(key="study_form")
    assert (study("1").label, study("1").aliases) == ("改过", ["新"])
    assert study("2").label.startswith("新")
    assert (study("77").parent.code, listed.standard, listed.revision) == ("1", "教育部", revision + 1)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, list(event.detail["lists"])) == ("load_code_lists", ["study_form"])


def test_a_code_that_an_office_added_first_keeps_its_name_when_a_release_brings_it(monkeypatch):
    listed = CodeList.objects.get(key="study_form")
    Code.objects.create(code_list=listed, code="77", label="本地")
    added = {"code": "77", "label": "线上", "label_en": "Online", "aliases": [], "attributes": {}}
    release(monkeypatch, lambda entries: [*entries, added])
    assert (study("77").label, study("77").label_en) == ("本地", "Online")


def test_national_tables_have_their_headings_above_and_everything_can_be_chosen():
    codes = Code.objects.filter(code_list__key__in=("education", "ownership")).select_related("parent")
    above = {code.code: code.parent.code for code in codes if code.parent}
    assert [above.get(code) for code in ("11", "28", "90", "110", "141", "149", "100", "900")] == [
        *("10", "20", None),
        *("100", "140", "140", None, None),
    ]
    assert not codes.filter(is_heading=True).exists()
