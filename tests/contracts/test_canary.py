"""A known identity number and mobile number stand nowhere in the database in the open (notice 六)."""

import pytest
from psycopg import sql

from talent.records.models import Change
from talent.records.service import FieldRemark, accept, send_back, submit
from tests.talent.records.register import Register, again, number, person

NUMBER, MOBILE = number(1), "13804791234"
OLD = NUMBER[:6] + NUMBER[8:17]

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""


def tables_that_hold(text, connection):
    """Every table with a row that shows the text, or its bytes: a bytea is shown in hexadecimal."""
    question = sql.SQL("SELECT EXISTS (SELECT FROM {} AS t WHERE t::text LIKE %s OR t::text LIKE %s)")
    wanted = [f"%{text}%", f"%{text.encode().hex()}%"]
    return {
        table
        for schema, table in connection.execute(TABLES).fetchall()
        if connection.execute(question.format(sql.Identifier(schema, table)), wanted).fetchone()[0]
    }


@pytest.mark.django_db(transaction=True)
def test_after_a_whole_walk_no_table_shows_the_numbers(owner_connection):
    register = Register()
    raw = person(contact={"mobile": MOBILE})
    change = register.propose(raw).change
    submit(change=change, by=register.clerk)
    send_back(change=change, by=register.checker, remarks=[FieldRemark("contact.mobile", "请核对")])
    raw["contact"]["mobile"] = f"{MOBILE[:3]} {MOBILE[3:]}"
    answer = {again(change).remarks.get().pk: "无误"}
    edited = register.propose(raw, change=change, lock=again(change).lock, answers=answer)
    submit(change=change, by=register.clerk)
    accept(change=change, by=register.checker)
    accept(change=change, by=register.boss)

    document = again(change).document()
    assert edited.kind == "same"
    assert (again(change).state, document["identity"]["id_number"]) == ("accepted", NUMBER)
    assert document["contact"]["mobile"] == MOBILE
    shown = {text: tables_that_hold(text, owner_connection) for text in (NUMBER, NUMBER[:17], OLD, MOBILE)}
    assert shown == {text: set() for text in shown}


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_what_stands_in_the_open(owner_connection):
    change = Register().draft()
    Change._plain.filter(pk=change.pk).update(sealed=NUMBER.encode())

    shown = {text: tables_that_hold(text, owner_connection) for text in ("乌日娜", NUMBER)}

    assert shown == {"乌日娜": {"records_change"}, NUMBER: {"records_change"}}
