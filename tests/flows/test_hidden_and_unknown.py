"""Values that a document is not asked for, and names that its version lacks, whichever way they come."""

import io

import pytest
from bs4 import BeautifulSoup

from talent.categories.service import clean, live_version
from talent.collect.gridtext import cell_name
from talent.imports.importing import import_list
from talent.records.service import propose_many, unit_facts
from tests.talent.categories.following import follow
from tests.talent.collect.world import World, browser, number, person, posted

SHOWN_IF = 'skill.current_trade = "钳工"'


@pytest.fixture
def world(db):
    """技能人才 with a field that is asked of fitters only."""
    found = World()
    follow("skilled", added=[("skill", "text", {"key": "lathe", "label": "车床型号", "shown_if": SHOWN_IF})])
    found.version = live_version("skilled")
    return found


def with_lathe(**more):
    document = person()
    document["skill"] |= {"lathe": "C620", **more}
    return document


def test_a_form_drops_what_is_not_asked_for_and_says_what_it_could_not_read(world):
    clerk = browser(world.clerk)
    sent = posted(with_lathe(), do="save") | {"skill.invented": "x", "nowhere.a": "y", "identity.0.sex": "1"}
    answer = clerk.post(world.url("new", "skilled"), sent, follow=True)
    document = world.newest().document()
    assert ("lathe" in document["skill"], "invented" in str(document), "nowhere" in document) == (False,) * 3
    assert [each["key"] for each in world.newest().warnings if each["path"] == "skill.lathe"] == ["not_shown"]
    assert "skill.invented" in BeautifulSoup(answer.content, "html.parser").get_text()


def test_a_grid_does_the_same(world):
    clerk = browser(world.clerk)
    values = {"identity.id_type": "01", "identity.id_number": number(1), "identity.full_name": "乌日娜"}
    values |= {"identity.ethnic_group": "汉族", "skill.current_trade": "焊工", "skill.lathe": "C620"}
    sent = {cell_name(0, path): text for path, text in values.items()} | {cell_name(0, "skill.invented"): "x"}
    answer = clerk.post(world.url("grid", "skilled"), sent | {"do": "save"}, follow=True)
    assert answer.status_code in (200, 422)
    assert all("lathe" not in str(each) for each in documents(world))
    assert all("invented" not in str(each) for each in documents(world))


def documents(world):
    return [world.newest().document()] if world.changes() else []


def test_a_list_with_a_column_that_nobody_knows_says_so_and_drops_what_is_not_asked_for(world):
    lines = ["姓名,证件号码,现从事工种,车床型号,不认识的列", f"乌日娜,{number(1)},焊工,C620,x"]
    report = import_list(
        io.BytesIO("\n".join(lines).encode()), "a.csv", version=world.version, unit=world.unit, by=world.clerk
    )
    assert dict(report.outcomes) == {"new": 1}
    document = report.changes[0].document()
    assert ("lathe" in document["skill"], "不认识" in str(document)) == (False, False)


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({**person(), "nowhere": {"a": "1"}}, "nowhere"),
        ({**person(), "skill": {"current_trade": "焊工", "invented": "1"}}, "skill.invented"),
        ({**person(), "skill": [{"current_trade": "焊工"}]}, "skill"),
        ({**person(), "education": {"school": "一中"}}, "education"),
    ],
)
def test_a_program_that_sends_what_the_version_does_not_have_is_refused_with_the_place(world, document, path):
    (found,) = propose_many(
        version=world.version, unit=world.unit, raws=[document], by=world.clerk, source="import"
    )
    assert (found.kind, [each.path for each in found.cleaned.invalid]) == ("refused", [path])
    assert world.changes() == []


def test_the_check_leaves_out_what_is_not_asked_for_and_warns(world):
    cleaned = clean(world.version, with_lathe(), unit=unit_facts(world.unit))
    assert ("lathe" in cleaned.data["skill"], cleaned.invalid) == (False, ())
    assert ("skill.lathe", "not_shown") in [(each.path, each.key) for each in cleaned.warnings]
    fitter = clean(world.version, with_lathe(current_trade="钳工"), unit=unit_facts(world.unit))
    assert fitter.data["skill"]["lathe"] == "C620"
