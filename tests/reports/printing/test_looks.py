"""Versions of looks: which is in force, who overtakes whom, and that history stays."""

from dataclasses import asdict, replace

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from reports.printing.documents import PLAIN, Orientation, Paper, SheetBox, SheetLine, SheetLook
from reports.printing.looks import (
    Overtaken,
    keep_look,
    look_of,
    looks_of,
    newest_number,
    older_looks,
    read_look,
)
from reports.printing.models import Look
from talent.security.models import AuditEvent, User

pytestmark = pytest.mark.django_db
FULL = SheetLook(
    title="技能人才登记卡",
    lines=(SheetLine("表号", "蒙人才技01表"),),
    orientation=Orientation.LANDSCAPE,
    paper=Paper.A3,
    instructions=("一、用黑色笔填写。",),
    signatures=("填表人", "审核人"),
    boxes=(SheetBox("本人签字", ("　　　年　　月　　日",)),),
)


@pytest.fixture
def user():
    return User.objects.create_user(username="leibie", password=None)


def kept(user, *titles, sheet="change", category="skilled"):
    for title in titles:
        number = newest_number(sheet, category)
        keep_look(replace(PLAIN, title=title), sheet=sheet, category=category, after=number, by=user)


@pytest.mark.parametrize("look", [PLAIN, FULL, replace(FULL, boxes=())])
def test_a_look_is_read_as_it_was_kept(user, look):
    keep_look(look, sheet="change", category="skilled", after=0, by=user)
    assert look_of("change", "skilled") == look == read_look(asdict(look))


def test_the_newest_of_each_category_is_in_force(user):
    kept(user, "一", "二")
    kept(user, "三", category="rural")
    kept(user, "四", sheet="roster")
    assert {key: look.title for key, look in looks_of("change").items()} == {"skilled": "二", "rural": "三"}
    assert (newest_number("change", "skilled"), newest_number("opinions", "")) == (2, 0)
    assert (look_of("roster", "skilled").title, look_of("opinions")) == ("四", None)


def test_who_did_not_see_the_newest_is_refused_and_nothing_is_kept(user):
    kept(user, "一", "二")
    for seen in (-1, 0, 1, 3):
        with pytest.raises(Overtaken):
            keep_look(FULL, sheet="change", category="skilled", after=seen, by=user)
    assert (Look.objects.count(), AuditEvent.objects.filter(action="save_look").count()) == (2, 2)


def test_older_versions_are_those_under_a_number_the_newest_first(user, django_assert_num_queries):
    kept(user, "一", "二", "三")
    with django_assert_num_queries(2):
        whole = [(each.number, each.by.username) for each in older_looks("change", "skilled", below=None)]
        older = [each.number for each in older_looks("change", "skilled", below=3)]
    assert (whole, older) == ([(3, "leibie"), (2, "leibie"), (1, "leibie")], [2, 1])


@pytest.mark.parametrize("statement", ["UPDATE printing_look SET number = 9", "DELETE FROM printing_look"])
def test_a_version_is_frozen_in_the_database(user, statement):
    kept(user, "一")
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert look_of("change", "skilled").title == "一"


@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 9", "DELETE FROM {}", "TRUNCATE {}"])
def test_not_even_the_owner_changes_a_version(owner_connection, statement):
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="frozen"):
        owner_connection.execute(statement.format("printing_look"))
